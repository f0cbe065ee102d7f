#pragma once
/// What every Scheduler keeps. A world is default-constructible and has
///   `scheduler()` -> port::Scheduler<int>&, and
///   `run(receiver, done)`: delivers to `receiver` until `done()` holds, and fails the test if it never does.
#include "runtime/port/scheduler.hpp"
#include "sim/choice.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <vector>

namespace interlock::port_tests {

using namespace std::chrono_literals;
using port::ActorKind;
using port::Address;

inline constexpr Address alice{ActorKind::connection, 1};
inline constexpr Address bob{ActorKind::run, 1};
inline constexpr Address carol{ActorKind::thread, 70'000};

struct Delivered {
  Address from{};
  Address to{};
  int payload = 0;  ///< The slot, if it is a deadline.
  bool is_deadline = false;
  port::Instant at{};
};

/// Notes what comes and says it to whoever wants to act on it.
class Witness final : public port::Receiver<int> {
 public:
  explicit Witness(port::Scheduler<int>& scheduler) : scheduler_(scheduler) {}

  void receive(Address from, Address to, int payload) override { note({from, to, payload, false, scheduler_.now()}); }
  void deadline(Address owner, port::Slot slot) override { note({{}, owner, slot, true, scheduler_.now()}); }

  std::vector<Delivered> seen;
  std::function<void(const Delivered&)> then = [](const Delivered&) {};

 private:
  void note(const Delivered& delivered) {
    EXPECT_FALSE(busy_) << "one at a time, each to completion";
    busy_ = true;
    seen.push_back(delivered);
    then(delivered);
    busy_ = false;
  }

  port::Scheduler<int>& scheduler_;
  bool busy_ = false;
};

template <class World>
class SchedulerContract : public testing::Test {
 protected:
  void run_until_seen(std::size_t count) {
    world.run(witness, [&] { return witness.seen.size() >= count; });
  }
  /// Runs until all that is due within `time` has come.
  void run_for(Duration time) {
    const Address guard{ActorKind::supervisor, 99};
    scheduler.arm(guard, 0, time);
    const auto is_guard = [&](const Delivered& delivered) { return delivered.to == guard; };
    world.run(witness, [&] { return !witness.seen.empty() && is_guard(witness.seen.back()); });
    std::erase_if(witness.seen, is_guard);
  }

  World world;
  port::Scheduler<int>& scheduler = world.scheduler();
  Witness witness{scheduler};
};

TYPED_TEST_SUITE_P(SchedulerContract);

TYPED_TEST_P(SchedulerContract, NothingIsDeliveredInsideACall) {
  this->witness.then = [&](const Delivered& delivered) {
    if (delivered.payload != 7) return;
    this->scheduler.post(alice, bob, 1);
    this->scheduler.arm(alice, 2, 0ms);
    EXPECT_EQ(this->witness.seen.size(), 1U);
  };
  this->scheduler.post(bob, alice, 7);
  EXPECT_TRUE(this->witness.seen.empty());
  this->run_until_seen(3);
}

TYPED_TEST_P(SchedulerContract, EventsOfOnePairComeInTheOrderInWhichTheyWerePosted) {
  std::map<std::pair<Address, Address>, int> next;
  int posted = 0;
  const auto post = [&](Address from, Address to) { this->scheduler.post(from, to, next[{from, to}]++); ++posted; };
  this->witness.then = [&](const Delivered& delivered) {
    if (posted < 3000) post(delivered.to, delivered.payload % 2 == 0 ? bob : carol);
  };
  for (int round = 0; round < 50; ++round) {
    for (const Address to : {alice, bob, carol}) post(alice, to);
  }
  this->world.run(this->witness, [&] { return this->witness.seen.size() == static_cast<std::size_t>(posted) && posted >= 3000; });
  std::map<std::pair<Address, Address>, int> expected;
  for (const Delivered& delivered : this->witness.seen) {
    const int place = expected[std::pair{delivered.from, delivered.to}]++;
    ASSERT_EQ(delivered.payload, place);
  }
}

TYPED_TEST_P(SchedulerContract, ADeadlineComesOnceAndNotBeforeItsTime) {
  for (const int after : {0, 1, 2, 3, 10, 20}) {
    this->witness.seen.clear();
    const port::Instant begin = this->scheduler.now();
    this->scheduler.arm(alice, 3, Duration(after));
    this->run_until_seen(1);
    ASSERT_EQ(this->witness.seen.size(), 1U);
    EXPECT_GE(this->witness.seen.front().at.since_start - begin.since_start, Duration(after));
    EXPECT_EQ(this->witness.seen.front().to, alice);
    EXPECT_EQ(this->witness.seen.front().payload, 3);
    this->run_for(5ms);
    EXPECT_EQ(this->witness.seen.size(), 1U);
  }
}

TYPED_TEST_P(SchedulerContract, DeadlinesComeInTheOrderOfTheirTimes) {
  sim::SeededChoice choice(1);
  std::map<port::Slot, Duration> due;
  for (port::Slot slot = 0; slot < 300; ++slot) due[slot] = Duration(static_cast<int>(choice.pick(100)));
  this->witness.then = [&](const Delivered& delivered) {
    if (delivered.is_deadline) return;
    for (const auto& [slot, after] : due) this->scheduler.arm(carol, slot, after);  // from one instant
  };
  this->scheduler.post(bob, carol, 0);
  this->run_until_seen(1 + due.size());
  for (std::size_t place = 2; place < this->witness.seen.size(); ++place) {
    ASSERT_LE(due[static_cast<port::Slot>(this->witness.seen[place - 1].payload)], due[static_cast<port::Slot>(this->witness.seen[place].payload)]);
  }
}

TYPED_TEST_P(SchedulerContract, ArmingAnArmedSlotMovesItLaterOrEarlier) {
  const port::Instant begin = this->scheduler.now();
  this->scheduler.arm(alice, 1, 2ms);
  this->scheduler.arm(alice, 1, 12ms);
  this->scheduler.arm(bob, 1, 10min);
  this->scheduler.arm(bob, 1, 1ms);
  this->run_until_seen(2);
  ASSERT_EQ(this->witness.seen.size(), 2U);
  EXPECT_EQ(this->witness.seen[0].to, bob);
  EXPECT_EQ(this->witness.seen[1].to, alice);
  EXPECT_GE(this->witness.seen[1].at.since_start - begin.since_start, 12ms);
  this->run_for(5ms);
  EXPECT_EQ(this->witness.seen.size(), 2U);
}

TYPED_TEST_P(SchedulerContract, ACancelledDeadlineIsNotDelivered) {
  this->scheduler.arm(alice, 1, 2ms);
  this->scheduler.arm(alice, 2, 2ms);
  this->scheduler.arm(bob, 1, 2ms);
  this->scheduler.cancel(alice, 1);
  this->scheduler.cancel(carol, 1);  // never armed
  this->run_for(5ms);
  ASSERT_EQ(this->witness.seen.size(), 2U);
  for (const Delivered& delivered : this->witness.seen) EXPECT_FALSE(delivered.to == alice && delivered.payload == 1);
}

TYPED_TEST_P(SchedulerContract, ACancelledSlotCanBeArmedAgain) {
  this->scheduler.arm(alice, 1, 1ms);
  this->scheduler.cancel(alice, 1);
  this->scheduler.arm(alice, 1, 2ms);
  this->run_for(6ms);
  EXPECT_EQ(this->witness.seen.size(), 1U);
}

TYPED_TEST_P(SchedulerContract, ADeadlineCancelledByAnotherOfTheSameInstantIsNotDelivered) {
  this->witness.then = [&](const Delivered& delivered) {
    if (!delivered.is_deadline) {
      this->scheduler.arm(alice, 1, 3ms);
      this->scheduler.arm(alice, 2, 3ms);
    } else if (delivered.to == alice) {
      this->scheduler.cancel(alice, delivered.payload == 1 ? port::Slot{2} : port::Slot{1});
    }
  };
  this->scheduler.post(bob, alice, 0);
  this->run_until_seen(2);
  this->run_for(5ms);
  EXPECT_EQ(this->witness.seen.size(), 2U);
}

TYPED_TEST_P(SchedulerContract, ADeadlineMovedByAnotherOfTheSameInstantComesAtItsNewTime) {
  port::Instant moved_at;
  this->witness.then = [&](const Delivered& delivered) {
    if (!delivered.is_deadline) {
      this->scheduler.arm(alice, 1, 3ms);
      this->scheduler.arm(alice, 2, 3ms);
    } else if (this->witness.seen.size() == 2) {
      moved_at = this->scheduler.now();
      this->scheduler.arm(alice, delivered.payload == 1 ? port::Slot{2} : port::Slot{1}, 4ms);
    }
  };
  this->scheduler.post(bob, alice, 0);
  this->run_until_seen(3);
  ASSERT_EQ(this->witness.seen.size(), 3U);
  EXPECT_NE(this->witness.seen[1].payload, this->witness.seen[2].payload);
  EXPECT_GE(this->witness.seen[2].at.since_start - moved_at.since_start, 4ms);
}

TYPED_TEST_P(SchedulerContract, ADeadlineThatIsDeliveredCanArmItselfAgain) {
  this->witness.then = [&](const Delivered& delivered) {
    if (delivered.to == alice && this->witness.seen.size() < 5) this->scheduler.arm(alice, 1, 1ms);
  };
  this->scheduler.arm(alice, 1, 1ms);
  this->run_until_seen(5);
  for (std::size_t place = 1; place < 5; ++place) {
    EXPECT_GE(this->witness.seen[place].at.since_start - this->witness.seen[place - 1].at.since_start, 1ms);
  }
}

TYPED_TEST_P(SchedulerContract, TheLongestDurationIsNever) {
  this->scheduler.arm(alice, 1, Duration::max());
  this->scheduler.arm(bob, 1, 1ms);
  this->scheduler.arm(bob, 1, Duration::max());
  this->scheduler.arm(carol, 1, Duration::max() - 1ms);
  this->run_for(5ms);
  EXPECT_TRUE(this->witness.seen.empty());
}

TYPED_TEST_P(SchedulerContract, LessThanNothingIsNothing) {
  this->scheduler.arm(alice, 1, -5ms);
  this->scheduler.arm(bob, 1, Duration::min());
  this->run_until_seen(2);
}

REGISTER_TYPED_TEST_SUITE_P(SchedulerContract, NothingIsDeliveredInsideACall, EventsOfOnePairComeInTheOrderInWhichTheyWerePosted,
                            ADeadlineComesOnceAndNotBeforeItsTime, DeadlinesComeInTheOrderOfTheirTimes,
                            ArmingAnArmedSlotMovesItLaterOrEarlier, ACancelledDeadlineIsNotDelivered, ACancelledSlotCanBeArmedAgain,
                            ADeadlineCancelledByAnotherOfTheSameInstantIsNotDelivered,
                            ADeadlineMovedByAnotherOfTheSameInstantComesAtItsNewTime, ADeadlineThatIsDeliveredCanArmItselfAgain,
                            TheLongestDurationIsNever, LessThanNothingIsNothing);

}  // namespace interlock::port_tests
