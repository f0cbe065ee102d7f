#include "statemachine/statemachine.hpp"
#include "tests/statemachine/journal.hpp"

#include <gtest/gtest.h>

#include <string_view>

namespace interlock::test::priorities {

using namespace statemachine;

struct asked {};
struct moved {};
struct combined {};
struct summoned {};

struct Context : Journal {
  bool rich = false;
  bool famous = false;
  bool lucky = false;
};

inline constexpr guard is_rich{[](const auto& context) { return context.rich; }};
inline constexpr guard is_famous{[](const auto& context) { return context.famous; }};
inline constexpr guard is_lucky{[](const auto& context, const auto&) { return context.lucky; }};
inline constexpr guard is_true{[] { return true; }};

inline constexpr action by_first_row{[](auto& context) { context.write("first_row"); }};
inline constexpr action by_second_row{[](auto& context) { context.write("second_row"); }};
inline constexpr action by_first_group{[](auto& context) { context.write("first_group"); }};
inline constexpr action by_second_group{[](auto& context) { context.write("second_group"); }};
inline constexpr action by_any{[](auto& context) { context.write("any"); }};

inline constexpr auto all_but_last = group("one"_s, "two"_s);
inline constexpr auto everywhere = group("one"_s, "two"_s, "three"_s);

// Written from the least to the most important, so that the order of the text alone would give other answers.
inline constexpr auto ladder = transition_table(
   any              + event<asked> / by_any,
   in(all_but_last) + event<asked> [is_lucky] / by_first_group,
   in(everywhere)   + event<asked> [is_lucky] / by_second_group,
  *"one"_s          + event<asked> [is_rich && !is_famous] / by_first_row,
   "one"_s          + event<asked> [is_famous || is_rich] / by_second_row,
   "one"_s          + event<combined> [!(is_rich && is_famous) && (is_lucky || is_rich) && is_true] / by_first_row,
   any              + event<summoned> / by_any,
   "one"_s          + event<moved> = "two"_s,
   "two"_s          + event<moved> = "three"_s,
   "three"_s        + event<moved> = "four"_s,
   end("four"_s));
static_assert(check<ladder>());
using Ladder = machine<ladder>;
static_assert(texts<ladder>::rows[3].guard == "is_rich && !is_famous");
static_assert(texts<ladder>::rows[5].guard == "!(is_rich && is_famous) && (is_lucky || is_rich) && is_true");

class Priorities : public testing::Test {
 protected:
  std::string_view answer() {
    context.clear();
    return machine.process(asked{}, context).handled ? context[0] : "nobody";
  }
  Context context;
  Ladder machine;
};

TEST_F(Priorities, TheStatesOwnRowsComeFirstInTableOrder) {
  context.rich = context.lucky = true;
  EXPECT_EQ(answer(), "first_row");
}

TEST_F(Priorities, AGuardThatDoesNotHoldPassesTheEventToTheNextRow) {
  context.rich = context.famous = context.lucky = true;
  EXPECT_EQ(answer(), "second_row");
}

TEST_F(Priorities, ThenComeTheGroupsInTableOrder) {
  context.lucky = true;
  EXPECT_EQ(answer(), "first_group");
  machine.process(moved{}, context);
  machine.process(moved{}, context);
  EXPECT_EQ(answer(), "second_group");
}

TEST_F(Priorities, ThenComesAny) { EXPECT_EQ(answer(), "any"); }

TEST_F(Priorities, AnyIsNoEndState) {
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(machine.process(summoned{}, context).handled);
    machine.process(moved{}, context);
  }
  EXPECT_TRUE(machine.ended());
  EXPECT_FALSE(machine.process(summoned{}, context).handled);
}

TEST_F(Priorities, GuardsCombineAsWritten) {
  for (int bits = 0; bits < 8; ++bits) {
    context.rich = (bits & 1) != 0;
    context.famous = (bits & 2) != 0;
    context.lucky = (bits & 4) != 0;
    const bool expected = !(context.rich && context.famous) && (context.lucky || context.rich);
    EXPECT_EQ(machine.process(combined{}, context).handled, expected) << bits;
    context.clear();
  }
}

}  // namespace interlock::test::priorities
