// Corners of the semantics, each of which was wrong once.
#include "tests/statemachine/engines.hpp"
#include "tests/statemachine/journal.hpp"

#include <stdexcept>

namespace interlock::test::corners {

using namespace statemachine;
using statemachine::on_exit;
using namespace std::chrono_literals;

struct go {};
struct stop {};
struct reset {};
struct lost {};
struct said {};
struct heard {};

struct Context : Journal {
  bool throws = false;
  bool ready = false;
  int asked = 0;
};
#define ACTION(name) inline constexpr action name{[](auto& context) { context.write(#name); }}
ACTION(enter_group);
ACTION(leave_group);
ACTION(enter_box);
ACTION(leave_box);
ACTION(hear);
ACTION(note);
inline constexpr action may_throw{[](auto& context) { if (context.throws) throw std::runtime_error("no"); }};
inline constexpr guard asks{[](const Context& context) -> bool {
  ++const_cast<Context&>(context).asked;
  if (context.throws) throw std::runtime_error("no");
  return context.ready;
}};

inline constexpr auto stubborn = transition_table(
  *"a"_s + event<go> = "b"_s,
   "b"_s [asks] = "c"_s,
   "b"_s + exception / note,
   "b"_s + event<said> / hear,
   end("c"_s), resting("a"_s, "b"_s));
static_assert(check<stubborn>());

TEST(Corners, ACompletionGuardThatThrowsIsNotAskedForEver) {
  on_both_engines<stubborn>([](auto& machine) {
    Context context;
    context.throws = true;
    machine.process(go{}, context);
    EXPECT_EQ(context.asked, 1);
    context.throws = false;
    context.ready = true;
    machine.process(said{}, context);
    EXPECT_TRUE(machine.ended()) << "but again after the next event";
  });
}

inline constexpr auto forgetful = transition_table(
  *"a"_s + event<go> / (process<heard>, may_throw),
   "a"_s + event<heard> / hear,
   "a"_s + event<said> / note,
   resting("a"_s));
static_assert(check<forgetful>());

TEST(Corners, WithoutAnExceptionRowARowThatThrowsHasAskedForNothingToo) {
  on_both_engines<forgetful>([](auto& machine) {
    Context context;
    context.throws = true;
    EXPECT_THROW(machine.process(go{}, context), std::runtime_error);
    machine.process(said{}, context);
    EXPECT_EQ(context.text(), "note");
  });
}

inline constexpr auto late = transition_table(
  *"a"_s + event<said> / defer,
   "a"_s + event<go> = "b"_s,
   "b"_s [asks] = "c"_s,
   "b"_s + event<said> / hear,
   "b"_s + event<heard> / note,
   end("c"_s), resting("a"_s, "b"_s));
static_assert(check<late>());

TEST(Corners, WhatWasDeferredComesBeforeTheNextEventAlsoAfterAThrow) {
  on_both_engines<late>([](auto& machine) {
    Context context;
    machine.process(said{}, context);
    context.throws = true;
    EXPECT_THROW(machine.process(go{}, context), std::runtime_error);
    EXPECT_EQ(machine.name(), "b");
    context.throws = false;
    machine.process(heard{}, context);
    EXPECT_EQ(context.text(), "hear note");
  });
}

inline constexpr auto inner_live = group("a"_s, "b"_s);
inline constexpr auto inner = transition_table(
  *"a"_s          + event<go> = "b"_s,
   "b"_s          + event<go> = "d"_s,
   "a"_s          + event<stop> = X,
   in(inner_live) + on_entry / enter_group,
   in(inner_live) + on_exit / leave_group,
   end("d"_s), resting("a"_s, "b"_s));
inline constexpr auto box = transition_table(
  *state<inner> + event<reset> = state<inner>,
   state<inner> = "d"_s,
   end("d"_s));
inline constexpr auto boxes = transition_table(
  *state<box> + on_entry / enter_box,
   state<box> + on_exit / leave_box,
   state<box> + after(5s) = "z"_s,
   state<box> + event<lost> = "z"_s,
   state<box> + event<said> = deep_history(state<box>),
   state<box> = "z"_s,
   end("z"_s));
static_assert(check<boxes, every_wait_has_a_deadline>());

TEST(Corners, ARestartLeavesWhatIsInsideAndNothingAround) {
  on_both_engines<boxes>([](auto& machine) {
    Context context;
    machine.start(context);
    machine.process(go{}, context);
    context.clear();
    machine.process(reset{}, context);
    EXPECT_EQ(context.text(), "leave_group enter_group") << "the box around holds the same states, and is not left";
    EXPECT_EQ(machine.name(), "box.inner.a");
  });
}

TEST(Corners, TerminateInsideACompositeLeavesItForGood) {
  on_both_engines<boxes>([](auto& machine) {
    Context context;
    machine.start(context);
    EXPECT_TRUE(context.is_armed(2));
    machine.process(stop{}, context);
    EXPECT_TRUE(machine.ended());
    EXPECT_FALSE(context.is_armed(2));
    EXPECT_FALSE(machine.process(lost{}, context).handled);
    EXPECT_TRUE(machine.ended());
  });
}

TEST(Corners, AHistoryFromInsideLeadsBackToWhereTheMachineIs) {
  on_both_engines<boxes>([](auto& machine) {
    Context context;
    machine.start(context);
    machine.process(go{}, context);
    context.clear();
    machine.process(said{}, context);
    EXPECT_EQ(machine.name(), "box.inner.b");
    EXPECT_EQ(context.text(), "leave_group leave_box enter_box enter_group arm");
  });
}

inline constexpr auto failing = transition_table(
  *"x"_s  + event<go> = "y"_s,
   any    + event<lost> = "w"_s,
   "y"_s  + event<go> = "d"_s,
   "w"_s  + event<go> = "d"_s,
   end("d"_s), resting("x"_s, "y"_s, "w"_s));
inline constexpr auto beside = transition_table(
  *state<failing> = "over"_s,
  *"p"_s + event<said> = "q"_s,
   "q"_s + event<said> = "p"_s,
   end("over"_s), resting("p"_s, "q"_s));
static_assert(check<failing>());
static_assert(check<beside>());

TEST(Corners, AnInnerAnyIsThatOfItsOwnTableInARegionToo) {
  on_both_engines<beside>([](auto& machine) {
    Context context;
    EXPECT_TRUE(machine.process(lost{}, context).handled);
    EXPECT_EQ(machine.name(0), "failing.w");
    EXPECT_EQ(machine.name(1), "p");
  });
}

namespace one { inline constexpr duration wait{[] { return 1s; }}; inline constexpr guard ok{[](const auto& context) { return context.ready; }}; }
namespace two { inline constexpr duration wait{[] { return 2s; }}; inline constexpr guard ok{[](const auto& context) { return context.throws; }}; }
inline constexpr auto namesakes = transition_table(
  *"a"_s + after(one::wait) = "b"_s,
   "a"_s + after(two::wait) = "c"_s,
   "a"_s + event<said> [one::ok] = "b"_s,
   "a"_s + event<said> [two::ok] = "c"_s,
   end("b"_s, "c"_s));
static_assert(check<namesakes>());

TEST(Corners, NamesakesOfTwoNamespacesAreTwo) {
  on_both_engines<namesakes>([](auto& machine) {
    Context context;
    machine.start(context);
    EXPECT_TRUE(context.is_armed(0) && context.is_armed(1));
    machine.process(deadline_passed{1}, context);
    EXPECT_EQ(machine.name(), "c");
  });
}

inline constexpr auto starred = transition_table(
  *"a"_s [asks] = "b"_s,
   "a"_s + event<said> = ignore,
   end("b"_s), resting("a"_s));
static_assert(check<starred>());

TEST(Corners, WhatIsOnlyIgnoredMayStillBringARowWithoutAnEvent) {
  on_both_engines<starred>([](auto& machine) {
    Context context;
    machine.start(context);
    context.ready = true;
    machine.process(said{}, context);
    EXPECT_TRUE(machine.ended());
  });
  EXPECT_FALSE(contains(moot_in<starred>[0], 0)) << "so it makes a difference when it comes";
}

struct Ledger { int sum = 7; };
inline constexpr guard is_seven{[](const Ledger& ledger) noexcept { return ledger.sum == 7; }};
inline constexpr auto reading = transition_table(*"a"_s + event<said> [is_seven] / note = "b"_s, end("b"_s));

TEST(Corners, AContextMayBeConstAndAGuardNoexcept) {
  on_both_engines<reading>([](auto& machine) {
    Context context;
    const Ledger ledger;
    machine.process(said{}, context, ledger);
    EXPECT_TRUE(machine.ended());
  });
}

}  // namespace interlock::test::corners
