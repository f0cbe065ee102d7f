// A counterexample that seeds found is, once it is shortened, nearly as short as the shortest that there is.
#include "sim/shorten.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace {
using namespace interlock::sim;

class Shortened : public testing::TestWithParam<const char*> {};
INSTANTIATE_TEST_SUITE_P(Each, Shortened, testing::Values("early-connection", "cancelled-monitor", "missing-dependency", "half-built-manager", "unattached-run"), [](const auto& each) {
  std::string name = each.param;
  std::erase(name, '-');
  return name;
});
}  // namespace

// The median of the first forty that break what a shortest one breaks. They still break it, and no move in them is idle.
TEST_P(Shortened, ComesToAtMostATenthMoreThanTheShortest) {
  const auto runner = make_runner(*find_scenario(GetParam()), true);
  const Schedule<Move> shortest = runner->exhaust({.states = 2'000'000}, {}).violation;
  ASSERT_FALSE(shortest.moves.empty());
  std::vector<std::size_t> lengths;
  for (std::uint64_t seed = 1; lengths.size() < 40; ++seed) {
    ASSERT_LE(seed, 10'000U) << "only " << lengths.size() << " found";
    const auto run = runner->seeded(seed, 2000, ScheduleKind::portfolio);
    if (run.schedule.broken != shortest.broken) continue;
    const Schedule<Move> found = shortened(*runner, run.schedule);
    EXPECT_EQ(found.broken, shortest.broken);
    const Schedule<Move> again = runner->replay(found.moves);
    EXPECT_EQ(again.broken, found.broken);
    EXPECT_EQ(again.moves.size(), found.moves.size());
    lengths.push_back(found.moves.size());
  }
  std::sort(lengths.begin(), lengths.end());
  EXPECT_LE(lengths[20] * 10, shortest.moves.size() * 11);
}
