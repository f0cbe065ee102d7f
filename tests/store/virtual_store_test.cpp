#include "sim/virtual_store.hpp"

#include "tests/store/recording_scheduler.hpp"
#include "tests/store/rows.hpp"

#include <gtest/gtest.h>

namespace interlock::test {
namespace {

using namespace lifecycles;
using Events = std::vector<port::Event>;

constexpr port::Address ada{port::ActorKind::thread, 1};
constexpr port::Address grace{port::ActorKind::thread, 2};

TEST(VirtualStore, OnlyTheFirstRequestOfEachAskerCanBeServed) {
  sim::VirtualStore store;
  store.append(ada, batch(thread_of("ada"), 1));
  store.append(ada, batch(thread_of("ada"), 2));
  store.read(grace, thread_of("ada"), 0, 10);
  ASSERT_EQ(store.requests().size(), 2U);
  EXPECT_EQ(store.requests()[0]->asker, ada);
  EXPECT_EQ(store.requests()[1]->asker, grace);
}

TEST(VirtualStore, ACopyGoesItsOwnWay) {
  RecordingScheduler scheduler;
  sim::VirtualStore store;
  store.append(ada, batch(thread_of("ada"), 1));
  sim::VirtualStore copy = store;
  EXPECT_EQ(copy, store);
  copy.complete(0, scheduler);
  EXPECT_NE(copy, store);
  EXPECT_EQ(store.log(thread_of("ada")), nullptr);
  store.complete(0, scheduler);
  EXPECT_EQ(copy, store);
}

TEST(VirtualStore, ARefusedAppendIsNeverDurable) {
  RecordingScheduler scheduler;
  sim::VirtualStore store;
  store.append(ada, batch(thread_of("ada"), 1));
  store.open_thread(ada, thread_of("ada"));
  store.read(ada, thread_of("ada"), 0, 10);
  for (int i = 0; i < 3; ++i) store.fail(0, scheduler);
  EXPECT_EQ(scheduler.to(ada), (Events{append_failed{}, log_open_failed{}, read_failed{}}));
  EXPECT_TRUE(store.is_idle());
  EXPECT_TRUE(store.threads().empty());
}

TEST(VirtualStore, ACrashDropsWhatWaitsAndKeepsWhatWasCommitted) {
  RecordingScheduler scheduler;
  sim::VirtualStore store;
  store.append(ada, batch(thread_of("ada"), 1));
  store.append(ada, batch(thread_of("ada"), 2));
  store.complete(0, scheduler);
  store.crash();
  EXPECT_TRUE(store.is_idle());
  EXPECT_EQ(store.log(thread_of("ada"))->rows, rows(1, 1));
}

TEST(VirtualStore, ACrashAfterTheWriteIsDurableButUnanswered) {
  RecordingScheduler scheduler;
  sim::VirtualStore store;
  store.append(ada, batch(thread_of("ada"), 1));
  store.append(grace, batch(thread_of("grace"), 1));
  store.crash_after_write(1);
  EXPECT_TRUE(scheduler.posted.empty());
  EXPECT_EQ(store.log(thread_of("ada")), nullptr);
  EXPECT_EQ(store.log(thread_of("grace"))->rows, rows(1, 1));
}

TEST(VirtualStore, WhileItIsLostEverythingFails) {
  RecordingScheduler scheduler;
  sim::VirtualStore store;
  store.lost = true;
  store.append(ada, batch(thread_of("ada"), 1));
  store.complete(0, scheduler);
  store.lost = false;
  store.append(ada, batch(thread_of("ada"), 1));
  store.complete(0, scheduler);
  EXPECT_EQ(scheduler.to(ada), (Events{append_failed{}, committed{}}));
}

TEST(VirtualStore, KnowsTheThreadsWhoseRunsAreUnderWay) {
  RecordingScheduler scheduler;
  sim::VirtualStore store;
  port::Batch begun = batch(thread_of("ada"), 1);
  begun.runs = {run(1, "", false), run(2, "", true)};
  store.append(ada, begun);
  store.complete(0, scheduler);
  EXPECT_EQ(store.threads_with_unfinished_runs(), std::vector{thread_of("ada")});
  port::Batch ended = batch(thread_of("ada"), 2);
  ended.runs = {run(1, "", true)};
  store.append(ada, ended);
  store.complete(0, scheduler);
  EXPECT_TRUE(store.threads_with_unfinished_runs().empty());
}

}  // namespace
}  // namespace interlock::test
