#include "statemachine/statemachine.hpp"

#include <gtest/gtest.h>

namespace interlock::test::moots {

using namespace statemachine;

struct opened {};
struct nudged {};
struct lost {};

inline constexpr guard holds{[] { return true; }};
inline constexpr action act{[] {}};

inline constexpr auto door = transition_table(
  *"shut"_s    + event<opened> = "open"_s,
   "open"_s    + event<lost> [holds] = "closing"_s,
   "closing"_s + event<lost> = "closed"_s,
   "open"_s    + event<nudged> [holds] / act,
   any         + event<opened> = ignore,
   any         + event<nudged> = ignore,
   any         + event<lost> = ignore,
   end("closed"_s));
static_assert(check<door, total>());
using Model = model<door>;

constexpr bool is_moot(std::size_t event, std::size_t state) { return (moot_in<door>[event] & set_of(state)) != 0; }
constexpr std::size_t shut = 0, open = 1, closing = 2;
constexpr std::size_t of_opened = Model::event_index<opened>, of_nudged = Model::event_index<nudged>, of_lost = Model::event_index<lost>;

TEST(Moot, WhatIsIgnoredHereAndEverAfterIs) {
  EXPECT_TRUE(is_moot(of_opened, open) && is_moot(of_opened, closing));
  EXPECT_TRUE(is_moot(of_nudged, closing));
}

TEST(Moot, WhatMayStillBeTakenIsNot) { EXPECT_FALSE(is_moot(of_opened, shut) || is_moot(of_lost, open) || is_moot(of_lost, closing)); }

TEST(Moot, WhatAGuardMayTakeIsNot) { EXPECT_FALSE(is_moot(of_nudged, open)); }

TEST(Moot, WhatIsIgnoredOnlyForNowIsNot) { EXPECT_FALSE(is_moot(of_nudged, shut) || is_moot(of_lost, shut)); }

}  // namespace interlock::test::moots
