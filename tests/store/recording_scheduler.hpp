#pragma once
/// A scheduler that only remembers what was posted.
#include "runtime/port/event.hpp"
#include "runtime/port/scheduler.hpp"

#include <utility>
#include <vector>

namespace interlock::test {

class RecordingScheduler final : public port::Scheduler<port::Event> {
 public:
  struct Posted {
    port::Address from;
    port::Address to;
    port::Event event;
    friend bool operator==(const Posted&, const Posted&) = default;
  };

  [[nodiscard]] port::Instant now() const override { return {}; }
  void post(port::Address from, port::Address to, port::Event event) override { posted.push_back({from, to, std::move(event)}); }
  void arm(port::Address, port::Slot, Duration) override {}
  void cancel(port::Address, port::Slot) override {}

  [[nodiscard]] std::vector<port::Event> to(port::Address asker) const {
    std::vector<port::Event> events;
    for (const Posted& one : posted)
      if (one.to == asker) events.push_back(one.event);
    return events;
  }

  std::vector<Posted> posted;
};

}  // namespace interlock::test
