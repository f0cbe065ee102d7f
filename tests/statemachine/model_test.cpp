#include "statemachine/statemachine.hpp"
#include "tests/statemachine/journal.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <string_view>

namespace interlock::test::models {

using namespace statemachine;
using namespace std::chrono_literals;

template <class Payload>
struct received {};
struct hung_up {};

inline constexpr guard is_first{[] { return true; }};
inline constexpr action answer{[](auto& context) { context.write("answer"); }};
static constexpr action remember{[](auto& context) { context.write("remember"); }};
inline constexpr duration patience{[] { return 5s; }};

inline constexpr auto busy = group("ringing"_s, "talking"_s);
inline constexpr auto call = transition_table(
  *"ringing"_s + event<received<int>> [!is_first] / (answer, remember, answer) = "talking"_s,
   "ringing"_s + event<received<int>> [is_first] = ignore,
   "talking"_s + event<received<int>> / answer,
   "ringing"_s + after(patience) = "over"_s,
   "talking"_s + after(1500ms) = "over"_s,
   "talking"_s + on_entry / answer,
   in(busy)    + event<hung_up> = "over"_s,
   any         + exception = "over"_s,
   end("over"_s), resting("talking"_s));
static_assert(check<call, total, every_wait_has_a_deadline>(), "a guard and its negation say everything about an event");
using Model = model<call>;
using Texts = texts<call>;

TEST(Model, NumbersTheInitialStateFirstAndTheOthersAsTheyAreMentioned) {
  EXPECT_EQ(Texts::states, (std::array<std::string_view, 3>{"ringing", "talking", "over"}));
  EXPECT_EQ(Model::initial, 0);
  EXPECT_TRUE(Model::ends == set_of(2));
  EXPECT_TRUE(Model::resting == set_of(1));
}

TEST(Model, NamesEventTypesWithoutTheirScope) {
  EXPECT_EQ(Texts::events, (std::array<std::string_view, 2>{"received<int>", "hung_up"}));
}

TEST(Model, NamesGuardsActionsDeadlinesAndGroupsAsTheProgramDoes) {
  EXPECT_EQ(Texts::rows[0].guard, "!is_first");
  ASSERT_EQ(Texts::rows[0].actions.size(), 3U);
  EXPECT_EQ(Texts::rows[0].actions[0], "answer");
  EXPECT_EQ(Texts::rows[0].actions[1], "remember");
  EXPECT_EQ(Texts::rows[3].deadline, "patience");
  EXPECT_EQ(Texts::rows[3].event, "after(patience)");
  EXPECT_EQ(Texts::rows[4].deadline, "1500 ms");
  EXPECT_EQ(Texts::rows[6].source, "busy");
  EXPECT_EQ(Texts::rows[7].source, "any");
}

TEST(Model, TellsTheKindsOfRowsApart) {
  using enum RowKind;
  constexpr std::array kinds{external, ignored, internal, deadline, deadline, entry, external, caught};
  EXPECT_TRUE(std::ranges::equal(kinds, Texts::rows, {}, {}, &RowInfo::kind));
}

TEST(Model, KnowsInWhichStatesARowStands) {
  EXPECT_TRUE(Texts::rows[0].sources == 0b001U);
  EXPECT_TRUE(Texts::rows[6].sources == 0b011U);
  EXPECT_TRUE(Texts::rows[7].sources == 0b011U) << "any is no end";
}

// More states than one block of the jump has.
struct stepped {};
inline constexpr auto long_way = transition_table(
  *"s00"_s + event<stepped> = "s01"_s, "s01"_s + event<stepped> = "s02"_s, "s02"_s + event<stepped> = "s03"_s,
   "s03"_s + event<stepped> = "s04"_s, "s04"_s + event<stepped> = "s05"_s, "s05"_s + event<stepped> = "s06"_s,
   "s06"_s + event<stepped> = "s07"_s, "s07"_s + event<stepped> = "s08"_s, "s08"_s + event<stepped> = "s09"_s,
   "s09"_s + event<stepped> = "s10"_s, "s10"_s + event<stepped> = "s11"_s, "s11"_s + event<stepped> = "s12"_s,
   "s12"_s + event<stepped> = "s13"_s, "s13"_s + event<stepped> = "s14"_s, "s14"_s + event<stepped> = "s15"_s,
   "s15"_s + event<stepped> = "s16"_s, "s16"_s + event<stepped> = "s17"_s, "s17"_s + event<stepped> = "s18"_s,
   end("s18"_s));
static_assert(check<long_way, total>());

TEST(Model, AMachineMayHaveMoreStatesThanOneBlockOfTheJump) {
  Journal context;
  machine<long_way> machine;
  for (std::uint8_t i = 0; i < 18; ++i) {
    const Step step = machine.process(stepped{}, context);
    EXPECT_EQ(step, (Step{true, i, static_cast<std::uint8_t>(i + 1), i}));
  }
  EXPECT_TRUE(machine.ended());
  EXPECT_FALSE(machine.process(stepped{}, context).handled);
}

}  // namespace interlock::test::models
