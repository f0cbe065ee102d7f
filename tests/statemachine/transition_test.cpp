#include "statemachine/statemachine.hpp"
#include "tests/statemachine/journal.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <string_view>
#include <type_traits>

namespace interlock::test::transitions {

using namespace statemachine;

struct opened { int width = 0; };
struct poked {};
struct knocked {};
struct rang {};
struct closed {};
struct never_heard_of {};

struct Context : Journal {
  int width = 0;
  std::string_view entered_by = "nothing";
};

constexpr std::string_view name_of(const started&) { return "started"; }
constexpr std::string_view name_of(const opened&) { return "opened"; }
constexpr std::string_view name_of(const poked&) { return "poked"; }

inline constexpr action measure{[](auto& context, const opened& event) { context.width = event.width; }};
inline constexpr action first{[](auto& context) { context.write("first"); }};
inline constexpr action second{[](auto& context) { context.write("second"); }};
inline constexpr action third{[](auto& context) { context.write("third"); }};
inline constexpr action enter_shut{[](auto& context, const auto& event) { context.write("enter_shut"); context.entered_by = name_of(event); }};
inline constexpr action leave_shut{[](auto& context) { context.write("leave_shut"); }};
inline constexpr action enter_open{[](auto& context) { context.write("enter_open"); }};
inline constexpr action leave_open{[](auto& context) { context.write("leave_open"); }};
inline constexpr action enter_house{[](auto& context) { context.write("enter_house"); }};
inline constexpr action leave_house{[](auto& context) { context.write("leave_house"); }};
inline constexpr action do_nothing{[] {}};

inline constexpr auto house = group("shut"_s, "open"_s);
inline constexpr auto door = transition_table(
  *"shut"_s   + on_entry / enter_shut,
   "shut"_s   + on_exit / leave_shut,
   "shut"_s   + event<opened> / (first, second, third) = "open"_s,
   "shut"_s   + event<poked> / first = "shut"_s,
   "shut"_s   + event<knocked> / second / third,
   "shut"_s   + event<rang> = ignore,
   "open"_s   + on_entry / enter_open,
   "open"_s   + on_exit / leave_open,
   "open"_s   + event<opened> / measure,
   "open"_s   + event<rang> / do_nothing,
   in(house)  + on_entry / enter_house,
   in(house)  + on_exit / leave_house,
   in(house)  + event<closed> / first = "gone"_s,
   end("gone"_s), resting("shut"_s, "open"_s));
static_assert(check<door>());
using Door = machine<door>;

static_assert(sizeof(Door) == 1);
static_assert(std::is_trivially_copyable_v<Door>);
static_assert(Door{} == Door{});
static_assert(Door{}.is("shut"_s) && Door{}.is_in(house) && !Door{}.ended());
static_assert(handles<door, opened> && !handles<door, never_heard_of>);

static_assert([] {
  Context context;
  Door machine;
  machine.start(context);
  const Step open = machine.process(opened{}, context);
  machine.process(opened{.width = 7}, context);
  const Step gone = machine.process(closed{}, context);
  return open == Step{true, 0, 1, 2} && gone.handled && context.width == 7 && machine.is("gone"_s) && machine.ended() &&
         context[0] == "enter_house" && context[1] == "enter_shut";
}(), "a whole run happens at compile time");

class Transitions : public testing::Test {
 protected:
  Transitions() {
    machine.start(context);
    context.clear();
  }
  Context context;
  Door machine;
};

TEST_F(Transitions, StartEntersTheGroupsAndThenTheInitialState) {
  Context fresh;
  Door another;
  another.start(fresh);
  EXPECT_EQ(fresh.text(), "enter_house enter_shut");
  EXPECT_EQ(fresh.entered_by, "started");
}

TEST_F(Transitions, AnExternalRowLeavesThenActsInOrderThenEnters) {
  const Step step = machine.process(opened{}, context);
  EXPECT_EQ(context.text(), "leave_shut first second third enter_open");
  EXPECT_EQ(step, (Step{true, 0, 1, 2}));
  EXPECT_EQ(machine.name(), "open");
}

TEST_F(Transitions, ASelfTransitionLeavesAndEntersTheStateButNotItsGroup) {
  const Step step = machine.process(poked{}, context);
  EXPECT_EQ(context.text(), "leave_shut first enter_shut");
  EXPECT_EQ(context.entered_by, "poked");
  EXPECT_EQ(step.from, step.to);
  EXPECT_TRUE(step.handled);
}

TEST_F(Transitions, AnInternalRowOnlyActs) {
  machine.process(knocked{}, context);
  EXPECT_EQ(context.text(), "second third");
  EXPECT_TRUE(machine.is("shut"_s));
}

TEST_F(Transitions, AnIgnoredEventIsHandledAndDoesNothing) {
  const Step step = machine.process(rang{}, context);
  EXPECT_TRUE(step.handled);
  EXPECT_EQ(texts<door>::rows[step.row].kind, RowKind::ignored);
  EXPECT_EQ(context.text(), "");
}

TEST_F(Transitions, LeavingAGroupRunsTheStatesExitBeforeThatOfTheGroup) {
  machine.process(closed{}, context);
  EXPECT_EQ(context.text(), "leave_shut leave_house first");
  EXPECT_TRUE(machine.ended());
  EXPECT_FALSE(machine.is_in(house));
}

TEST_F(Transitions, AnEventThatTheStateDoesNotMentionIsUnhandled) {
  machine.process(opened{}, context);
  context.clear();
  const Step step = machine.process(knocked{}, context);
  EXPECT_EQ(step, (Step{false, 1, 1, npos}));
  EXPECT_EQ(context.text(), "");
}

TEST_F(Transitions, AnEndStateHandlesNothing) {
  machine.process(closed{}, context);
  EXPECT_FALSE(machine.process(closed{}, context).handled);
  EXPECT_FALSE(machine.process(opened{}, context).handled);
}

TEST_F(Transitions, ACopyGoesItsOwnWay) {
  Door copy = machine;
  copy.process(opened{}, context);
  EXPECT_TRUE(machine.is("shut"_s));
  EXPECT_NE(copy, machine);
}

}  // namespace interlock::test::transitions
