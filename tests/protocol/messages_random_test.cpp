/// Messages that nobody thought of. Boost.JSON is the second opinion, in both directions.
#include "runtime/protocol/messages.hpp"
#include "runtime/protocol/wire_names.hpp"
#include "statemachine/lifecycles/event_names.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <boost/json.hpp>

using namespace interlock;
using namespace interlock::lifecycles;
using namespace interlock::protocol;
using namespace interlock::port::message;
namespace json = boost::json;

namespace {

bool is_json(std::string_view text) {
  json::error_code error;
  json::parse_options options;
  options.max_depth = 200;
  json::parse({text.data(), text.size()}, error, {}, options);
  return !error;
}

const std::vector<std::string> seeds{
    R"({"id":1,"op":"hello","token":"abc","attach":{"t2":""},"resume":{"session":"s0000000000000008","token":"rt00000000000000ff","threads":{"t1":"0007.0000001042"}}})",
    R"({"id":2,"op":"attach","thread":"t1","after":"0007.0000001042"})",
    R"({"id":3,"op":"start","thread":"t1","agent":"support","idempotency_key":"k1","input":{"a":[1,-2.5e3,true,false,null,"\u00e9\"\\"],"b":{}}})",
    R"({"id":4,"op":"cancel","run":"r0000000000000009"})",
    R"({"op":"ack","thread":"t1","cursor":"0007.0000001042","x":[{},[],[[0]]]})",
    R"({"op":"pong","t":1})"};

/// A good message with a few bytes overwritten, inserted or taken out.
std::string damaged_message() {
  static const std::string pieces = std::string("{}[],:\"\\ \n0123456789-+.eEtrufalsnd\xFF\xC3\xA9") + '\0';
  auto text = *rc::gen::elementOf(seeds);
  const auto times = *rc::gen::inRange(0, 4);
  for (int i = 0; i < times; ++i) {
    const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
    const char piece = *rc::gen::elementOf(pieces);
    switch (*rc::gen::inRange(0, 4)) {
      case 0: text[at] = piece; break;
      case 1: text.insert(at, 1, piece); break;
      case 2: text.erase(at, 1); break;
      default: text.resize(at + 1); break;
    }
  }
  return text;
}

std::string any_text() {
  static const std::vector<std::string> pieces{"a", "Z", "\"", "\\", "/", "\n", "\t", "\x01", "\x7f", "\xC3\xA9", "\xE2\x80\xA8", "\xF0\x9F\x98\x80",
                                               std::string(1, '\0')};
  std::string text;
  for (const auto& piece : *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(pieces))) text += piece;
  return text;
}

std::vector<std::string> any_texts() {
  std::vector<std::string> texts(*rc::gen::inRange<std::size_t>(0, 4));
  for (auto& each : texts) each = any_text();
  return texts;
}

template <class Id>
Id any_id() { return Id{*rc::gen::arbitrary<std::uint64_t>()}; }
Duration any_duration() { return Duration{*rc::gen::arbitrary<std::int64_t>()}; }
Cursor any_cursor() { return {.epoch = *rc::gen::arbitrary<std::uint32_t>(), .seq = *rc::gen::arbitrary<std::uint64_t>()}; }

json::array array_of(const std::vector<std::string>& texts) { return json::array(texts.begin(), texts.end()); }

/// What the text of `message` must mean, except for `id`.
json::object begun(RequestId id, std::string_view type) {
  json::object object;
  if (id != RequestId{}) object["id"] = static_cast<std::uint64_t>(id);
  object["type"] = json::string_view(type.data(), type.size());
  return object;
}

void must_mean(const port::Message& message, const json::object& expected) {
  std::string out;
  append_message(out, message);
  RC_LOG() << out;
  RC_ASSERT(json::parse(out) == json::value(expected));
}

}  // namespace

RC_GTEST_PROP(RandomClientMessages, BytesNeverDoHarm, ()) {
  const auto bytes = *rc::gen::container<std::string>(rc::gen::arbitrary<char>());
  RC_ASSERT(is_json(bytes) || std::holds_alternative<faulty_message_received>(decode_client_message(bytes)));
}

RC_GTEST_PROP(RandomClientMessages, WhatIsTakenIsJsonAndItsInputTooAndNoJsonIsCalledMalformed, ()) {
  for (int i = 0; i < 200; ++i) {
    const auto text = damaged_message();
    const auto read = decode_client_message(text);
    const auto* faulty = std::get_if<faulty_message_received>(&read);
    const auto* started = std::get_if<start_received>(&read);
    const bool called_malformed = faulty != nullptr && faulty->fault.code == "malformed_json";
    const bool is_right = (faulty != nullptr || is_json(text)) && (started == nullptr || is_json(started->request.input.view())) &&
                          (!called_malformed || !text.starts_with('{') || !is_json(text));
    if (!is_right) RC_FAIL(text);
  }
}

RC_GTEST_PROP(RandomServerMessages, AConnectionEstablishedMeansWhatItSays, ()) {
  const ConnectionEstablished message{.id = any_id<RequestId>(), .session = any_id<SessionId>(), .resume_token = any_id<ResumeToken>(),
                                      .resumed = *rc::gen::arbitrary<bool>(), .attached = any_texts(), .node = any_text(), .ping = any_duration(),
                                      .limits = {.frame = *rc::gen::arbitrary<std::uint64_t>(), .queue = *rc::gen::arbitrary<std::uint64_t>()},
                                      .expires_at = *rc::gen::arbitrary<std::int64_t>()};
  auto expected = begun(message.id, "connection_established");
  expected["data"] = json::object{{"session", format_session(message.session)},
                                  {"resume_token", format_resume_token(message.resume_token)},
                                  {"resumed", message.resumed},
                                  {"attached", array_of(message.attached)},
                                  {"node", message.node},
                                  {"ping_ms", message.ping.count()},
                                  {"limits", {{"frame", message.limits.frame}, {"queue", message.limits.queue}}},
                                  {"expires_at", message.expires_at}};
  must_mean(message, expected);
}

