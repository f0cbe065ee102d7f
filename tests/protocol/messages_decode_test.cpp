#include "runtime/protocol/error_codes.hpp"
#include "runtime/protocol/messages.hpp"

#include <gtest/gtest.h>

using namespace interlock;
using namespace interlock::lifecycles;
using namespace interlock::protocol;

namespace {

template <class Message>
void expect_read(std::string_view json, const Message& expected) {
  const ClientMessage read = decode_client_message(json);
  if (const auto* faulty = std::get_if<faulty_message_received>(&read)) {
    FAIL() << json << " is refused: " << faulty->fault.code << " " << faulty->fault.field << " " << faulty->fault.message;
  }
  ASSERT_TRUE(std::holds_alternative<Message>(read)) << json;
  EXPECT_EQ(std::get<Message>(read), expected) << json;
}

struct Refusal {
  std::string code;
  std::string field;
  std::uint64_t id = 0;
};

void expect_refused(std::string_view json, const Refusal& expected) {
  const ClientMessage read = decode_client_message(json);
  ASSERT_TRUE(std::holds_alternative<faulty_message_received>(read)) << json;
  const auto& faulty = std::get<faulty_message_received>(read);
  EXPECT_EQ(faulty.fault.code, expected.code) << json;
  EXPECT_EQ(faulty.fault.field, expected.field) << json;
  EXPECT_EQ(faulty.id, RequestId{expected.id}) << json;
  EXPECT_FALSE(faulty.fault.message.empty()) << json;
  EXPECT_NE(find_error_code(faulty.fault.code), nullptr) << json;
}

std::string places(std::size_t count) {
  std::string object = "{";
  for (std::size_t i = 0; i < count; ++i) object += (i == 0 ? "\"t" : ",\"t") + std::to_string(i) + "\":\"\"";
  return object + "}";
}

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

std::string start_with(const std::string& input) { return R"({"op":"start","thread":"t","agent":"a","input":)" + input + "}"; }

}  // namespace

TEST(ClientMessages, AHelloWithEverythingIsRead) {
  expect_read(R"({"id":1,"op":"hello","token":"abc","attach":{"t2":""},"resume":{"session":"s0000000000000008",
                  "token":"rt00000000000000ff","threads":{"t1":"0007.0000001042"}}})",
              hello_received{.id = RequestId{1},
                             .token = "abc",
                             .attach = {{.thread = "t2", .after = ""}},
                             .resume = Resume{.session = SessionId{8},
                                              .token = ResumeToken{255},
                                              .threads = {{.thread = "t1", .after = "0007.0000001042"}}}});
}

TEST(ClientMessages, AHelloNeedsNothing) {
  expect_read(R"({"op":"hello"})", hello_received{.id = {}, .token = {}, .attach = {}, .resume = {}});
  expect_read(R"({"op":"hello","resume":{"session":"s0000000000000008","token":"rt00000000000000ff"}})",
              hello_received{.id = {}, .token = {}, .attach = {}, .resume = Resume{SessionId{8}, ResumeToken{255}, {}}});
}

TEST(ClientMessages, FromNowFromTheStartAndFromACursorAreThreeThings) {
  expect_read(R"({"id":2,"op":"attach","thread":"t1"})", attach_received{.id = RequestId{2}, .thread = "t1", .after = {}});
  expect_read(R"({"id":2,"op":"attach","thread":"t1","after":""})", attach_received{.id = RequestId{2}, .thread = "t1", .after = ""});
  expect_read(R"({"id":2,"op":"attach","thread":"t1","after":"0007.0000001042"})",
              attach_received{.id = RequestId{2}, .thread = "t1", .after = "0007.0000001042"});
}

TEST(ClientMessages, TheInputOfAStartIsKeptAsItWasWritten) {
  for (const std::string input : {R"({ "a" : [1, 2.50, {}], "a":"\u00e9\n" })", "[]", "{}", "-0.0e1", "\"x\"", "true", "false", "null", "12",
                                  "123456789012345678901234567890"}) {
    expect_read(start_with(" \n" + input + "\t "),
                start_received{.id = {}, .thread = "t", .request = {.agent = "a", .idempotency_key = "", .input = Text(input)}});
  }
}

TEST(ClientMessages, AStartWithoutInputHasNull) {
  expect_read(R"({"id":3,"op":"start","thread":"owner/t1","agent":"support","idempotency_key":"k1"})",
              start_received{.id = RequestId{3}, .thread = "owner/t1", .request = {.agent = "support", .idempotency_key = "k1", .input = Text("null")}});
}

TEST(ClientMessages, TheShortOnesAreRead) {
  expect_read(R"({"id":4,"op":"cancel","run":"r0000000000000009"})", cancel_received{.id = RequestId{4}, .run = RunId{9}});
  expect_read(R"({"id":5,"op":"detach","thread":"t1"})", detach_received{.id = RequestId{5}, .thread = "t1"});
  expect_read(R"({"id":6,"op":"refresh","token":"abc"})", refresh_received{.id = RequestId{6}, .token = "abc"});
  expect_read(R"({"op":"ack","thread":"t1","cursor":"0007.0000001042"})", ack_received{.id = {}, .thread = "t1", .cursor = "0007.0000001042"});
  expect_read(R"({"op":"pong","t":1})", pong_received{});
}

