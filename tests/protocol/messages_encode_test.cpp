#include "runtime/protocol/messages.hpp"

#include <gtest/gtest.h>

using namespace interlock;
using namespace interlock::protocol;
using namespace interlock::port::message;

namespace {

std::string text_of(const port::Message& message) {
  std::string out;
  append_message(out, message);
  return out;
}

}  // namespace

TEST(ServerMessages, AreWrittenAsTheProtocolShowsThem) {
  EXPECT_EQ(text_of(ConnectionEstablished{.id = RequestId{1}, .session = SessionId{8}, .resume_token = ResumeToken{255}, .resumed = true,
                                          .attached = {"t1", "o/t2"}, .node = "n2", .ping = Duration{25000},
                                          .limits = {.frame = 65536, .queue = 1048576}, .expires_at = 1790000000}),
            R"({"id":1,"type":"connection_established","data":{"session":"s0000000000000008","resume_token":"rt00000000000000ff",)"
            R"("resumed":true,"attached":["t1","o/t2"],"node":"n2","ping_ms":25000,"limits":{"frame":65536,"queue":1048576},"expires_at":1790000000}})");
  EXPECT_EQ(text_of(Attached{.id = RequestId{2}, .thread = "t1", .head = {7, 1050}, .replay = 8, .runs = {RunId{9}, RunId{10}}}),
            R"({"id":2,"type":"attached","thread":"t1","head":"0007.0000001050","replay":8,)"
            R"("runs":[{"run":"r0000000000000009","state":"streaming"},{"run":"r000000000000000a","state":"streaming"}]})");
  EXPECT_EQ(text_of(CaughtUp{.thread = "t1", .cursor = {7, 1050}}), R"({"type":"caught_up","thread":"t1","cursor":"0007.0000001050"})");
  EXPECT_EQ(text_of(Detached{.id = RequestId{5}, .thread = "t1"}), R"({"id":5,"type":"detached","thread":"t1"})");
  EXPECT_EQ(text_of(RunAccepted{.id = RequestId{3}, .run = RunId{9}, .replayed = false}),
            R"({"id":3,"type":"run_accepted","run":"r0000000000000009","replayed":false})");
  EXPECT_EQ(text_of(CancelAccepted{.id = RequestId{4}, .run = RunId{9}}), R"({"id":4,"type":"cancel_accepted","run":"r0000000000000009"})");
  EXPECT_EQ(text_of(Refreshed{.id = RequestId{6}, .expires_at = 1790000000}), R"({"id":6,"type":"refreshed","expires_at":1790000000})");
  EXPECT_EQ(text_of(ThreadEvent{.thread = "t1", .epoch = 7,
                                .event = {.seq = 1051, .run = RunId{9}, .type = EventType::agent_thinking, .time = 1790000000123, .data = Text(R"({"a": 1})")}}),
            R"({"type":"agent_thinking","thread":"t1","run":"r0000000000000009","seq":1051,"cursor":"0007.0000001051",)"
            R"("time":1790000000123,"data":{"a": 1}})");
  EXPECT_EQ(text_of(Ping{.time = 1}), R"({"type":"ping","t":1})");
  EXPECT_EQ(text_of(Goodbye{.reason = "draining", .delay = Duration{7312}}),
            R"({"type":"goodbye","code":1012,"reason":"draining","reconnect":true,"delay_ms":7312})");
  EXPECT_EQ(text_of(Readiness{.ready = false, .missing = {"log"}}), R"({"type":"readiness","ready":false,"missing_services":["log"]})");
}

TEST(ServerMessages, AnErrorHasOnlyThePartsThatAreSet) {
  EXPECT_EQ(text_of(Failure{.id = {}, .fault = {"forbidden", "", "No."}, .retryable = false, .retry_after = Duration{0}, .missing = {}, .earliest = {}}),
            R"({"type":"error","error":{"code":"forbidden","message":"No.","retryable":false}})");
  EXPECT_EQ(text_of(Failure{.id = RequestId{9}, .fault = {"x", "thread", "y"}, .retryable = true, .retry_after = Duration{2000},
                            .missing = {"log", "keys"}, .earliest = Cursor{7, 900}}),
            R"({"id":9,"type":"error","error":{"code":"x","message":"y","retryable":true,"retry_after_ms":2000,"field":"thread",)"
            R"("earliest":"0007.0000000900","missing":["log","keys"]}})");
}

TEST(ServerMessages, AnEventOfNoRunNamesNoneAndNoDataIsNull) {
  EXPECT_EQ(text_of(ThreadEvent{.thread = "t", .epoch = 1, .event = {.seq = 1, .run = {}, .type = EventType::custom, .time = 0, .data = {}}}),
            R"({"type":"custom","thread":"t","seq":1,"cursor":"0001.0000000001","time":0,"data":null})");
}

TEST(ServerMessages, TextIsEscapedAndMadeUtf8) {
  EXPECT_EQ(text_of(Detached{.id = {}, .thread = "\"\\\n\x01\x7f\xC3\xA9\xFF</"}),
            "{\"type\":\"detached\",\"thread\":\"\\\"\\\\\\n\\u0001\x7f\xC3\xA9\xEF\xBF\xBD</\"}");
}

TEST(ServerMessages, AreAppendedToWhatIsThere) {
  std::string out = "before ";
  append_message(out, Ping{.time = -1});
  EXPECT_EQ(out, R"(before {"type":"ping","t":-1})");
}
