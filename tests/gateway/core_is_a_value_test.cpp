// The core that production runs is one value: forked, hashed, replayed, and explored to the end for one client.
#include "sim/runner.hpp"

#include <gtest/gtest.h>

namespace {
using namespace interlock::sim;
}  // namespace

TEST(GatewayCore, IsForkedAnywhereAndBothForksGoOnEqually) {
  const auto runner = make_runner(*find_scenario("conversation"), false);
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const auto moves = runner->seeded(seed, 300).schedule.moves;
    for (std::size_t at = 0; at < moves.size(); at += 17) EXPECT_TRUE(runner->fork_goes_on_equally(moves, at)) << "seed " << seed << ", move " << at;
  }
}

TEST(GatewayCore, ComesToTheSameStateWhenItsMovesAreReplayed) {
  const auto runner = make_runner(*find_scenario("conversation"), false);
  const auto run = runner->seeded(5, 300);
  const auto again = runner->replay(run.schedule.moves);
  EXPECT_EQ(again.moves, run.schedule.moves);
  EXPECT_EQ(runner->fingerprint_after(again.moves), runner->fingerprint_after(run.schedule.moves));
}

TEST(GatewayCore, ComesToOtherStatesByOtherMoves) {
  const auto runner = make_runner(*find_scenario("conversation"), false);
  const auto moves = runner->seeded(5, 300).schedule.moves;
  std::vector<Move> fewer(moves.begin(), moves.end() - 1);
  EXPECT_NE(runner->fingerprint_after(fewer), runner->fingerprint_after(moves));
}

TEST(GatewayCore, HasAsManyStatesWithOneClientAsItAlwaysHad) {
  const auto found = make_runner(*find_scenario("one-client"), false)->exhaust({}, {});
  EXPECT_EQ(found.violation.broken, "");
  EXPECT_TRUE(found.complete);
  EXPECT_EQ(found.states, 1937U);
  EXPECT_EQ(found.transitions, 7963U);
}
