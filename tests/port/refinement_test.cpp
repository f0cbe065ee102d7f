// Whatever AsioScheduler did, VirtualScheduler could have chosen: what holds for all of its choices holds in production.
#include "runtime/asio/asio_scheduler.hpp"
#include "sim/choice.hpp"
#include "sim/virtual_scheduler.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <thread>
#include <vector>

namespace interlock::port_tests {
namespace {

using namespace std::chrono_literals;
using asio_parts::ScheduleRecord;
using port::Address;

constexpr std::uint32_t actor_count = 12;
constexpr int actions_limit = 2500;
constexpr int outside_events = 300;
constexpr Address outside{port::ActorKind::world, 0};
Address actor(std::uint64_t id) { return {port::ActorKind::run, static_cast<std::uint32_t>(id)}; }

/// Actors that post, arm and cancel by a script that depends only on the order of what they were delivered.
class Actors final : public port::Receiver<int> {
 public:
  Actors(std::uint64_t seed, port::Scheduler<int>& scheduler) : scheduler_(scheduler) {
    for (std::uint32_t id = 0; id < actor_count; ++id) scripts_.emplace_back(seed * 1000 + id);
  }

  void begin() {
    for (std::uint32_t id = 0; id < actor_count; ++id) scheduler_.post(actor(id), actor((id + 1) % actor_count), next_payload_++);
  }
  void receive(Address from, Address to, int payload) override { note({from, to, payload}); }
  void deadline(Address owner, port::Slot slot) override { note({owner, owner, -1 - slot}); }

  struct Delivery {
    Address from{};
    Address to{};
    int what = 0;
    friend bool operator==(const Delivery&, const Delivery&) = default;
  };
  std::vector<Delivery> seen;

 private:
  void note(const Delivery& delivery) {
    seen.push_back(delivery);
    sim::Generator& script = scripts_[delivery.to.id];
    for (std::uint64_t left = script.below(4); left > 0 && actions_ < actions_limit; --left, ++actions_) act(delivery.to, script);
  }

  void act(Address self, sim::Generator& script) {
    const auto slot = static_cast<port::Slot>(script.below(6));
    switch (script.below(6)) {
      case 0: return scheduler_.cancel(self, slot);
      case 1:
      case 2: return scheduler_.arm(self, slot, Duration(static_cast<int>(script.below(4))));
      case 3: return scheduler_.arm(self, slot, Duration(static_cast<int>(script.below(30))));
      default: return scheduler_.post(self, actor(script.below(actor_count)), next_payload_++);
    }
  }

  port::Scheduler<int>& scheduler_;
  std::vector<sim::Generator> scripts_;
  int next_payload_ = 0;
  int actions_ = 0;
};

struct Recording final : asio_parts::ScheduleRecorder {
  void recorded(const ScheduleRecord& record) override {
    records.push_back(record);
    using enum ScheduleRecord::Kind;
    waiting += record.kind == posted ? 1 : record.kind == event_delivered ? -1 : 0;
    from_outside += record.kind == posted && record.from == outside ? 1 : 0;
    if (record.kind == armed) armed_slots.insert({record.to, record.slot});
    if (record.kind == cancelled || record.kind == deadline_delivered) armed_slots.erase({record.to, record.slot});
  }
  [[nodiscard]] bool at_rest() const { return from_outside == outside_events && waiting == 0 && armed_slots.empty(); }

  std::vector<ScheduleRecord> records;
  std::set<std::pair<Address, port::Slot>> armed_slots;
  int waiting = 0;
  int from_outside = 0;
};

struct RealRun {
  std::vector<ScheduleRecord> records;
  std::vector<Actors::Delivery> seen;
};

RealRun run_for_real(std::uint64_t seed) {
  asio_parts::Loop loop;
  asio_parts::AsioScheduler<int> scheduler(loop);
  Recording recording;
  scheduler.record_to(&recording);
  Actors actors(seed, scheduler);
  actors.begin();
  scheduler.deliver_to(actors);
  std::thread outsider([&] {
    for (int place = 0; place < outside_events; ++place) {
      scheduler.post_from_any_thread(outside, actor(static_cast<std::uint32_t>(place) % actor_count), place);
      std::this_thread::yield();
    }
  });
  asio_parts::Alarm guard(loop);
  bool overdue = false;
  guard.set(20s, [&] { overdue = true; });
  loop.run_until([&] { return overdue || recording.at_rest(); });
  outsider.join();
  EXPECT_FALSE(overdue);
  return {recording.records, actors.seen};
}

/// Drives the virtual scheduler by the record. The place of the first delivery that was not among its options;
/// the record's length if there is none.
std::size_t refused_at(const std::vector<ScheduleRecord>& records, std::uint64_t seed, std::vector<Actors::Delivery>& seen) {
  sim::VirtualScheduler<int> scheduler;
  Actors actors(seed, scheduler);
  actors.begin();
  int from_outside = 0;
  for (std::size_t place = 0; place < records.size(); ++place) {
    const ScheduleRecord& record = records[place];
    if (record.at < scheduler.now()) return place;
    scheduler.advance(record.at.since_start - scheduler.now().since_start);
    if (record.kind == ScheduleRecord::Kind::posted && record.from == outside) scheduler.post(outside, record.to, from_outside++);
    const bool is_event = record.kind == ScheduleRecord::Kind::event_delivered;
    if (!is_event && record.kind != ScheduleRecord::Kind::deadline_delivered) continue;
    const sim::Option option{.kind = is_event ? sim::Option::Kind::event : sim::Option::Kind::deadline,
                             .from = record.from, .to = record.to, .slot = record.slot};
    const std::vector<sim::Option> options = scheduler.enabled(true);
    if (std::find(options.begin(), options.end(), option) == options.end()) return place;
    scheduler.take(option, actors);
  }
  seen = actors.seen;
  EXPECT_FALSE(scheduler.has_pending());
  EXPECT_EQ(scheduler.armed_count(), 0U);
  return records.size();
}

TEST(Refinement, WhateverAsioDeliversIsAmongTheOptionsOfTheVirtualScheduler) {
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    SCOPED_TRACE(seed);
    const RealRun real = run_for_real(seed);
    std::vector<Actors::Delivery> seen;
    ASSERT_EQ(refused_at(real.records, seed, seen), real.records.size());
    EXPECT_EQ(seen, real.seen);
    EXPECT_GT(std::count_if(seen.begin(), seen.end(), [](const auto& delivery) { return delivery.what < 0; }), 100);
  }
}

TEST(Refinement, ADeadlineThatWasNotArmedOrComesEarlyIsRefused) {
  RealRun real = run_for_real(1);
  const auto deadline = std::find_if(real.records.begin(), real.records.end(), [](const ScheduleRecord& record) {
    return record.kind == ScheduleRecord::Kind::deadline_delivered;
  });
  ASSERT_NE(deadline, real.records.end());
  const ScheduleRecord planted = *deadline;
  const auto place = real.records.insert(deadline, planted);  // delivered twice
  std::vector<Actors::Delivery> seen;
  EXPECT_GE(refused_at(real.records, 1, seen), static_cast<std::size_t>(place - real.records.begin()));
  EXPECT_LT(refused_at(real.records, 1, seen), real.records.size());
}

}  // namespace
}  // namespace interlock::port_tests