TEST(ClientMessages, TheOrderOfFieldsAndEscapesInThemDoNotMatter) {
  expect_read(R"({"thread":"\u0074\u0031","\u006fp":"de\u0074ach","id":18446744073709551615})",
              detach_received{.id = RequestId{~0ULL}, .thread = "t1"});
}

TEST(ClientMessages, UnknownFieldsAreIgnoredAndSoAreThoseOfOtherOps) {
  expect_read(R"({"op":"pong","x":{"op":"hello","y":[{"op":1}]},"thread":7,"attach":[],"z":1.5})", pong_received{});
}

TEST(FaultyClientMessages, WhatIsMissingIsNamed) {
  expect_refused("{}", {"missing_field", "op"});
  expect_refused(R"({"id":7})", {"missing_field", "op", 7});
  expect_refused(R"({"id":7,"op":"attach"})", {"missing_field", "thread", 7});
  expect_refused(R"({"id":7,"op":"detach"})", {"missing_field", "thread", 7});
  expect_refused(R"({"id":7,"op":"start","agent":"a"})", {"missing_field", "thread", 7});
  expect_refused(R"({"id":7,"op":"start","thread":"t"})", {"missing_field", "agent", 7});
  expect_refused(R"({"id":7,"op":"cancel"})", {"missing_field", "run", 7});
  expect_refused(R"({"id":7,"op":"refresh"})", {"missing_field", "token", 7});
  expect_refused(R"({"op":"ack","cursor":""})", {"missing_field", "thread"});
  expect_refused(R"({"op":"ack","thread":"t"})", {"missing_field", "cursor"});
  expect_refused(R"({"op":"hello","resume":{"token":"rt0000000000000001"}})", {"missing_field", "resume.session"});
  expect_refused(R"({"op":"hello","resume":{"session":"s0000000000000001"}})", {"missing_field", "resume.token"});
}

TEST(FaultyClientMessages, WhatIsWrongIsNamed) {
  for (const std::string id : {"-1", "1.5", "\"1\"", "null", "18446744073709551616", "[]", "1e3"}) {
    expect_refused(R"({"op":"pong","id":)" + id + "}", {"wrong_field", "id"});
  }
  expect_refused(R"({"id":7,"op":4})", {"wrong_field", "op", 7});
  expect_refused(R"({"id":7,"op":"attach","thread":"a b"})", {"wrong_field", "thread", 7});
  expect_refused(R"({"id":7,"op":"attach","thread":"t","after":null})", {"wrong_field", "after", 7});
  expect_refused(R"({"id":7,"op":"attach","thread":"t","after":")" + std::string(65, '0') + "\"}", {"wrong_field", "after", 7});
  expect_refused(R"({"id":7,"op":"start","thread":"t","agent":""})", {"wrong_field", "agent", 7});
  expect_refused(R"({"id":7,"op":"start","thread":"t","agent":"a","idempotency_key":""})", {"wrong_field", "idempotency_key", 7});
  expect_refused(R"({"id":7,"op":"start","thread":"t","agent":"a","idempotency_key":")" + std::string(129, 'k') + "\"}",
                 {"wrong_field", "idempotency_key", 7});
  expect_refused(R"({"id":7,"op":"cancel","run":"r9"})", {"wrong_field", "run", 7});
  expect_refused(R"({"id":7,"op":"refresh","token":""})", {"wrong_field", "token", 7});
  expect_refused(R"({"op":"ack","thread":"t","cursor":4})", {"wrong_field", "cursor"});
  expect_refused(R"({"op":"hello","token":5})", {"wrong_field", "token"});
  expect_refused(R"({"op":"hello","token":")" + std::string(token_limit + 1, 'x') + "\"}", {"wrong_field", "token"});
  expect_refused(R"({"op":"hello","attach":["t"]})", {"wrong_field", "attach"});
  expect_refused(R"({"op":"hello","attach":{"a b":""}})", {"wrong_field", "attach"});
  expect_refused(R"({"op":"hello","attach":{"t":null}})", {"wrong_field", "attach"});
  expect_refused(R"({"op":"hello","resume":"s"})", {"wrong_field", "resume"});
  expect_refused(R"({"op":"hello","resume":{"session":"s","token":"rt0000000000000001"}})", {"wrong_field", "resume.session"});
  expect_refused(R"({"op":"hello","resume":{"session":"s0000000000000001","token":"rt1"}})", {"wrong_field", "resume.token"});
  expect_refused(R"({"op":"hello","resume":{"session":"s0000000000000001","token":"rt0000000000000001","threads":[]}})",
                 {"wrong_field", "resume.threads"});
  expect_refused(R"({"op":"hello","resume":{"session":"s0000000000000001","token":"rt0000000000000001","threads":{"":""}}})",
                 {"wrong_field", "resume.threads"});
}

