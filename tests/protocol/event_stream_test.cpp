#include "runtime/protocol/event_stream.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace interlock::protocol {
namespace {

using namespace std::string_literals;
using Lines = std::vector<std::string>;

void note(Lines& lines, const ServerSentEvent& event) {
  lines.push_back(std::string(event.type) + "|" + std::string(event.data) + "|" + std::string(event.id));
}

/// What is heard of the bytes; it must be the same at every cut, for a copy made there too, and byte by byte.
Lines events_of(const std::string& bytes) {
  Lines whole;
  const auto note_whole = [&](const ServerSentEvent& event) { note(whole, event); };
  EXPECT_TRUE(EventStreamDecoder().receive_data(bytes, note_whole));
  EventStreamDecoder bytewise;
  Lines by_bytes;
  for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
    Lines cut_lines = by_bytes;
    EventStreamDecoder copy = bytewise;
    EXPECT_EQ(copy, bytewise);
    EXPECT_TRUE(copy.receive_data(bytes.substr(cut), [&](const ServerSentEvent& event) { note(cut_lines, event); }));
    EXPECT_EQ(cut_lines, whole) << cut;
    EXPECT_TRUE(bytewise.receive_data(bytes.substr(cut, 1), [&](const ServerSentEvent& event) { note(by_bytes, event); }));
  }
  EXPECT_EQ(by_bytes, whole);
  return whole;
}

TEST(EventStream, TheExamplesOfTheStandardAreHeard) {
  EXPECT_EQ(events_of("data: YHOO\ndata: +2\ndata: 10\n\n"), Lines{"message|YHOO\n+2\n10|"});
  EXPECT_EQ(events_of(": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n"),
            (Lines{"message|first event|1", "message|second event|", "message| third event|"}));
  EXPECT_EQ(events_of("data\n\ndata\ndata\n\ndata:"), (Lines{"message||", "message|\n|"}));
  EXPECT_EQ(events_of("data:test\n\ndata: test\n\n"), (Lines{"message|test|", "message|test|"}));
}

TEST(EventStream, AnyEndOfLineAndAByteOrderMarkAreTaken) {
  EXPECT_EQ(events_of("\xEF\xBB\xBF" "data: a\r\ndata: b\rdata: c\n\r\ndata: d\r\rdata: e\n\n"),
            (Lines{"message|a\nb\nc|", "message|d|", "message|e|"}));
  EXPECT_EQ(events_of("data: a\n\n\xEF\xBB\xBF" "data: b\n\n"), Lines{"message|a|"});
}

TEST(EventStream, TheTypeHoldsForOneEventAndTheIdUntilTheNext) {
  EXPECT_EQ(events_of("event: x\nid: 7\ndata: a\n\ndata: b\n\nevent: lost\n\ndata: c\n\n"), (Lines{"x|a|7", "message|b|7", "message|c|7"}));
  EXPECT_EQ(events_of("id: a\0b\nunknown: y\ndata: a\n\n"s), Lines{"message|a|"});
}

TEST(EventStream, ARetryIsDigitsOnly) {
  EventStreamDecoder decoder;
  const auto nobody = [](const ServerSentEvent&) {};
  ASSERT_TRUE(decoder.receive_data("retry: 2x\nretry:\nretry: -1\n", nobody));
  EXPECT_EQ(decoder.retry_milliseconds(), std::nullopt);
  ASSERT_TRUE(decoder.receive_data("retry: 2500\n", nobody));
  EXPECT_EQ(decoder.retry_milliseconds(), 2500U);
}

TEST(EventStream, ALineOrAnEventBeyondTheLimitIsAFaultForGood) {
  const auto nobody = [](const ServerSentEvent&) {};
  EventStreamDecoder line(10);
  EXPECT_FALSE(line.receive_data("data:678901", nobody));
  EXPECT_FALSE(line.receive_data("\n\n", nobody));
  EventStreamDecoder event(10);
  EXPECT_TRUE(event.receive_data("data:1234\n", nobody));
  EXPECT_FALSE(event.receive_data("data:1234\ndata:1234\n", nobody));
}

TEST(JsonLines, LinesAreSplitAtEveryCutAndTheLastNeedsNoEnd) {
  const std::string bytes = "{\"a\":1}\n\r\n  \n[2]\r\n3";
  for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
    JsonLinesDecoder decoder;
    Lines lines;
    const auto keep = [&](std::string_view line) { lines.emplace_back(line); };
    ASSERT_TRUE(decoder.receive_data(bytes.substr(0, cut), keep));
    JsonLinesDecoder copy = decoder;
    ASSERT_EQ(copy, decoder);
    ASSERT_TRUE(copy.receive_data(bytes.substr(cut), keep));
    copy.receive_end(keep);
    copy.receive_end(keep);
    ASSERT_EQ(lines, (Lines{"{\"a\":1}", "[2]", "3"})) << cut;
  }
}

TEST(JsonLines, ALineBeyondTheLimitIsAFaultForGood) {
  const auto nobody = [](std::string_view) {};
  JsonLinesDecoder decoder(4);
  EXPECT_TRUE(decoder.receive_data("1234\n12", nobody));
  EXPECT_FALSE(decoder.receive_data("345", nobody));
  EXPECT_FALSE(decoder.receive_data("\n", nobody));
}

}  // namespace
}  // namespace interlock::protocol
