#include "statemachine/statemachine.hpp"
#include "tests/statemachine/journal.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace interlock::test::exceptions {

using namespace statemachine;

struct worked {};
struct asked {};
struct broken {};
struct entered {};
struct left_alone {};
struct stopped {};

struct Context : Journal {
  std::string failure;
};

inline constexpr action fail{[] { throw std::runtime_error{"out of paper"}; }};
inline constexpr action fail_oddly{[] { throw 7; }};
inline constexpr guard is_readable{[]() -> bool { throw std::runtime_error{"unreadable"}; }};
inline constexpr action act{[](auto& context) { context.write("act"); }};
inline constexpr action note_failure{[](auto& context, const thrown& failure) { context.failure = failure.what; }};
inline constexpr action enter_failed{[](auto& context) { context.write("enter_failed"); }};

inline constexpr auto printing = group("idle"_s, "jammed"_s);
inline constexpr auto printer = transition_table(
  *"idle"_s     + event<worked> / (act, fail, act) = "jammed"_s,
   "idle"_s     + event<asked> [is_readable] = "jammed"_s,
   "idle"_s     + event<broken> / fail_oddly,
   "idle"_s     + event<entered> = "jammed"_s,
   "idle"_s     + event<left_alone> = "unguarded"_s,
   "jammed"_s   + on_entry / fail,
   "unguarded"_s + event<worked> / fail = "idle"_s,
   any          + event<stopped> = "off"_s,
   in(printing) + exception / note_failure = "failed"_s,
   "failed"_s   + on_entry / enter_failed,
   end("off"_s));
static_assert(check<printer>());
using Printer = machine<printer>;

class Exceptions : public testing::Test {
 protected:
  Exceptions() { machine.start(context); }
  Context context;
  Printer machine;
};

TEST_F(Exceptions, AnActionThatThrowsLeadsFromTheSourceByTheExceptionRow) {
  const Step step = machine.process(worked{}, context);
  EXPECT_EQ(context.text(), "act enter_failed");
  EXPECT_EQ(context.failure, "out of paper");
  EXPECT_TRUE(machine.is("failed"_s));
  EXPECT_EQ(step.from, model<printer>::initial);
  EXPECT_EQ(model<printer>::codes[step.row].kind, RowKind::caught);
}

TEST_F(Exceptions, AGuardThatThrowsIsCaughtToo) {
  machine.process(asked{}, context);
  EXPECT_EQ(context.failure, "unreadable");
  EXPECT_TRUE(machine.is("failed"_s));
}

TEST_F(Exceptions, WhatIsNoStandardExceptionIsCaughtToo) {
  machine.process(broken{}, context);
  EXPECT_EQ(context.failure, "something that is no std::exception");
}

TEST_F(Exceptions, AnEntryThatThrowsLeadsFromTheSourceBecauseTheStateChangesLast) {
  const Step step = machine.process(entered{}, context);
  EXPECT_TRUE(machine.is("failed"_s));
  EXPECT_EQ(step.from, model<printer>::initial);
}

TEST_F(Exceptions, WithoutAnExceptionRowItIsThrownOnAndTheMachineStaysWhereItWas) {
  machine.process(left_alone{}, context);
  EXPECT_THROW(machine.process(worked{}, context), std::runtime_error);
  EXPECT_TRUE(machine.is("unguarded"_s));
}

}  // namespace interlock::test::exceptions