TEST(FaultyClientMessages, AnUnknownOpIsSaidToBeUnknown) { expect_refused(R"({"id":7,"op":"Hello"})", {"unknown_op", "op", 7}); }

TEST(FaultyClientMessages, AFieldGivenTwiceIsRefused) {
  expect_refused(R"({"id":1,"op":"pong","op":"pong"})", {"wrong_field", "op", 1});
  expect_refused(R"({"id":1,"id":2,"op":"pong"})", {"wrong_field", "id", 1});
  expect_refused(R"({"op":"hello","attach":{"t":"","t":""}})", {"wrong_field", "attach"});
  expect_refused(R"({"op":"hello","resume":{"session":"s0000000000000001","session":"s0000000000000001"}})", {"wrong_field", "resume.session"});
}

TEST(FaultyClientMessages, SixtyFourThreadsAreEnough) {
  EXPECT_EQ(std::get<hello_received>(decode_client_message(R"({"op":"hello","attach":)" + places(64) + "}")).attach.size(), 64U);
  expect_refused(R"({"op":"hello","attach":)" + places(65) + "}", {"too_many_attachments", "attach"});
  expect_refused(R"({"op":"hello","resume":{"session":"s0000000000000001","token":"rt0000000000000001","threads":)" + places(65) + "}}",
                 {"too_many_attachments", "resume.threads"});
}

TEST(FaultyClientMessages, DeepNestingIsRefusedAtALimitAndDoesNotExhaustTheStack) {
  EXPECT_TRUE(std::holds_alternative<start_received>(decode_client_message(start_with(nested(nesting_limit - 1)))));
  expect_refused(start_with(nested(nesting_limit)), {"wrong_field", "input"});
  expect_refused(start_with(nested(1'000'000)), {"wrong_field", "input"});
  expect_refused(start_with(std::string(1'000'000, '[')), {"wrong_field", "input"});
  expect_refused(R"({"op":"pong","x":)" + nested(1000) + "}", {"malformed_json", ""});
}

TEST(FaultyClientMessages, NumbersThatNobodyCanHoldAreRefused) {
  expect_refused(start_with("1e999"), {"wrong_field", "input"});
  expect_refused(start_with("[-1e999]"), {"wrong_field", "input"});
  expect_refused(start_with("01"), {"wrong_field", "input"});
}

TEST(FaultyClientMessages, WhatIsNotJsonIsRefusedWhereverItStands) {
  for (const std::string input : {"tru", "truex", "nul", "nullx", "falsey", "'x'", "{a:1}", "[1,]", "[1 2]", "[,1]", "{\"a\":1,}", "{\"a\"}",
                                  "{\"a\":}", "{\"a\" 1}", "{\"a\":1 \"b\":2}", "{1:2}", "[1}", "{\"a\":1]", "\"\\x\"", "\"\\ud800\"", "\"\\udc00\"",
                                  "\"\\u12\"", "\"a\nb\"", "\"\xFF\"", "\"\xED\xA0\x80\"", "NaN", "", "/*x*/1", "[1,2"}) {
    const auto read = decode_client_message(start_with(input));
    ASSERT_TRUE(std::holds_alternative<faulty_message_received>(read)) << input;
    EXPECT_EQ(std::get<faulty_message_received>(read).fault.code, "malformed_json") << input;
  }
}

TEST(FaultyClientMessages, AMessageIsOneObjectAndNothingElse) {
  for (const std::string text : {"", " ", "null", "[]", "1", "\"op\"", "{", "}", "{}{}", "{} x", "{},", R"({"op":"pong"}})", R"({"op":"pong"})" "{}",
                                 R"({"op":"pong")", R"({"op":"pong"]})", "\xEF\xBB\xBF{\"op\":\"pong\"}"}) {
    expect_refused(text, {"malformed_json", ""});
  }
}

TEST(FaultyClientMessages, WhatALongerMessageLeftInTheBufferDoesNotEndAShorterOne) {
  MessageDecoder decoder;
  (void)decoder.decode(R"({"op":"pong","x":{"y":{"z":1}}}}}}}}}}}}}}}}}}}})");
  EXPECT_TRUE(std::holds_alternative<faulty_message_received>(decoder.decode(R"({"op":"pong","x":{"y":1})")));
  EXPECT_TRUE(std::holds_alternative<pong_received>(decoder.decode(R"({"op":"pong","x":{"y":1}})")));
}

TEST(FaultyClientMessages, AnIdReadBeforeTheFaultIsKept) {
  expect_refused(R"({"id":7,"op":tru})", {"malformed_json", "", 7});
}

TEST(FaultyClientMessages, ANulInsideTextIsText) {
  expect_refused(R"({"op":"attach","thread":"t\u0000"})", {"wrong_field", "thread"});
  expect_read(R"({"op":"refresh","token":"a\u0000b"})", refresh_received{.id = {}, .token = std::string("a\0b", 3)});
}
