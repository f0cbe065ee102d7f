#include "runtime/asio/alarm.hpp"
#include "runtime/asio/loop.hpp"
#include "runtime/asio/wake.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <thread>
#include <vector>

namespace interlock::asio_parts {
namespace {

using namespace std::chrono_literals;

TEST(Loop, RunsUntilItIsStoppedAndCanRunAgain) {
  Loop loop;
  int runs = 0;
  for (int round = 0; round < 2; ++round) {
    loop.call([&] { ++runs; loop.stop(); });
    loop.run();
  }
  EXPECT_EQ(runs, 2);
}

TEST(Loop, AStopBeforeTheRunEndsItAtOnce) {
  Loop loop;
  loop.stop();
  loop.run();
}

TEST(Loop, CallsOfAnotherThreadRunInTheirOrderOnTheLoopsThread) {
  Loop loop;
  std::vector<int> order;
  const auto here = std::this_thread::get_id();
  std::thread other([&] {
    for (int number = 0; number < 100; ++number) {
      loop.call([&, number] {
        EXPECT_EQ(std::this_thread::get_id(), here);
        order.push_back(number);
      });
    }
  });
  loop.run_until([&] { return order.size() == 100; });
  other.join();
  EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
}

TEST(Loop, EachSignalIsToldOnTheLoop) {
  Loop loop;
  int told = 0;
  loop.on_signal({SIGTERM, SIGUSR1}, [&] { ++told; });
  std::raise(SIGTERM);
  loop.run_until([&] { return told == 1; });
  std::raise(SIGUSR1);
  loop.run_until([&] { return told == 2; });
}

TEST(Loop, TwoLoopsRunInTwoThreads) {
  Loop one;
  Loop other;
  std::thread thread([&] { other.run(); });
  bool answered = false;
  other.call([&] { one.call([&] { answered = true; }); });
  one.run_until([&] { return answered; });
  other.stop();
  thread.join();
}

TEST(Alarm, RingsOnceForItsLastSettingAndNotBeforeItsTime) {
  Loop loop;
  Alarm alarm(loop);
  const auto begin = std::chrono::steady_clock::now();
  int rung = 0;
  alarm.set(0ms, [&] { ADD_FAILURE(); });
  alarm.set(5ms, [&] { rung += 1; });
  loop.run_until([&] { return rung > 0; });
  EXPECT_GE(std::chrono::steady_clock::now() - begin, 5ms);
  Alarm later(loop);
  bool done = false;
  later.set(5ms, [&] { done = true; });
  loop.run_until([&] { return done; });
  EXPECT_EQ(rung, 1);
}

TEST(Alarm, IsSilentAfterCancelAndAfterItsDestructionEvenIfItsTimeHasCome) {
  Loop loop;
  auto first = std::make_unique<Alarm>(loop);
  Alarm second(loop);
  Alarm last(loop);
  bool done = false;
  int rung = 0;
  const auto when = std::chrono::steady_clock::now();
  first->set_at(when, [&] { ++rung; second.cancel(); first.reset(); });
  second.set_at(when, [&] { ++rung; first.reset(); });
  last.set(5ms, [&] { done = true; });
  loop.run_until([&] { return done; });
  EXPECT_EQ(rung, 1);
}

TEST(Wake, RunsOnceForManyCalls) {
  Loop loop;
  int runs = 0;
  Wake wake(loop, [&] { ++runs; });
  for (int call = 0; call < 5; ++call) wake.soon();
  EXPECT_EQ(runs, 0);
  bool done = false;
  loop.call([&] { done = true; });
  loop.run_until([&] { return done; });
  EXPECT_EQ(runs, 1);
}

}  // namespace
}  // namespace interlock::asio_parts