RC_GTEST_PROP(RandomServerMessages, WhatIsSaidOfAThreadMeansWhatItSays, ()) {
  Attached attached{.id = any_id<RequestId>(), .thread = any_text(), .head = any_cursor(), .replay = *rc::gen::arbitrary<std::uint64_t>(), .runs = {}};
  auto expected = begun(attached.id, "attached");
  json::array runs;
  for (auto count = *rc::gen::inRange(0, 4); count > 0; --count) {
    attached.runs.push_back(any_id<RunId>());
    runs.push_back(json::object{{"run", format_run(attached.runs.back())}, {"state", "streaming"}});
  }
  expected["thread"] = attached.thread;
  expected["head"] = format_cursor(attached.head);
  expected["replay"] = attached.replay;
  expected["runs"] = runs;
  must_mean(attached, expected);

  expected = begun({}, "caught_up");
  expected["thread"] = attached.thread;
  expected["cursor"] = format_cursor(attached.head);
  must_mean(CaughtUp{.thread = attached.thread, .cursor = attached.head}, expected);

  expected = begun(attached.id, "detached");
  expected["thread"] = attached.thread;
  must_mean(Detached{.id = attached.id, .thread = attached.thread}, expected);
}

RC_GTEST_PROP(RandomServerMessages, AnEventMeansWhatItSays, ()) {
  const auto data = json::serialize(json::value{any_text(), *rc::gen::arbitrary<int>(), nullptr});
  const auto index = *rc::gen::inRange(0, static_cast<int>(EventType::agent_interrupted) + 1);
  const ThreadEvent message{.thread = any_text(), .epoch = *rc::gen::arbitrary<std::uint32_t>(),
                            .event = {.seq = *rc::gen::arbitrary<std::uint64_t>(), .run = any_id<RunId>(),
                                      .type = static_cast<EventType>(index), .time = *rc::gen::arbitrary<std::int64_t>(), .data = Text(data)}};
  auto expected = begun({}, event_name(message.event.type));
  expected["thread"] = message.thread;
  if (message.event.run != RunId{}) expected["run"] = format_run(message.event.run);
  expected["seq"] = message.event.seq;
  expected["cursor"] = format_cursor({.epoch = message.epoch, .seq = message.event.seq});
  expected["time"] = message.event.time;
  expected["data"] = json::parse(data);
  must_mean(message, expected);
}

RC_GTEST_PROP(RandomServerMessages, AnswersAndSignsOfLifeMeanWhatTheySay, ()) {
  const auto id = any_id<RequestId>();
  const auto run = any_id<RunId>();
  const auto time = *rc::gen::arbitrary<std::int64_t>();
  const auto yes = *rc::gen::arbitrary<bool>();

  auto expected = begun(id, "run_accepted");
  expected["run"] = format_run(run);
  expected["replayed"] = yes;
  must_mean(RunAccepted{.id = id, .run = run, .replayed = yes}, expected);

  expected = begun(id, "cancel_accepted");
  expected["run"] = format_run(run);
  must_mean(CancelAccepted{.id = id, .run = run}, expected);

  expected = begun(id, "refreshed");
  expected["expires_at"] = time;
  must_mean(Refreshed{.id = id, .expires_at = time}, expected);

  expected = begun({}, "ping");
  expected["t"] = time;
  must_mean(Ping{.time = time}, expected);

  const Goodbye goodbye{.reason = any_text(), .delay = Duration{time}};
  expected = begun({}, "goodbye");
  expected["code"] = 1012;
  expected["reason"] = goodbye.reason;
  expected["reconnect"] = true;
  expected["delay_ms"] = time;
  must_mean(goodbye, expected);

  const Readiness readiness{.ready = yes, .missing = any_texts()};
  expected = begun({}, "readiness");
  expected["ready"] = yes;
  expected["missing_services"] = array_of(readiness.missing);
  must_mean(readiness, expected);
}

RC_GTEST_PROP(RandomServerMessages, AnErrorMeansWhatItSays, ()) {
  Failure message{.id = any_id<RequestId>(), .fault = {.code = any_text(), .field = any_text(), .message = any_text()},
                  .retryable = *rc::gen::arbitrary<bool>(), .retry_after = any_duration(), .missing = any_texts(), .earliest = {}};
  if (*rc::gen::arbitrary<bool>()) message.earliest = any_cursor();
  json::object error{{"code", message.fault.code}, {"message", message.fault.message}, {"retryable", message.retryable}};
  if (message.retry_after.count() != 0) error["retry_after_ms"] = message.retry_after.count();
  if (!message.fault.field.empty()) error["field"] = message.fault.field;
  if (message.earliest) error["earliest"] = format_cursor(*message.earliest);
  if (!message.missing.empty()) error["missing"] = array_of(message.missing);
  auto expected = begun(message.id, "error");
  expected["error"] = error;
  must_mean(message, expected);
}
