#include "statemachine/statemachine.hpp"
#include "tests/statemachine/journal.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>

namespace interlock::test::deadlines {

using namespace statemachine;
using namespace std::chrono_literals;

struct accepted {};
struct poked {};
struct heard {};
struct lost {};

struct Context : Journal {
  std::chrono::milliseconds patience = 250ms;
  bool closing = true;
};

inline constexpr duration patience{[](const auto& context) { return context.patience; }};
inline constexpr guard is_closing{[](const auto& context) { return context.closing; }};
inline constexpr action act{[](auto& context) { context.write("act"); }};
inline constexpr action enter{[](auto& context) { context.write("enter"); }};
inline constexpr action leave{[](auto& context) { context.write("leave"); }};

inline constexpr auto live = group("waiting"_s, "ready"_s);
inline constexpr auto connection = transition_table(
  *"waiting"_s + after(patience) = "closed"_s,                  // 0
   in(live)    + after(1h) / act = "closed"_s,                  // 1
   "ready"_s   + after(30s) [is_closing] / act = "closed"_s,    // 2
   any         + after(2h) = "closed"_s,                        // 3
   "waiting"_s + event<accepted> / act = "ready"_s,
   "ready"_s   + on_entry / enter,
   "ready"_s   + on_exit / leave,
   "ready"_s   + event<poked> / act = "ready"_s,
   "ready"_s   + event<heard> / act,
   "ready"_s   + event<lost> = "away"_s,
   "away"_s    + event<accepted> = "ready"_s,
   end("closed"_s));
static_assert(check<connection, every_wait_has_a_deadline>());
using Connection = machine<connection>;
constexpr std::uint16_t of_waiting = 0, of_live = 1, of_ready = 2, of_any = 3;

class Deadlines : public testing::Test {
 protected:
  Deadlines() { machine.start(context); }
  void become_ready() {
    machine.process(accepted{}, context);
    context.clear();
  }
  Context context;
  Connection machine;
};

TEST_F(Deadlines, StartArmsThoseOfTheInitialStateAndOfItsGroups) {
  EXPECT_TRUE(context.is_armed(of_waiting) && context.is_armed(of_live) && context.is_armed(of_any));
  EXPECT_FALSE(context.is_armed(of_ready));
  EXPECT_EQ(context.length(of_waiting), 250ms);
  EXPECT_EQ(context.length(of_live), 1h);
}

TEST_F(Deadlines, AMoveCancelsThenArmsAfterTheEntry) {
  context.clear();
  machine.process(accepted{}, context);
  EXPECT_EQ(context.text(), "act enter cancel arm");
  EXPECT_FALSE(context.is_armed(of_waiting));
  EXPECT_TRUE(context.is_armed(of_ready));
}

TEST_F(Deadlines, AGroupKeepsItsDeadlineWhileTheMachineMovesInside) {
  become_ready();
  EXPECT_TRUE(context.is_armed(of_live));
  EXPECT_EQ(context.armings(of_live), 1);
}

TEST_F(Deadlines, AGroupsDeadlineIsCancelledOnLeavingItAndArmedOnComingBack) {
  become_ready();
  machine.process(lost{}, context);
  EXPECT_FALSE(context.is_armed(of_live));
  EXPECT_TRUE(context.is_armed(of_any));
  machine.process(accepted{}, context);
  EXPECT_TRUE(context.is_armed(of_live));
  EXPECT_EQ(context.armings(of_live), 2);
}

TEST_F(Deadlines, ASelfTransitionArmsTheStatesDeadlineAgainButNotTheGroups) {
  become_ready();
  machine.process(poked{}, context);
  EXPECT_EQ(context.text(), "leave act enter arm");
  EXPECT_EQ(context.armings(of_ready), 2);
  EXPECT_EQ(context.armings(of_live), 1);
}

TEST_F(Deadlines, AnInternalRowLeavesThemAlone) {
  become_ready();
  machine.process(heard{}, context);
  EXPECT_EQ(context.text(), "act");
}

TEST_F(Deadlines, APassedDeadlineTakesItsRow) {
  const Step step = machine.process(deadline_passed{of_waiting}, context);
  EXPECT_TRUE(step.handled);
  EXPECT_EQ(step.row, of_waiting);
  EXPECT_TRUE(machine.is("closed"_s));
}

TEST_F(Deadlines, ALateDeadlineOfAStateThatWasLeftIsUnhandled) {
  become_ready();
  EXPECT_FALSE(machine.process(deadline_passed{of_waiting}, context).handled);
  EXPECT_FALSE(machine.process(deadline_passed{5}, context).handled);
  EXPECT_FALSE(machine.process(deadline_passed{npos}, context).handled);
  EXPECT_TRUE(machine.is("ready"_s));
}

TEST_F(Deadlines, ADeadlineWhoseGuardDoesNotHoldIsUnhandled) {
  become_ready();
  context.closing = false;
  EXPECT_FALSE(machine.process(deadline_passed{of_ready}, context).handled);
  context.closing = true;
  EXPECT_TRUE(machine.process(deadline_passed{of_ready}, context).handled);
}

TEST_F(Deadlines, AGroupsDeadlineIsTakenInEachOfItsStates) {
  become_ready();
  EXPECT_EQ(machine.process(deadline_passed{of_live}, context).row, of_live);
  EXPECT_TRUE(machine.is("closed"_s));
}

TEST_F(Deadlines, AnEndCancelsEverything) {
  become_ready();
  machine.process(deadline_passed{of_ready}, context);
  EXPECT_TRUE(machine.ended());
  EXPECT_TRUE(context.nothing_is_armed());
}

inline constexpr duration pause{[] { return 10ms; }};
inline constexpr action retry{[](auto& context) { context.write("retry"); }};
inline constexpr auto retries = transition_table(
  *"stalled"_s + after(pause) [is_closing] = "closed"_s,        // 0
   "stalled"_s + after(pause) [!is_closing] / retry = "stalled"_s,  // 1: the same deadline
   "stalled"_s + after(30ms) = "closed"_s,                      // 2
   any         + after(pause) / act,                            // 3: of another source
   end("closed"_s));
static_assert(check<retries, every_wait_has_a_deadline>());

TEST(SharedDeadlines, RowsOfOneSourceThatWaitForTheSameAreOneDeadline) {
  Context context;
  machine<retries> machine;
  machine.start(context);
  EXPECT_TRUE(context.is_armed(0) && context.is_armed(2) && context.is_armed(3));
  EXPECT_FALSE(context.is_armed(1));
  context.closing = false;
  context.clear();
  EXPECT_EQ(machine.process(deadline_passed{0}, context).row, 1);
  EXPECT_EQ(context.armings(0), 2);
  EXPECT_EQ(context.armings(1), 0);
  context.closing = true;
  EXPECT_EQ(machine.process(deadline_passed{0}, context).row, 0);
  EXPECT_TRUE(context.nothing_is_armed());
}

}  // namespace interlock::test::deadlines
