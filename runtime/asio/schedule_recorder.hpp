#pragma once
/// Sees, in order, what a scheduler was asked and what it delivered; no payloads. For refinement tests and decision logs.
#include "runtime/port/scheduler.hpp"

namespace interlock::asio_parts {

struct ScheduleRecord {
  enum class Kind : std::uint8_t { posted, armed, cancelled, event_delivered, deadline_delivered };
  Kind kind = Kind::posted;
  port::Instant at{};
  port::Address from{};        ///< Of events only.
  port::Address to{};         ///< The owner, where it is about a deadline.
  port::Slot slot = 0;        ///< Of deadlines only.
  Duration after{0};          ///< Of `armed` only.
  friend bool operator==(const ScheduleRecord&, const ScheduleRecord&) = default;
};

class ScheduleRecorder {
 public:
  /// On the scheduler's loop; events from other threads are recorded when the loop takes them in. Deliveries are recorded
  /// before the receiver is called.
  virtual void recorded(const ScheduleRecord& record) = 0;

 protected:
  ~ScheduleRecorder() = default;
};

}  // namespace interlock::asio_parts
