#include "tests/statemachine/engines.hpp"
#include "tests/statemachine/journal.hpp"

namespace interlock::test::composites {

using namespace statemachine;
using statemachine::on_exit;
using namespace std::chrono_literals;

struct opened {};
struct checked {};
struct passed {};
struct lost {};
struct again {};
struct paused {};
struct resumed {};
struct rewound {};
struct closed {};

#define ACTION(name) inline constexpr action name{[](auto& context) { context.write(#name); }}
ACTION(enter_upgrade);
ACTION(leave_upgrade);
ACTION(enter_asked);
ACTION(leave_asked);
ACTION(enter_check);
ACTION(leave_check);
ACTION(enter_formal);
ACTION(leave_formal);
ACTION(act);
ACTION(act_inside);

/// Innermost: how a check goes.
inline constexpr auto checking = transition_table(
  *"formal"_s + event<passed> = "deep"_s,
   "formal"_s + on_entry / enter_formal,
   "formal"_s + on_exit / leave_formal,
   "deep"_s   + event<passed> = "done"_s,
   end("done"_s));

inline constexpr auto upgrade = transition_table(
  *"asked"_s        + event<checked> / act = state<checking>,
   "asked"_s        + on_entry / enter_asked,
   "asked"_s        + on_exit / leave_asked,
   "asked"_s        + event<lost> / act_inside,
   state<checking>  + on_entry / enter_check,
   state<checking>  + on_exit / leave_check,
   state<checking>  / act = "done"_s,
   end("done"_s));

inline constexpr auto connection = transition_table(
  *"new"_s          + event<opened> = state<upgrade>,
   state<upgrade>   + on_entry / enter_upgrade,
   state<upgrade>   + on_exit / leave_upgrade,
   state<upgrade>   + after(2s) = "closed"_s,
   state<upgrade>   + event<lost> / act = "closed"_s,
   state<upgrade>   + event<again> = state<upgrade>,
   state<upgrade>   + event<paused> = "paused"_s,
   "paused"_s       + event<resumed> = deep_history(state<upgrade>),
   "paused"_s       + event<rewound> = shallow_history(state<upgrade>),
   "paused"_s       + event<closed> = "closed"_s,
   state<upgrade>   = "done"_s,
   "done"_s         + event<closed> = "closed"_s,
   end("closed"_s), resting("new"_s, "paused"_s, "done"_s));
static_assert(check<connection>());

constexpr bool has_states(auto... names) {
  return texts<connection>::states == std::array<std::string_view, sizeof...(names)>{names...};
}
static_assert(has_states("new", "closed", "paused", "done", "upgrade.asked", "upgrade.done", "upgrade.checking.formal", "upgrade.checking.deep", "upgrade.checking.done"),
              "two tables may both have a state `done`");
static_assert(sizeof(machine<upgrade>) == 1, "a composite is flattened: the state is still one byte");

TEST(Composite, ItIsEnteredFromOutsideInAndLeftFromInsideOut) {
  on_both_engines<connection>([](auto& machine) {
    Journal context;
    machine.start(context);
    machine.process(opened{}, context);
    EXPECT_EQ(machine.name(), "upgrade.asked");
    machine.process(checked{}, context);
    EXPECT_EQ(machine.name(), "upgrade.checking.formal");
    EXPECT_EQ(context.text(), "enter_upgrade enter_asked arm leave_asked act enter_check enter_formal");
    context.clear();
    machine.process(paused{}, context);
    EXPECT_EQ(context.text(), "leave_formal leave_check leave_upgrade cancel");
    EXPECT_EQ(machine.name(), "paused");
  });
}

TEST(Composite, TheRowsOfTheInnerTableComeFirst) {
  on_both_engines<connection>([](auto& machine) {
    Journal context;
    machine.process(opened{}, context);
    context.clear();
    machine.process(lost{}, context);
    EXPECT_EQ(context.text(), "act_inside");
    machine.process(checked{}, context);
    context.clear();
    machine.process(lost{}, context);
    EXPECT_EQ(context.text(), "leave_formal leave_check leave_upgrade act cancel");
    EXPECT_TRUE(machine.ended());
  });
}

TEST(Composite, WhenItIsDoneItsRowWithoutAnEventIsTaken) {
  on_both_engines<connection>([](auto& machine) {
    Journal context;
    machine.process(opened{}, context);
    machine.process(checked{}, context);
    machine.process(passed{}, context);
    EXPECT_EQ(machine.name(), "upgrade.checking.deep");
    context.clear();
    machine.process(passed{}, context);
    EXPECT_EQ(context.text(), "leave_check act leave_upgrade cancel") << "out of the inner one, and at once out of the outer one";
    EXPECT_EQ(machine.name(), "done");
  });
}

TEST(Composite, ARowIntoItselfLeavesItAndEntersItAgain) {
  on_both_engines<connection>([](auto& machine) {
    Journal context;
    machine.process(opened{}, context);
    machine.process(checked{}, context);
    context.clear();
    machine.process(again{}, context);
    EXPECT_EQ(context.text(), "leave_formal leave_check leave_upgrade enter_upgrade enter_asked arm");
    EXPECT_EQ(machine.name(), "upgrade.asked");
  });
}

TEST(Composite, ItsDeadlineRunsWhileAnyStateInsideIsActive) {
  on_both_engines<connection>([](auto& machine) {
    Journal context;
    machine.process(opened{}, context);
    machine.process(checked{}, context);
    EXPECT_EQ(context.armings(3), 1);
    EXPECT_TRUE(machine.process(deadline_passed{3}, context).handled);
    EXPECT_EQ(machine.name(), "closed");
  });
}

TEST(History, DeepLeadsToWhereItWasLeftAndShallowToWhereThatCompositeBegins) {
  on_both_engines<connection>([](auto& machine) {
    Journal context;
    machine.process(opened{}, context);
    machine.process(checked{}, context);
    machine.process(passed{}, context);
    machine.process(paused{}, context);
    const auto before = machine;
    machine.process(resumed{}, context);
    EXPECT_EQ(machine.name(), "upgrade.checking.deep");
    machine = before;
    EXPECT_EQ(machine, before);
    EXPECT_EQ(machine.hash(), before.hash());
    machine.process(rewound{}, context);
    EXPECT_EQ(machine.name(), "upgrade.checking.formal");
  });
}

TEST(History, WhatWasDoneWhenItWasLeftBeginsAnew) {
  on_both_engines<connection>([](auto& machine) {
    Journal context;
    machine.process(opened{}, context);
    machine.process(paused{}, context);
    machine.process(resumed{}, context);
    EXPECT_EQ(machine.name(), "upgrade.asked");
  });
}

TEST(History, IsPartOfTheValue) {
  machine<connection> one;
  machine<connection> other;
  Journal context;
  for (auto* machine : {&one, &other}) machine->process(opened{}, context);
  one.process(checked{}, context);
  for (auto* machine : {&one, &other}) machine->process(paused{}, context);
  EXPECT_EQ(one.index(), other.index());
  EXPECT_NE(one, other);
  EXPECT_NE(one.hash(), other.hash());
}

TEST(Composite, MachinesAskForItAsForAState) {
  machine<connection> machine;
  Journal context;
  EXPECT_FALSE(machine.is(state<upgrade>));
  machine.process(opened{}, context);
  EXPECT_TRUE(machine.is(state<upgrade>));
  EXPECT_FALSE(machine.is("new"_s));
}

}  // namespace interlock::test::composites
