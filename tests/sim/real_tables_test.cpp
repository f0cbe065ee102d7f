// The real tables: explored to the end where a scenario is bounded, and by many seeds everywhere. The counts are pinned: a
// search that has shrunk is a failure, and one that has grown says that a table changed.
#include "sim/runner.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

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

TEST(RealTables, HoldInEveryOrderOfCancellationAgainstReadiness) { expect_complete("cancellation-against-readiness", 2236445, 10573545); }
TEST(RealTables, HoldInEveryOrderOfACancelledMonitor) { expect_complete("cancelled-monitor", 250601, 835438); }
TEST(RealTables, HoldInEveryOrderOfAnEarlyConnection) { expect_complete("early-connection", 5140, 16791); }

TEST(RealTables, HoldInEveryScenarioAndUnderEverySeed) {
  rc::check("whatever the scenario and the seed", [] {
    const auto place = *rc::gen::inRange<std::size_t>(0, scenarios().size());
    const auto seed = *rc::gen::arbitrary<std::uint64_t>();
    RC_TAG(scenarios()[place].name);
    RC_ASSERT(make_runner(scenarios()[place], false)->seeded(seed, 600).schedule.broken == "");
  });
}

TEST(RealTables, GiveTheSameStateWhenTheSameMovesAreMadeAgain) {
  for (const Scenario& scenario : scenarios()) {
    const auto runner = make_runner(scenario, false);
    const auto run = runner->seeded(11, 300);
    EXPECT_EQ(runner->replay(run.schedule.moves).moves, run.schedule.moves) << scenario.name;
    EXPECT_EQ(runner->fingerprint_after(run.schedule.moves), runner->fingerprint_after(run.schedule.moves)) << scenario.name;
  }
}
