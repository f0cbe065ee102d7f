#include "sim/virtual_scheduler.hpp"
#include "tests/port/scheduler_contract.hpp"

namespace interlock::port_tests {
namespace {

/// Anything that may come next comes next, deadlines before events too if they may overtake.
template <bool DeadlinesMayOvertake>
class VirtualWorld {
 public:
  port::Scheduler<int>& scheduler() { return scheduler_; }

  void run(port::Receiver<int>& receiver, const std::function<bool()>& done) {
    while (!done()) {
      const std::vector<sim::Option> options = scheduler_.enabled(DeadlinesMayOvertake);
      ASSERT_FALSE(options.empty()) << "it waits for what never comes";
      scheduler_.take(options[choice_.pick(options.size())], receiver);
    }
  }

 private:
  sim::VirtualScheduler<int> scheduler_;
  sim::SeededChoice choice_{2};
};

using Worlds = testing::Types<VirtualWorld<false>, VirtualWorld<true>>;
INSTANTIATE_TYPED_TEST_SUITE_P(Virtual, SchedulerContract, Worlds);

class Recipient final : public port::Receiver<int> {
 public:
  void receive(Address, Address, int payload) override { got.push_back(payload); }
  void deadline(Address, port::Slot slot) override { got.push_back(-slot); }
  std::vector<int> got;
};

TEST(VirtualScheduler, ACopyLivesOnItsOwnAndComparesByWhatMayHappen) {
  sim::VirtualScheduler<int> one;
  one.post(alice, bob, 1);
  one.arm(bob, 4, 10ms);
  sim::VirtualScheduler<int> other = one;
  EXPECT_EQ(one, other);
  Recipient recipient;
  other.take(other.enabled(false).front(), recipient);
  EXPECT_NE(one, other);
  EXPECT_EQ(one.pending_count(), 1U);
  other.post(alice, bob, 1);
  EXPECT_EQ(one, other);
}

TEST(VirtualScheduler, OptionsComeByPairThenByOwnerAndDeadlinesWaitForEventsUnlessTheyMayOvertake) {
  sim::VirtualScheduler<int> scheduler;
  scheduler.post(carol, bob, 1);
  scheduler.post(alice, bob, 2);
  scheduler.post(alice, bob, 3);
  scheduler.arm(bob, 2, 5ms);
  scheduler.arm(alice, 9, 5ms);
  scheduler.arm(alice, 1, 6ms);
  using sim::Option;
  const Option from_alice{.kind = Option::Kind::event, .from = alice, .to = bob};
  const Option from_carol{.kind = Option::Kind::event, .from = carol, .to = bob};
  const Option of_alice{.kind = Option::Kind::deadline, .to = alice, .slot = 9};
  const Option of_bob{.kind = Option::Kind::deadline, .to = bob, .slot = 2};
  EXPECT_EQ(scheduler.enabled(false), (std::vector{carol < alice ? from_carol : from_alice, carol < alice ? from_alice : from_carol}));
  EXPECT_EQ(scheduler.enabled(true).size(), 4U);
  EXPECT_EQ(scheduler.enabled(true)[2], alice < bob ? of_alice : of_bob);
}

TEST(VirtualScheduler, TimeJumpsToADeadlineAndNeverBack) {
  sim::VirtualScheduler<int> scheduler;
  Recipient recipient;
  scheduler.arm(alice, 1, 5ms);
  scheduler.arm(bob, 1, 7ms);
  scheduler.take(scheduler.enabled(false).front(), recipient);
  EXPECT_EQ(scheduler.now().since_start, 5ms);
  scheduler.advance(10ms);
  Duration remaining = -1ms;
  scheduler.visit_armed([&](Address, port::Slot, Duration left) { remaining = left; });
  EXPECT_EQ(remaining, 0ms);
  scheduler.take(scheduler.enabled(false).front(), recipient);
  EXPECT_EQ(scheduler.now().since_start, 15ms);
  EXPECT_TRUE(scheduler.enabled(true).empty());
}

}  // namespace
}  // namespace interlock::port_tests
