#pragma once
/// Monotonic time and order. Only data waits: (from, to, event) or (owner, slot); never a closure, so that a schedule
/// can be printed, hashed, recorded in production and replayed in simulation.
#include "runtime/port/address.hpp"
#include "statemachine/lifecycles/vocabulary.hpp"

namespace interlock::port {

/// Since the scheduler began. Wall time is another port.
struct Instant {
  Duration since_start{0};
  friend constexpr auto operator<=>(const Instant&, const Instant&) = default;
};

/// The row of the owner's table whose deadline this is.
using Slot = std::uint16_t;

/// What the scheduler delivers to, one call at a time, each to completion.
template <class Event>
class Receiver {
 public:
  virtual void receive(Address from, Address to, Event event) = 0;
  virtual void deadline(Address owner, Slot slot) = 0;
  /// Nothing more is ready now; what the turn produced may leave.
  virtual void turn_ended() {}

 protected:
  ~Receiver() = default;
};

/// One event at a time, each to completion. Used from the scheduler's own loop only, except `AsioScheduler`'s inlet,
/// which real parts with threads of their own use. Owned by the composition root; outlives what it delivers to.
template <class Event>
class Scheduler {
 public:
  [[nodiscard]] virtual Instant now() const = 0;
  /// Never delivered inside this call. In order for each pair of sender and receiver; between pairs no order is promised.
  virtual void post(Address from, Address to, Event event) = 0;
  /// Delivered once, not before `after` has passed. Arming an armed slot moves it; `Duration::max()` moves it to never,
  /// which is not armed. Less than nothing is nothing.
  virtual void arm(Address owner, Slot slot, Duration after) = 0;
  /// After this returns the slot is not delivered until it is armed again. Unknown slots are fine.
  virtual void cancel(Address owner, Slot slot) = 0;

 protected:
  ~Scheduler() = default;
};

}  // namespace interlock::port
