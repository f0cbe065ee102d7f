#include "runtime/http/agent_stream.hpp"

#include "runtime/http/json_member.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace interlock::http::test {
namespace {

using lifecycles::upstream_event;

upstream_event event(EventType type, std::string data) { return {type, Text(std::move(data))}; }

TEST(AgentEvent, HasTheTypeAndTheDataOfItsObject) {
  EXPECT_EQ(parse_agent_event(R"({"type":"tool_executing","data":{"a":[1,2]}})", "message"),
            event(EventType::tool_executing, R"({"a":[1,2]})"));
  EXPECT_EQ(parse_agent_event(R"({"type":"agent_completed"})", "message"), event(EventType::agent_completed, "{}"));
}

TEST(AgentEvent, DataIsPassedOnAsItWasWritten) {
  EXPECT_EQ(parse_agent_event(R"( { "data" : {"n":1.0,"m":1e2,"big":123456789012345678901234567890,"s":"\u00e9\/}"} , "type":"agent_message"})", ""),
            event(EventType::agent_message, R"({"n":1.0,"m":1e2,"big":123456789012345678901234567890,"s":"\u00e9\/}"})"));
}

TEST(AgentEvent, OfAnUnknownTypeIsCustomWithTheWholeObject) {
  for (const std::string whole : {R"({"type":"STATE_DELTA","delta":[1]})", R"({"type":7})", R"({"a":1})", R"([1,2])", R"("text")",
                                  R"({"type":"user_message","data":{"text":"I never said that"}})"})
    EXPECT_EQ(parse_agent_event(whole, "message"), event(EventType::custom, whole)) << whole;
}

TEST(AgentEvent, TheNameOfTheStreamCountsWhereTheObjectNamesNoType) {
  EXPECT_EQ(parse_agent_event(R"({"text":"a"})", "agent_message"), event(EventType::agent_message, R"({"text":"a"})"));
  EXPECT_EQ(parse_agent_event(R"({"type":"agent_thinking","data":1})", "agent_message"), event(EventType::agent_thinking, "1"));
}

TEST(AgentEvent, WhatIsNoJsonIsAFault) {
  for (const std::string text : {"", "nonsense", R"({"type":"agent_message")", "{}{}", "[DONE]", "\"\xff\""})
    EXPECT_FALSE(parse_agent_event(text, "message")) << text;
}

TEST(AgentEvent, LineEndsBetweenTokensAreGone) {
  EXPECT_EQ(parse_agent_event("{\"type\":\"agent_message\",\"data\":{\n\"a\":\r\n1}}", ""), event(EventType::agent_message, "{ \"a\":  1}"));
}

TEST(JsonMember, IsFoundAtTheTopOnlyAndTheLastOneCounts) {
  EXPECT_EQ(json_member(R"({"a":{"data":1},"data":2})", "data"), "2");
  EXPECT_EQ(json_member(R"({"a":"\"data\":1","data":[{"}":"]"}] })", "data"), R"([{"}":"]"}])");
  EXPECT_EQ(json_member(R"({"data":1, "data" : "two" })", "data"), R"("two")");
  EXPECT_EQ(json_member(R"({"a":{"data":1}})", "data"), std::nullopt);
  EXPECT_EQ(json_member("{}", "data"), std::nullopt);
  EXPECT_EQ(json_member(" { } ", "data"), std::nullopt);
}

std::vector<upstream_event> read(std::string_view content_type, std::string_view bytes, std::size_t cut) {
  std::vector<upstream_event> events;
  const auto sink = [&](upstream_event one) { events.push_back(std::move(one)); };
  auto stream = AgentStream::of_content_type(content_type);
  EXPECT_TRUE(stream->receive_data(bytes.substr(0, cut), sink));
  EXPECT_TRUE(stream->receive_data(bytes.substr(cut), sink));
  EXPECT_TRUE(stream->receive_end(sink));
  return events;
}

TEST(AgentStream, IsReadTheSameWhereverItIsCut) {
  const std::vector<upstream_event> expected{event(EventType::agent_thinking, "{}"), event(EventType::agent_message, R"({"text":"é"})")};
  const std::string events = "\xef\xbb\xbf: hi\r\nevent: agent_thinking\r\ndata: {}\r\n\r\ndata: {\"type\":\"agent_message\",\rdata: \"data\":{\"text\":\"é\"}}\n\n";
  const std::string lines = "{\"type\":\"agent_thinking\"}\r\n\n{\"type\":\"agent_message\",\"data\":{\"text\":\"é\"}}";
  for (std::size_t cut = 0; cut <= events.size(); ++cut) EXPECT_EQ(read("text/event-stream", events, cut), expected) << cut;
  for (std::size_t cut = 0; cut <= lines.size(); ++cut) EXPECT_EQ(read("Application/X-NDJSON", lines, cut), expected) << cut;
}

TEST(AgentStream, AnAgentStartedIsDroppedWhereItComesFirst) {
  const std::string line = "{\"type\":\"agent_started\"}\n";
  EXPECT_TRUE(read("application/jsonl", line, 0).empty());
  EXPECT_EQ(read("application/jsonl", "1\n" + line, 0).size(), 2U);
}

TEST(AgentStream, AFaultEndsTheReading) {
  auto stream = AgentStream::of_content_type("application/x-ndjson");
  int count = 0;
  const auto sink = [&](const upstream_event&) { ++count; };
  EXPECT_FALSE(stream->receive_data("1\nnonsense\n2\n", sink));
  EXPECT_FALSE(stream->receive_data("3\n", sink));
  EXPECT_EQ(count, 1);
}

TEST(AgentStream, OtherContentIsNotRead) {
  for (const std::string type : {"", "text/html", "application/json", "text/event-streams"})
    EXPECT_FALSE(AgentStream::of_content_type(type)) << type;
}

}  // namespace
}  // namespace interlock::http::test
