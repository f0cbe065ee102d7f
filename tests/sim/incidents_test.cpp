// Each incident is planted, and found; the real tables, in the same worlds, are free of it.
#include "sim/runner.hpp"
#include "tests/sim/any_scenario.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace {
using namespace interlock::sim;

struct Incident {
  const char* scenario;
  const char* broken;
};
constexpr Incident incidents[] = {
    {"early-connection", "a connection is served although the process is not ready"},
    {"cancelled-monitor", "the supervisor supervises a task that has ended: nobody restarts it"},
    {"missing-dependency", "a run waits for ever, in dialing"},
    {"half-built-manager", "service went from idle to up, but what was not opened is not up"},
    {"unattached-run", "a run was begun, and who asked for it was told neither of it nor of its first event"},
};

class PlantedIncident : public testing::TestWithParam<Incident> {
 protected:
  const Scenario& scenario = *find_scenario(GetParam().scenario);
};
INSTANTIATE_TEST_SUITE_P(Each, PlantedIncident, testing::ValuesIn(incidents), [](const auto& each) {
  std::string name = each.param.scenario;
  std::erase(name, '-');
  return name;
});

TEST_P(PlantedIncident, IsFoundByTheExhaustiveSearch) {
  const auto found = make_runner(scenario, true)->exhaust({.states = 2'000'000}, {});
  EXPECT_EQ(found.violation.broken, GetParam().broken);
}

TEST_P(PlantedIncident, IsFoundBySeedsAndShrunkToAScheduleThatReplays) {
  const auto runner = make_runner(scenario, true);
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    const SeededRun<Move> run = runner->seeded(seed, 2000);
    if (run.schedule.broken.empty()) continue;
    // Which property sees the bug first depends on the schedule.
    const Schedule<Move> shrunk = runner->shrink(run.schedule);
    EXPECT_LE(shrunk.moves.size(), run.schedule.moves.size());
    EXPECT_EQ(runner->replay(shrunk.moves).broken, shrunk.broken);
    return;
  }
  FAIL() << "not found in 1000 seeds";
}

TEST_P(PlantedIncident, IsFoundByRapidCheck) {
  const auto runner = make_runner(scenario, true);
  EXPECT_FALSE(rc::check("no seed of fifty finds what is planted (this is to be falsified)", [&] {
    const auto first = any_seed();
    for (std::uint64_t seed = first; seed != first + 50; ++seed) RC_ASSERT(runner->seeded(seed, 1000).schedule.broken == "");
  }));
}

TEST_P(PlantedIncident, IsNotInTheRealTablesBySeeds) {
  const auto runner = make_runner(scenario, false);
  EXPECT_TRUE(rc::check("any seed is clean", [&] {
    RC_ASSERT(runner->seeded(any_seed(), 1000).schedule.broken == "");
  }));
}
}  // namespace
