#pragma once
/// Deadlines in ticks of a millisecond, keyed by (owner, slot): arming, moving and cancelling cost the same for ten and
/// for a hundred thousand. It knows no clock: who owns it says how late it is.
#include "runtime/port/scheduler.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace interlock::asio_parts {

class TimerWheel {
 public:
  using Tick = std::uint64_t;
  static constexpr Tick never = ~Tick{0};

  /// A deadline that has passed and is not delivered yet.
  struct Due {
    port::Address owner;
    port::Slot slot = 0;
    std::uint32_t entry = 0;
    std::uint32_t setting = 0;
  };

  TimerWheel();
  ~TimerWheel();
  TimerWheel(const TimerWheel&) = delete;
  TimerWheel& operator=(const TimerWheel&) = delete;

  /// Arming an armed slot moves it; `deadline` is later than what `collect` was told last.
  void arm(port::Address owner, port::Slot slot, Tick deadline);
  /// Also takes back what was collected and not yet taken. Unknown slots are fine.
  void cancel(port::Address owner, port::Slot slot);

  /// Appends what is due at `now`, the earliest first. `now` never goes back.
  void collect(Tick now, std::vector<Due>& due);
  /// Whether a collected deadline still holds: true once, and false if it was cancelled or moved since.
  [[nodiscard]] bool take(const Due& due);

  /// When `collect` has something to do next, `never` if nothing is armed. May be earlier than the first deadline.
  [[nodiscard]] Tick next() const;
  [[nodiscard]] std::size_t armed() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace interlock::asio_parts
