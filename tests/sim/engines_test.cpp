// The compiled tables against the same tables run from their data: every machine of the gateway must be in the same state after every
// step, over whatever events a made-up scenario brings. The trace of a run is a hash of all these states.
#include "sim/interpreted_runner.hpp"
#include "tests/sim/any_scenario.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace {
using namespace interlock::sim;

TEST(Engines, RunEveryScenarioAlike) {
  for (const Scenario& scenario : scenarios()) {
    if (scenario.through_bytes) continue;
    const auto compiled = make_runner(scenario, false);
    const auto interpreted = make_interpreted_runner(scenario);
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
      const auto run = interpreted->seeded(seed, 1000);
      EXPECT_EQ(run.schedule.broken, "") << scenario.name;
      EXPECT_EQ(run.trace, compiled->seeded(seed, 1000).trace) << scenario.name << ", seed " << seed;
    }
  }
}

TEST(Engines, RunWhateverScenarioAlike) {
  EXPECT_TRUE(rc::check("compiled and interpreted tables come to the same states", [] {
    const Scenario scenario = any_scenario(*find_scenario("conversation"));
    const std::uint64_t seed = any_seed();
    RC_ASSERT(make_interpreted_runner(scenario)->seeded(seed, 1500).trace == make_runner(scenario, false)->seeded(seed, 1500).trace);
  }));
}

}  // namespace
