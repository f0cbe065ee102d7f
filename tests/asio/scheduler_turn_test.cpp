#include "runtime/asio/asio_scheduler.hpp"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace interlock::asio_parts {
namespace {

using namespace std::chrono_literals;
using Scheduler = AsioScheduler<int>;
constexpr port::Address actor{port::ActorKind::run, 1};

class Counter final : public port::Receiver<int> {
 public:
  explicit Counter(Scheduler& scheduler) : scheduler_(scheduler) { scheduler.deliver_to(*this); }
  void receive(port::Address from, port::Address to, int payload) override {
    ++in_turn_;
    got.push_back(payload);
    if (payload > 0) scheduler_.post(from, to, payload - 1);
  }
  void deadline(port::Address, port::Slot slot) override { got.push_back(-slot); }
  void turn_ended() override { turns.push_back(std::exchange(in_turn_, 0)); }

  std::vector<int> got;
  std::vector<std::size_t> turns;

 private:
  Scheduler& scheduler_;
  std::size_t in_turn_ = 0;
};

TEST(AsioScheduler, ATurnDeliversWhatItLedToAndThenEndsOnce) {
  Loop loop;
  Scheduler scheduler(loop);
  Counter counter(scheduler);
  scheduler.post(actor, actor, 10);
  loop.run_until([&] { return !counter.turns.empty(); });
  EXPECT_EQ(counter.turns, (std::vector<std::size_t>{11}));
}

TEST(AsioScheduler, ALongTurnLetsTheRestOfTheLoopRun) {
  Loop loop;
  Scheduler scheduler(loop);
  Counter counter(scheduler);
  constexpr int many = 3 * static_cast<int>(Scheduler::deliveries_a_turn);
  scheduler.post(actor, actor, many);
  std::size_t delivered_before_the_call = 0;
  loop.call([&] { delivered_before_the_call = counter.got.size(); });  // behind the first turn
  loop.run_until([&] { return counter.got.size() == many + 1; });
  EXPECT_EQ(delivered_before_the_call, Scheduler::deliveries_a_turn);
  for (const std::size_t deliveries : counter.turns) EXPECT_LE(deliveries, Scheduler::deliveries_a_turn);
}

TEST(AsioScheduler, ManyDeadlinesOfOneInstantComeOverSeveralTurnsAndCanStillBeCancelled) {
  struct Canceller final : port::Receiver<int> {
    explicit Canceller(Scheduler& to) : scheduler(to) {}
    void receive(port::Address, port::Address, int) override {
      for (port::Slot slot = 0; slot < 3000; ++slot) scheduler.arm(actor, slot, 1ms);
    }
    void deadline(port::Address, port::Slot slot) override {
      ++delivered;
      ++in_turn;
      scheduler.cancel(actor, static_cast<port::Slot>(slot ^ 1));
    }
    void turn_ended() override { most = std::max(most, std::exchange(in_turn, 0)); }
    Scheduler& scheduler;
    std::size_t delivered = 0, in_turn = 0, most = 0;
  };
  Loop loop;
  Scheduler scheduler(loop);
  Canceller canceller(scheduler);
  scheduler.deliver_to(canceller);
  scheduler.post(actor, actor, 0);
  bool over = false;
  Alarm alarm(loop);
  alarm.set(50ms, [&] { over = true; });
  loop.run_until([&] { return over; });
  EXPECT_EQ(canceller.delivered, 1500U);
  EXPECT_LE(canceller.most, Scheduler::deliveries_a_turn);
}

TEST(AsioScheduler, EventsOfOtherThreadsComeInTheOrderOfEachThread) {
  Loop loop;
  Scheduler scheduler(loop);
  Counter counter(scheduler);
  constexpr int each = 2000;
  std::vector<std::thread> threads;
  for (int number = 0; number < 2; ++number) {
    threads.emplace_back([&scheduler, number] {
      for (int place = 0; place < each; ++place) scheduler.post_from_any_thread({port::ActorKind::world, 0}, actor, -(2 * place + number));
    });
  }
  loop.run_until([&] { return counter.got.size() == 2 * each; });
  for (std::thread& thread : threads) thread.join();
  int next[2] = {0, 0};
  for (const int payload : counter.got) ASSERT_EQ(-payload / 2, next[-payload % 2]++);
}

TEST(AsioScheduler, AnEventOfAnotherThreadWakesASleepingLoop) {
  Loop loop;
  Scheduler scheduler(loop);
  Counter counter(scheduler);
  std::thread other;
  loop.call([&] { other = std::thread([&] { scheduler.post_from_any_thread(actor, actor, 0); }); });
  loop.run_until([&] { return !counter.got.empty(); });
  other.join();
}

TEST(AsioScheduler, EventsPostedAtTheEndOfATurnAreDeliveredInTheNext) {
  struct Late final : port::Receiver<int> {
    explicit Late(Scheduler& to) : scheduler(to) {}
    void receive(port::Address, port::Address, int) override { ++received; }
    void deadline(port::Address, port::Slot) override {}
    void turn_ended() override {
      if (received == 1) scheduler.post(actor, actor, 0);
    }
    Scheduler& scheduler;
    int received = 0;
  };
  Loop loop;
  Scheduler scheduler(loop);
  Late late(scheduler);
  scheduler.deliver_to(late);
  scheduler.post(actor, actor, 0);
  loop.run_until([&] { return late.received == 2; });
}

TEST(AsioScheduler, DestroyingItDropsWhatWaits) {
  Loop loop;
  {
    Scheduler scheduler(loop);
    Counter counter(scheduler);
    scheduler.post(actor, actor, 3);
    scheduler.arm(actor, 1, 0ms);
  }
  bool done = false;
  Alarm alarm(loop);
  alarm.set(5ms, [&] { done = true; });
  loop.run_until([&] { return done; });
}

}  // namespace
}  // namespace interlock::asio_parts
