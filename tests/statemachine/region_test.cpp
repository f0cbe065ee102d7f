#include "tests/statemachine/engines.hpp"
#include "tests/statemachine/journal.hpp"

#include <stdexcept>

/// Regions, tasks, several contexts, and rows for what is unexpected.
namespace interlock::test::regions {

using namespace statemachine;
using statemachine::on_exit;

struct pressed {};
struct released {};
struct fire {};
struct unheard_of {};
struct reset {};

#define ACTION(name) inline constexpr action name{[](auto& context) { context.write(#name); }}
ACTION(click);
ACTION(light);
ACTION(complain);
ACTION(complain_of_release);

inline constexpr auto switches = transition_table(
  *"up"_s      + event<pressed> / click = "down"_s,
   "down"_s    + event<released> / click = "up"_s,
  *"dark"_s    + event<pressed> / light = "bright"_s,
   "bright"_s  + event<pressed> = "dark"_s,
   "dark"_s    + event<fire> = X,
   "up"_s      + event<unheard_of> = "up"_s,
   "dark"_s    + unexpected_event<released> / complain_of_release,
   "dark"_s    + unexpected_event<> / complain,
   "bright"_s  + unexpected_event<> / complain,
   any         + event<reset> = "dark"_s,
   resting("up"_s, "down"_s, "dark"_s, "bright"_s));
static_assert(check<switches>());
static_assert(sizeof(machine<switches>) == 2);

TEST(Regions, EachGetsEachEventInTheOrderOfTheStars) {
  on_both_engines<switches>([](auto& machine) {
    Journal context;
    const Step step = machine.process(pressed{}, context);
    EXPECT_EQ(context.text(), "click light");
    EXPECT_EQ(step.row, 0) << "the step of the first region that took it";
    EXPECT_EQ(machine.name(0), "down");
    EXPECT_EQ(machine.name(1), "bright");
    machine.process(pressed{}, context);
    EXPECT_EQ(machine.name(0), "down");
    EXPECT_EQ(machine.name(1), "dark");
  });
}

TEST(Regions, TerminateEndsAllOfThem) {
  on_both_engines<switches>([](auto& machine) {
    Journal context;
    machine.process(fire{}, context);
    EXPECT_TRUE(machine.ended());
    EXPECT_FALSE(machine.process(pressed{}, context).handled);
  });
}

TEST(Regions, ARowOfAnyLeadsOnlyTheRegionOfItsTarget) {
  on_both_engines<switches>([](auto& machine) {
    Journal context;
    machine.process(pressed{}, context);
    machine.process(reset{}, context);
    EXPECT_EQ(machine.name(0), "down");
    EXPECT_EQ(machine.name(1), "dark");
  });
}

TEST(Unexpected, IsWhatNoOtherRowTakesTheNamedBeforeTheRest) {
  on_both_engines<switches>([](auto& machine) {
    Journal context;
    machine.process(released{}, context);
    EXPECT_EQ(context.text(), "complain_of_release");
    context.clear();
    machine.process(unheard_of{}, context);
    EXPECT_EQ(context.text(), "complain");
    context.clear();
    machine.process(pressed{}, context);
    EXPECT_EQ(context.text(), "click light");
  });
}

// ---- Tasks.

struct probe { using result = int; };
struct Clinic : Journal {
  std::uint32_t started = 0;
  std::uint32_t cancelled = 0;
  int finding = 0;
  void start(probe, std::uint32_t generation) { write("start"), started = generation; }
  void cancel(probe, std::uint32_t generation) { write("cancel_probe"), cancelled = generation; }
  using Journal::cancel;
};
struct left {};
struct returned {};
inline constexpr action take_finding{[](auto& context, const auto& event) { context.finding = event.result; }};

inline constexpr auto patient = transition_table(
  *"probing"_s + invoke<probe>,
   "probing"_s + event<task_completed<probe>> / take_finding = "well"_s,
   "probing"_s + event<task_failed<probe>> = "ill"_s,
   "probing"_s + event<task_cancelled<probe>> = "ill"_s,
   "probing"_s + event<left> = "away"_s,
   "away"_s    + event<returned> = "probing"_s,
   "well"_s    + event<left> = "away"_s,
   end("ill"_s), resting("probing"_s, "well"_s, "away"_s));
static_assert(check<patient>());

TEST(Tasks, BeginOnEntryAndBringAnOutcome) {
  on_both_engines<patient>([](auto& machine) {
    Clinic context;
    machine.start(context);
    EXPECT_EQ(context.started, 1U);
    EXPECT_TRUE(machine.process(task_completed<probe>{1, 37}, context).handled);
    EXPECT_EQ(context.finding, 37);
    EXPECT_EQ(context.text(), "start") << "what has ended is not cancelled";
    EXPECT_EQ(machine.name(), "well");
  });
}

TEST(Tasks, AreCancelledOnExitAndWhatTheyStillSayIsLate) {
  on_both_engines<patient>([](auto& machine) {
    Clinic context;
    machine.start(context);
    machine.process(left{}, context);
    EXPECT_EQ(context.cancelled, 1U);
    machine.process(returned{}, context);
    EXPECT_EQ(context.started, 2U);
    const Step step = machine.process(task_failed<probe>{1}, context);
    EXPECT_TRUE(step.late);
    EXPECT_FALSE(step.handled);
    EXPECT_EQ(machine.name(), "probing");
    EXPECT_FALSE(machine.process(task_failed<probe>{2}, context).late);
    EXPECT_EQ(machine.name(), "ill");
    EXPECT_TRUE(machine.process(task_completed<probe>{2, 0}, context).late) << "a life has one outcome";
  });
}

/// Where a machine learns why a task failed: `failure`, as `result` says what it came to.
struct flight { using failure = std::string_view; };
struct Tower {
  std::string_view last;
  void start(flight, std::uint32_t) {}
  void cancel(flight, std::uint32_t) {}
};
inline constexpr action note_failure{[](Tower& tower, const task_failed<flight>& event) { tower.last = event.failure; }};
inline constexpr auto departure = transition_table(
  *"flying"_s + invoke<flight>,
   "flying"_s + event<task_completed<flight>> = "landed"_s,
   "flying"_s + event<task_failed<flight>> / note_failure = "landed"_s,
   "flying"_s + event<task_cancelled<flight>> = "landed"_s,
   end("landed"_s), resting("flying"_s));

TEST(Tasks, SayWhyTheyFailed) {
  on_both_engines<departure>([](auto& machine) {
    Tower tower;
    machine.start(tower);
    EXPECT_TRUE(machine.is_late(task_failed<flight>{2, "of another life"}));
    EXPECT_FALSE(machine.is_late(task_failed<flight>{1, "no fuel"}));
    machine.process(task_failed<flight>{1, "no fuel"}, tower);
    EXPECT_EQ(tower.last, "no fuel");
    EXPECT_TRUE(machine.is_late(task_failed<flight>{1, "no fuel"}));
  });
  EXPECT_EQ(texts<departure>::events[1], "task_failed<flight>") << "without the scope that `flight` is in";
}

// ---- Several contexts.

struct Ledger { int sum = 0; };
struct Bell { int rings = 0; };
struct paid { int amount; };
inline constexpr guard is_enough{[](const paid& event, const Ledger& ledger) { return ledger.sum + event.amount >= 10; }};
inline constexpr action book{[](Ledger& ledger, const paid& event) { ledger.sum += event.amount; }};
inline constexpr action ring{[](Bell& bell) { ++bell.rings; }};
inline constexpr action write_it{[](auto& context) { context.write("paid"); }};

inline constexpr auto till = transition_table(
  *"open"_s + event<paid> [is_enough] / (book, ring, write_it) = "paid"_s,
   "open"_s + event<paid> / book,
   end("paid"_s), resting("open"_s));
static_assert(check<till, total>());

TEST(Contexts, AreFoundByTheirTypes) {
  on_both_engines<till>([](auto& machine) {
    Journal journal;
    Ledger ledger;
    Bell bell;
    machine.process(paid{4}, journal, ledger, bell);
    EXPECT_EQ(bell.rings, 0);
    machine.process(paid{6}, journal, ledger, bell);
    EXPECT_EQ(ledger.sum, 10);
    EXPECT_EQ(bell.rings, 1);
    EXPECT_EQ(journal.text(), "paid");
    EXPECT_TRUE(machine.ended());
  });
}

// ---- Exceptions of one type.

struct worked {};
struct strained {};
inline constexpr action run_out{[] { throw std::length_error("no room"); }};
inline constexpr action break_down{[] { throw std::runtime_error("broken"); }};
ACTION(make_room);
inline constexpr auto worker = transition_table(
  *"at_work"_s + event<worked> / run_out = "done"_s,
   "at_work"_s + event<strained> / break_down = "done"_s,
   "at_work"_s + exception_of<std::length_error> / make_room,
   "at_work"_s + exception = "broken"_s,
   end("done"_s, "broken"_s), resting("at_work"_s));
static_assert(check<worker>());

TEST(ExceptionsOfOneType, HaveARowOfTheirOwn) {
  on_both_engines<worker>([](auto& machine) {
    Journal context;
    machine.process(worked{}, context);
    EXPECT_EQ(context.text(), "make_room");
    EXPECT_EQ(machine.name(), "at_work") << "a row whose action throws is not taken";
    machine.process(strained{}, context);
    EXPECT_EQ(machine.name(), "broken");
  });
}

}  // namespace interlock::test::regions
