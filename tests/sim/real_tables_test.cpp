// The real tables: explored to the end where a scenario is bounded, and by many seeds everywhere. The counts are pinned: a
// search that has shrunk is a failure, and one that has grown says that a table changed.
#include "sim/report.hpp"
#include "sim/runner.hpp"
#include "tests/sim/any_scenario.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <set>
#include <string>

namespace {
using namespace interlock::sim;

void expect_complete(const char* scenario, std::uint64_t states, std::uint64_t transitions) {
  const auto found = make_runner(*find_scenario(scenario), false)->exhaust({}, {});
  EXPECT_EQ(found.violation.broken, "");
  EXPECT_TRUE(found.complete);
  EXPECT_EQ(found.states, states);
  EXPECT_EQ(found.transitions, transitions);
}
}  // namespace

TEST(RealTables, HoldInEveryOrderOfCancellationAgainstReadiness) { expect_complete("cancellation-against-readiness", 809945, 4053354); }
TEST(RealTables, HoldInEveryOrderOfACancelledMonitor) { expect_complete("cancelled-monitor", 59246, 197971); }
TEST(RealTables, HoldInEveryOrderOfAnEarlyConnection) { expect_complete("early-connection", 1481, 6359); }

TEST(RealTables, HoldInEveryOrderOfAnUnattachedRun) { expect_complete("unattached-run", 35427, 163838); }

// In bounded scenarios what the environment does is heard at once, and what is moot is dropped, which leaves out most of the orders.
// Where both searches can be done, they must come to the same ends, and to the same verdict on a planted table.
TEST(RealTables, ComeToTheSameEndsInFullAndReduced) {
  for (const char* name : {"one-client", "early-connection"}) {
    Scenario scenario = *find_scenario(name);
    scenario.deadlines_may_overtake = false;
    const auto reduced = make_runner(scenario, false)->exhaust({}, {});
    scenario.heard_at_once = false;
    scenario.keeps_moot_events = true;
    const auto full = make_runner(scenario, false)->exhaust({}, {});
    EXPECT_TRUE(reduced.complete && full.complete);
    EXPECT_LT(reduced.states, full.states);
    EXPECT_GT(full.ends, 0U);
    EXPECT_EQ(reduced.ends, full.ends) << name;
    EXPECT_EQ(reduced.which_ends, full.which_ends) << name;
  }
  Scenario scenario = *find_scenario("early-connection");
  const auto reduced = make_runner(scenario, true)->exhaust({}, {});
  scenario.heard_at_once = false;
  scenario.keeps_moot_events = true;
  const auto full = make_runner(scenario, true)->exhaust({}, {});
  EXPECT_EQ(reduced.violation.broken, full.violation.broken);
  EXPECT_NE(full.violation.broken, "");
}

TEST(RealTables, HoldInWhateverScenarioUnderAnySeed) {
  for (const char* name : {"conversation", "whole-gateway"}) {
    EXPECT_TRUE(rc::check(std::string(name) + ", made up, under any seed", [&] {
      const Scenario scenario = any_scenario(*find_scenario(name));
      const auto runner = make_runner(scenario, false);
      const auto run = runner->seeded(any_seed(), 1500);
      if (!run.schedule.broken.empty()) RC_LOG() << numbered_steps(runner->trace(runner->shrink(run.schedule).moves));
      RC_ASSERT(run.schedule.broken == "");
    }));
  }
}

TEST(RealTables, HoldInEveryScenarioUnderTwoHundredSeeds) {
  for (const Scenario& scenario : scenarios()) {
    const auto runner = make_runner(scenario, false);
    for (std::uint64_t seed = 1; seed <= 200; ++seed) EXPECT_EQ(runner->seeded(seed, 1000).schedule.broken, "") << scenario.name << ", seed " << seed;
  }
}

// A search that goes nowhere finds nothing: these are the places where the incidents were.
TEST(RealTables, AreTakenToTheirFarCornersByAFewSeeds) {
  for (const char* scenario : {"conversation", "whole-gateway"}) {
    const auto runner = make_runner(*find_scenario(scenario), false);
    std::set<std::string> seen;
    for (std::uint64_t seed = 1; seed <= 300; ++seed)
      for (const TraceLine& line : runner->trace(runner->seeded(seed, 1000).schedule.moves)) seen.insert(line.lifecycle + " " + line.after);
    for (const char* place : {"startup stopped", "startup recovering", "startup interrupting", "service backing_off", "service stopped", "supervisor backing_off", "supervisor stopped",
                              "task completed", "task failed", "task cancelled", "connection awaiting_readiness", "connection processing_ready", "connection resuming",
                              "connection leaving", "connection closed", "session disconnected", "session ended", "thread stalled", "thread reopening", "attachment replaying",
                              "attachment live", "attachment detaching", "thread withdrawn", "thread ended", "attachment ending", "attachment ended", "run completed", "run interrupted", "run cancelled"})
      EXPECT_TRUE(seen.contains(place)) << scenario << " never came to " << place;
  }
}

TEST(RealTables, GiveTheSameStateWhenTheSameMovesAreMadeAgain) {
  for (const Scenario& scenario : scenarios()) {
    const auto runner = make_runner(scenario, false);
    const auto run = runner->seeded(11, 300);
    EXPECT_EQ(runner->replay(run.schedule.moves).moves, run.schedule.moves) << scenario.name;
    EXPECT_EQ(runner->fingerprint_after(run.schedule.moves), runner->fingerprint_after(run.schedule.moves)) << scenario.name;
  }
}
