#include "tests/statemachine/engines.hpp"
#include "tests/statemachine/journal.hpp"

#include <stdexcept>
#include <vector>

/// What follows from a row before process() returns: rows without an event, events from actions, deferred events.
namespace interlock::test::follows {

using namespace statemachine;

struct begun {};
struct moved {};
struct said {
  int number;
  friend bool operator==(const said&, const said&) = default;
};
struct echoed {
  int number;
  friend bool operator==(const echoed&, const echoed&) = default;
};
struct counted { int number; };
struct stopped {};

struct Context {
  std::vector<int> heard;
  std::vector<Step> steps;
  bool ready = false;
  int posts = 0;
  void stepped(const Step& step) { steps.push_back(step); }
};

inline constexpr guard is_ready{[](const Context& context) { return context.ready; }};
inline constexpr action hear{[](Context& context, const auto& event) { context.heard.push_back(event.number); }};
inline constexpr action get_ready{[](Context& context) { context.ready = true; }};

inline constexpr auto chain = transition_table(
  *"idle"_s   + event<begun> = "first"_s,
   "first"_s  = "second"_s,
   "second"_s [is_ready] = "third"_s,
   "second"_s + event<moved> / get_ready,
   "third"_s  / get_ready = "done"_s,
   end("done"_s), resting("idle"_s, "second"_s));
static_assert(check<chain>());

TEST(Completion, RowsWithoutAnEventAreTakenAtOnceAndAfterEachEventThatDoesSomething) {
  on_both_engines<chain>([](auto& machine) {
    Context context;
    const Step step = machine.process(begun{}, context);
    EXPECT_EQ(step.row, 0) << "process() returns the event's own step";
    EXPECT_EQ(machine.name(), "second");
    EXPECT_EQ(context.steps.size(), 2U) << "and the observer is told of each";
    machine.process(moved{}, context);
    EXPECT_TRUE(machine.ended());
  });
}

inline constexpr action make_echo{[](Context&, const said& event) { return echoed{event.number + 100}; }};
inline constexpr action make_next{[](Context& context) { return counted{++context.posts}; }};
inline constexpr action fail{[] { throw std::runtime_error("no"); }};
struct failed {};
inline constexpr guard is_below_five{[](const Context&, const counted& event) { return event.number < 5; }};

inline constexpr auto echo = transition_table(
  *"idle"_s  + event<said> / (process<echoed>(make_echo), hear, process<moved>) = "busy"_s,
   "busy"_s  + event<echoed> / hear,
   "busy"_s  + event<moved> = "idle"_s,
   "idle"_s  + event<counted> [is_below_five] / process<counted>(make_next) = "idle"_s,
   "idle"_s  + event<failed> / (process<moved>, fail),
   "idle"_s  + event<moved> = "wrong"_s,
   any       + exception = "idle"_s,
   "idle"_s  + event<stopped> = X,
   "wrong"_s + event<stopped> = X,
   resting("idle"_s, "busy"_s, "wrong"_s));
static_assert(check<echo>());

TEST(Process, AnEventFromAnActionIsProcessedWhenItsRowIsDoneInOrder) {
  on_both_engines<echo>([](auto& machine) {
    Context context;
    machine.process(said{1}, context);
    EXPECT_EQ(context.heard, (std::vector{1, 101}));
    EXPECT_EQ(machine.name(), "idle");
  });
}

TEST(Process, AnEventFromAnActionMayAskForTheNext) {
  on_both_engines<echo>([](auto& machine) {
    Context context;
    machine.process(counted{0}, context);
    EXPECT_EQ(context.posts, 5);
  });
}

TEST(Process, ARowThatThrowsHasAskedForNothing) {
  on_both_engines<echo>([](auto& machine) {
    Context context;
    machine.process(failed{}, context);
    EXPECT_EQ(machine.name(), "idle");
  });
}

inline constexpr auto mailbox = transition_table(
  *"busy"_s   + event<said> / defer,
   "busy"_s   + event<said> / hear,
   "busy"_s   + event<moved> = "half"_s,
   "half"_s   + event<said> [is_ready] / defer,
   "half"_s   + event<said> / hear,
   "half"_s   + event<moved> = "free"_s,
   "free"_s   + event<said> / (hear, process<moved>),
   "free"_s   + event<moved> = "full"_s,
   "full"_s   + event<said> / hear,
   "full"_s   + event<stopped> = X,
   resting("busy"_s, "half"_s, "free"_s, "full"_s), room_for_deferred<3>);
static_assert(check<mailbox>());
static_assert(std::is_trivially_copyable_v<machine<mailbox>>);

TEST(Defer, DeferredEventsComeInTheOrderOfTheirArrivalEachOnce) {
  on_both_engines<mailbox>([](auto& machine) {
    Context context;
    for (int i = 1; i <= 3; ++i) machine.process(said{i}, context);
    EXPECT_TRUE(context.heard.empty());
    machine.process(moved{}, context);
    EXPECT_EQ(context.heard, (std::vector{1, 2, 3}));
    EXPECT_EQ(machine.name(), "half");
  });
}

TEST(Defer, WhatTheNextStateDefersTooKeepsItsPlace) {
  on_both_engines<mailbox>([](auto& machine) {
    Context context;
    for (int i = 1; i <= 3; ++i) machine.process(said{i}, context);
    context.ready = true;
    machine.process(moved{}, context);
    std::vector<int> kept;
    machine.for_each_deferred([&](const auto& event) { kept.push_back(event.number); });
    EXPECT_EQ(kept, (std::vector{1, 2, 3}));
    machine.process(moved{}, context);
    EXPECT_EQ(context.heard, (std::vector{1, 2, 3})) << "the second state change comes between them";
    EXPECT_EQ(machine.name(), "full");
  });
}

TEST(Defer, AFullQueuePassesTheEventToTheNextRow) {
  on_both_engines<mailbox>([](auto& machine) {
    Context context;
    for (int i = 1; i <= 4; ++i) machine.process(said{i}, context);
    EXPECT_EQ(context.heard, (std::vector{4}));
  });
}

TEST(Defer, TheQueueIsPartOfTheValue) {
  machine<mailbox> one;
  machine<mailbox> other;
  Context context;
  one.process(said{1}, context);
  other.process(said{2}, context);
  EXPECT_NE(one, other);
  const machine<mailbox> copy = one;
  one.process(moved{}, context);
  EXPECT_NE(copy, one);
  other = copy;
  EXPECT_EQ(other, copy);
}

}  // namespace interlock::test::follows
