#include "runtime/asio/timer_wheel.hpp"
#include "sim/choice.hpp"

#include <gtest/gtest.h>

#include <map>

namespace interlock::asio_parts {
namespace {

using Tick = TimerWheel::Tick;
using Key = std::pair<port::Address, port::Slot>;

Key key(std::uint64_t number) {
  return {{static_cast<port::ActorKind>(number % 3), static_cast<std::uint32_t>(number / 3)}, static_cast<port::Slot>(number % 7)};
}

/// Random arming, moving and cancelling, and time in steps of any size, against an ordered map.
void compare_with_a_map(std::uint64_t seed, Tick farthest) {
  sim::Generator random(seed);
  TimerWheel wheel;
  std::map<Key, Tick> model;
  Tick now = 0;
  for (int step = 0; step < 20'000; ++step) {
    const auto [owner, slot] = key(random.below(60));
    switch (random.below(4)) {
      case 0:
        wheel.cancel(owner, slot);
        model.erase({owner, slot});
        break;
      case 1: {
        now += random.below(1 + farthest / (1 + random.below(100)));
        std::vector<TimerWheel::Due> due;
        wheel.collect(now, due);
        Tick last = 0;
        for (const TimerWheel::Due& one : due) {
          const auto found = model.find({one.owner, one.slot});
          ASSERT_NE(found, model.end());
          ASSERT_LE(found->second, now);
          ASSERT_GE(found->second, last) << "the earliest first";
          last = found->second;
          ASSERT_TRUE(wheel.take(one));
          ASSERT_FALSE(wheel.take(one));
          model.erase(found);
        }
        for (const auto& [armed, deadline] : model) ASSERT_GT(deadline, now);
        break;
      }
      default: {
        const Tick deadline = now + 1 + random.below(1 + farthest / (1 + random.below(100)));
        wheel.arm(owner, slot, deadline);
        model[{owner, slot}] = deadline;
      }
    }
    ASSERT_EQ(wheel.armed(), model.size());
    for (const auto& [armed, deadline] : model) ASSERT_LE(wheel.next(), deadline);
  }
}

TEST(TimerWheel, DoesWhatAnOrderedMapDoes) {
  for (const Tick farthest : {Tick{5}, Tick{64}, Tick{5000}, Tick{1} << 22, Tick{1} << 34}) {
    SCOPED_TRACE(farthest);
    compare_with_a_map(farthest, farthest);
  }
}

TEST(TimerWheel, DeadlinesBeyondItsHorizonWaitForTheirTime) {
  TimerWheel wheel;
  const Tick far = Tick{1} << 45;
  wheel.arm({}, 1, far);
  std::vector<TimerWheel::Due> due;
  Tick now = 0;
  for (int visits = 0; due.empty(); ++visits) {
    ASSERT_LT(visits, 20'000);
    now = wheel.next();
    wheel.collect(now, due);
  }
  EXPECT_EQ(now, far);
}

TEST(TimerWheel, WhatWasCollectedCanStillBeCancelledOrMoved) {
  TimerWheel wheel;
  for (port::Slot slot = 0; slot < 3; ++slot) wheel.arm({}, slot, 10);
  std::vector<TimerWheel::Due> due;
  wheel.collect(10, due);
  ASSERT_EQ(due.size(), 3U);
  wheel.cancel({}, due[0].slot);
  wheel.arm({}, due[1].slot, 11);
  wheel.cancel({}, due[2].slot);
  wheel.arm({}, due[2].slot, 20);
  for (const TimerWheel::Due& one : due) EXPECT_FALSE(wheel.take(one));
  std::vector<TimerWheel::Due> later;
  wheel.collect(11, later);
  ASSERT_EQ(later.size(), 1U);
  EXPECT_TRUE(wheel.take(later.front()));
}

TEST(TimerWheel, AnEmptyWheelNeverComesRound) {
  TimerWheel wheel;
  EXPECT_EQ(wheel.next(), TimerWheel::never);
  wheel.arm({}, 1, 5);
  wheel.cancel({}, 1);
  EXPECT_EQ(wheel.next(), TimerWheel::never);
}

}  // namespace
}  // namespace interlock::asio_parts
