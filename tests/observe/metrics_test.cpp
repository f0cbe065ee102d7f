#include "runtime/observe/metrics.hpp"

#include <gtest/gtest.h>

using namespace interlock;
using interlock::port::ActorKind;
using interlock::port::Note;
using observe::Metrics;

namespace {

port::StepRecord step(std::string_view from, std::uint16_t row) {
  return {.actor = {ActorKind::connection, 7}, .lifecycle = "connection", .from = from, .event = "peer_lost", .to = "closed", .row = row};
}

/// Prometheus keeps labels in the order of their names.
std::string counted(const std::string& from, int times) {
  return "interlock_transitions_total{event=\"peer_lost\",from=\"" + from + "\",lifecycle=\"connection\",to=\"closed\"} " +
         std::to_string(times) + "\n";
}

bool has(const Metrics& metrics, const std::string& line) { return ("\n" + metrics.text()).find("\n" + line) != std::string::npos; }

}  // namespace

TEST(Metrics, StepsAreCountedByWhatTheyAre) {
  Metrics metrics;
  for (int i = 0; i < 3; ++i) metrics.stepped(step("closing", 9), {});
  metrics.stepped(step("leaving", 9), {});  // The same row, of a group of states.
  metrics.stepped(step("accepted", port::StepRecord::no_row), {});
  EXPECT_TRUE(has(metrics, counted("closing", 3))) << metrics.text();
  EXPECT_TRUE(has(metrics, counted("leaving", 1))) << metrics.text();
  EXPECT_TRUE(has(metrics, counted("accepted", 1))) << metrics.text();
}

TEST(Metrics, TwoRowsThatReadTheSameAreOneCounter) {
  Metrics metrics;
  metrics.stepped(step("closing", 9), {});
  metrics.stepped(step("closing", 10), {});
  EXPECT_TRUE(has(metrics, counted("closing", 2))) << metrics.text();
}

TEST(Metrics, BorrowedTextMayChangeAfterTheCall) {
  Metrics metrics;
  std::string from = "closing";
  metrics.stepped(step(from, 9), {});
  from = "leaving";
  metrics.stepped(step(from, 9), {});
  EXPECT_TRUE(has(metrics, counted("closing", 1)));
  EXPECT_TRUE(has(metrics, counted("leaving", 1)));
}

TEST(Metrics, NotesAreCountedByWhatAndLevelUpToALimit) {
  Metrics metrics;
  const auto note = [](std::string what) { return Note{.level = Note::Level::warning, .actor = {}, .what = std::move(what), .detail = "user=7"}; };
  metrics.noted(note("fell_behind"));
  metrics.noted(note("fell_behind"));
  EXPECT_TRUE(has(metrics, "interlock_notes_total{level=\"warning\",what=\"fell_behind\"} 2\n")) << metrics.text();
  EXPECT_EQ(metrics.text().find("user=7"), std::string::npos);
  for (std::size_t i = 0; i < Metrics::note_limit + 9; ++i) metrics.noted(note("what_" + std::to_string(i)));
  EXPECT_TRUE(has(metrics, "interlock_notes_total{level=\"warning\",what=\"other\"} 10\n")) << metrics.text();
}

TEST(Metrics, GaugesShowWhatWasSetLast) {
  Metrics metrics;
  EXPECT_TRUE(has(metrics, "interlock_ready 0\n"));
  metrics.set_connections(5);
  metrics.set_connections(4);
  metrics.set_runs(3);
  metrics.set_waiting(2);
  metrics.set_ready(true);
  EXPECT_TRUE(has(metrics, "interlock_connections 4\n")) << metrics.text();
  EXPECT_TRUE(has(metrics, "interlock_runs 3\n"));
  EXPECT_TRUE(has(metrics, "interlock_waiting 2\n"));
  EXPECT_TRUE(has(metrics, "interlock_ready 1\n"));
}
