// The explorer itself, on worlds so small that every number is known by counting on paper.
#include "sim/explorer.hpp"

#include <gtest/gtest.h>

#include <array>

namespace {
using namespace interlock::sim;

/// So many counters, each counting to `top` by moves of its own: (top + 1) to the power of counters states.
struct Counters {
  std::vector<std::uint32_t> at;
  std::uint32_t top = 0;
  std::string forbidden;  ///< "3": the sum must not be 3.

  [[nodiscard]] std::vector<std::uint32_t> enabled() const {
    std::vector<std::uint32_t> moves;
    for (std::uint32_t i = 0; i < at.size(); ++i)
      if (at[i] < top) moves.push_back(i);
    return moves;
  }
  [[nodiscard]] std::string take(std::uint32_t move) {
    ++at[move];
    std::uint32_t sum = 0;
    for (const std::uint32_t one : at) sum += one;
    return std::to_string(sum) == forbidden ? "the sum is " + forbidden : "";
  }
  [[nodiscard]] Fingerprint fingerprint() const {
    Mixer mixer;
    for (const std::uint32_t one : at) mixer.word(one);
    return mixer.result();
  }
};

/// A lost wake-up: a waiter looks and then sleeps; who signals in between wakes nobody.
struct LostWakeUp {
  enum Move : std::uint8_t { looks, sleeps, signals };
  bool ready = false, looked = false, asleep = false, signalled = false;

  [[nodiscard]] std::vector<Move> enabled() const {
    std::vector<Move> moves;
    if (!looked) moves.push_back(looks);
    if (looked && !asleep && !saw) moves.push_back(sleeps);
    if (!signalled) moves.push_back(signals);
    return moves;
  }
  [[nodiscard]] std::string take(Move move) {
    if (move == looks) { looked = true; saw = ready; }
    if (move == sleeps) asleep = true;
    if (move == signals) { signalled = ready = true; asleep = false; }
    return enabled().empty() && asleep ? "it sleeps for ever" : "";
  }
  [[nodiscard]] Fingerprint fingerprint() const {
    Mixer mixer;
    mixer.word(static_cast<std::uint64_t>(ready) | static_cast<std::uint64_t>(looked) << 1U | static_cast<std::uint64_t>(asleep) << 2U |
               static_cast<std::uint64_t>(signalled) << 3U | static_cast<std::uint64_t>(saw) << 4U);
    return mixer.result();
  }
  bool saw = false;
};
}  // namespace

TEST(Explorer, CountsEveryStateAndEveryTransitionOfAKnownSpaceOnce) {
  const auto found = exhaust(Counters{{0, 0, 0}, 4, ""}, {});
  EXPECT_EQ(found.states, 125U);              // 5 * 5 * 5
  EXPECT_EQ(found.transitions, 3U * 4 * 25);  // each counter may count in 4 of its 5 places
  EXPECT_EQ(found.depth, 12U);
  EXPECT_EQ(found.ends, 1U);
  EXPECT_TRUE(found.complete);
  EXPECT_TRUE(found.violation.broken.empty());
}

TEST(Explorer, FindsAShortestWayToWhatIsForbidden) {
  const auto found = exhaust(Counters{{0, 0}, 10, "7"}, {});
  EXPECT_EQ(found.violation.broken, "the sum is 7");
  EXPECT_EQ(found.violation.moves.size(), 7U);
  EXPECT_FALSE(found.complete);
}

TEST(Explorer, SaysSoWhenItStoppedAtItsBound) {
  EXPECT_FALSE(exhaust(Counters{{0, 0, 0}, 4, ""}, {.states = 50}).complete);
  EXPECT_FALSE(exhaust(Counters{{0, 0, 0}, 4, ""}, {.depth = 3}).complete);
}

TEST(Explorer, FindsALostWakeUpOnlyWhereOneIs) {
  // In this order nobody is woken after all: the signal wakes whoever sleeps, and who looked before it may sleep after it.
  const auto found = exhaust(LostWakeUp{}, {});
  ASSERT_EQ(found.violation.broken, "it sleeps for ever");
  EXPECT_EQ(found.violation.moves, (std::vector{LostWakeUp::looks, LostWakeUp::signals, LostWakeUp::sleeps}));
}

TEST(Explorer, FindsTheSameBySeedsAndShrinksItToWhatMatters) {
  const Counters initial{{0, 0, 0, 0}, 9, "20"};
  SeededChoice choice(7);
  const auto run = run_by_choice(initial, choice, 1000);
  ASSERT_EQ(run.schedule.broken, "the sum is 20");
  const auto shrunk = shrink(LostWakeUp{}, Schedule<LostWakeUp::Move>{{LostWakeUp::looks, LostWakeUp::signals, LostWakeUp::sleeps}, "it sleeps for ever"});
  EXPECT_EQ(shrunk.moves.size(), 3U);
}

TEST(Explorer, GivesTheSameTraceForTheSameSeedAndAnotherForAnother) {
  const Counters initial{{0, 0, 0, 0}, 9, ""};
  const auto trace = [&](std::uint64_t seed) {
    SeededChoice choice(seed);
    return run_by_choice(initial, choice, 1000).trace;
  };
  EXPECT_EQ(trace(1), trace(1));
  EXPECT_NE(trace(1), trace(2));
}
