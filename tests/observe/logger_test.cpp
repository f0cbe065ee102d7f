#include "runtime/observe/logger.hpp"
#include "runtime/observe/observers.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <sstream>

using namespace interlock;
using interlock::port::ActorKind;
using interlock::port::Note;
using observe::Logger;

namespace {

constexpr port::StepRecord working_step{.actor = {ActorKind::connection, 7}, .lifecycle = "connection", .from = "accepted",
                                        .event = "upgrade_requested", .to = "authenticating", .row = 3};
constexpr port::StepRecord last_step{.actor = {ActorKind::connection, 7}, .lifecycle = "connection", .from = "closing",
                                     .event = "peer_lost", .to = "closed", .row = 9};

std::vector<boost::json::object> parsed_lines(const std::string& text) {
  std::vector<boost::json::object> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(boost::json::parse(line).as_object());
  return lines;
}

}  // namespace

TEST(Logger, EachJsonLineParsesAndNamesTheActorAndTheStep) {
  std::ostringstream out;
  Logger logger({.level = Note::Level::debug, .json = true, .out = &out});
  logger.stepped(working_step, {});
  logger.stepped(last_step, {});
  const auto lines = parsed_lines(out.str());
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0].at("level"), "debug");
  EXPECT_EQ(lines[0].at("actor"), "connection");
  EXPECT_EQ(lines[0].at("id"), 7);
  EXPECT_EQ(lines[0].at("lifecycle"), "connection");
  EXPECT_EQ(lines[0].at("from"), "accepted");
  EXPECT_EQ(lines[0].at("event"), "upgrade_requested");
  EXPECT_EQ(lines[0].at("to"), "authenticating");
  EXPECT_EQ(lines[0].at("time").as_string().size(), std::string_view("2026-01-31T12:00:00.000+00:00").size());
  EXPECT_EQ(lines[1].at("level"), "info");
}

TEST(Logger, OnlyTheEndsOfConnectionsAndRunsAreInfo) {
  std::ostringstream out;
  Logger logger({.level = Note::Level::info, .json = true, .out = &out});
  logger.stepped(working_step, {});
  logger.stepped(last_step, {});
  logger.stepped({.actor = {ActorKind::connection, 7}, .lifecycle = "connection", .from = "closed", .event = "peer_lost", .to = "closed"}, {});
  logger.stepped({.actor = {ActorKind::task, 1}, .lifecycle = "task", .from = "running", .event = "task_completed<body>", .to = "completed"}, {});
  logger.stepped({.actor = {ActorKind::run, 2}, .lifecycle = "run", .from = "completing", .event = "terminal_committed", .to = "completed"}, {});
  const auto lines = parsed_lines(out.str());
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0].at("to"), "closed");
  EXPECT_EQ(lines[1].at("actor"), "run");
}

TEST(Logger, ANoteHasItsOwnLevelAndStaysOnItsLine) {
  std::ostringstream json;
  Logger json_logger({.level = Note::Level::warning, .json = true, .out = &json});
  json_logger.noted({.level = Note::Level::info, .actor = {ActorKind::startup, 0}, .what = "unseen", .detail = ""});
  json_logger.noted({.level = Note::Level::warning, .actor = {ActorKind::startup, 0}, .what = "waiting_for_services", .detail = "a=\"\n\xFF"});
  const auto lines = parsed_lines(json.str());
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0].at("level"), "warning");
  EXPECT_EQ(lines[0].at("what"), "waiting_for_services");
  EXPECT_EQ(lines[0].at("detail"), "a=\"\n\xEF\xBF\xBD");

  std::ostringstream text;
  Logger text_logger({.level = Note::Level::warning, .json = false, .out = &text});
  text_logger.noted({.level = Note::Level::error, .actor = {ActorKind::startup, 0}, .what = "forged", .detail = "a=1\ninfo {} %v b=2"});
  EXPECT_TRUE(text.str().ends_with(" error startup 0 forged a=1?info {} %v b=2\n")) << text.str();
}

TEST(Logger, ATextLineReadsLikeARowOfTheTable) {
  std::ostringstream out;
  Logger logger({.level = Note::Level::info, .json = false, .out = &out});
  logger.stepped(last_step, {});
  EXPECT_TRUE(out.str().ends_with(" info connection 7 connection: closing + peer_lost = closed\n")) << out.str();
}

TEST(Logger, ALineSaysWhichConnectionThreadAndRunItIsAbout) {
  const ThreadName thread{"acme", "al\nice", "t1"};
  const port::Subject subject{.connection = 7, .thread = &thread, .run = RunId{255}};
  std::ostringstream text;
  Logger({.level = Note::Level::info, .json = false, .out = &text}).stepped(last_step, subject);
  EXPECT_TRUE(text.str().ends_with(" = closed connection=7 thread=acme/al?ice/t1 run=r00000000000000ff\n")) << text.str();
  std::ostringstream json;
  Logger({.level = Note::Level::info, .json = true, .out = &json}).stepped(last_step, subject);
  const auto lines = parsed_lines(json.str());
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0].at("connection"), 7);
  EXPECT_EQ(lines[0].at("thread"), "acme/al\nice/t1");
  EXPECT_EQ(lines[0].at("run"), "r00000000000000ff");
}

TEST(Observers, EachIsToldEverything) {
  std::ostringstream first_out;
  std::ostringstream second_out;
  Logger first({.level = Note::Level::debug, .json = false, .out = &first_out});
  Logger second({.level = Note::Level::debug, .json = true, .out = &second_out});
  observe::Observers both{&first};
  both.add(second);
  both.stepped(working_step, {});
  both.noted({.level = Note::Level::info, .actor = {}, .what = "said", .detail = ""});
  EXPECT_EQ(parsed_lines(second_out.str()).size(), 2U);
  EXPECT_NE(first_out.str().find("world 0 said\n"), std::string::npos);
}
