#pragma once
/// What the process needs to be ready, as parts that can be opened, probed and closed.
#include "runtime/port/address.hpp"
#include "statemachine/lifecycles/vocabulary.hpp"

namespace interlock::port {

/// Answers come as events from {world, 0}, never inside the call.
class Services {
 public:
  /// Answers `service_opened` or `service_open_failed` to {service, id}. Later `service_lost` may come unasked.
  virtual void open(ServiceId service) = 0;
  /// Answers `service_closed` to {service, id}.
  virtual void close(ServiceId service) = 0;
  /// Answers `probe_answered` to `asker`.
  virtual void probe(ServiceId service, Address asker) = 0;

 protected:
  ~Services() = default;
};

/// The work of a supervised task that the process runs beside its connections.
/// Answers come as events from {world, 0} to `task`, never inside the call.
class TaskHost {
 public:
  /// Answers `task_started`, and once `task_completed<body>` or `task_failed<body>` of this generation when the body returns, throws or
  /// cannot start. `cancel_wanted` may come from the platform.
  virtual void start(Address task, std::uint32_t generation) = 0;
  /// Answers `task_cancelled<body>`, unless another end of the body is already on its way. Unknown tasks are fine.
  virtual void cancel(Address task) = 0;

 protected:
  ~TaskHost() = default;
};

class Process {
 public:
  /// The core has nothing left to do: the process may end, with failure or without.
  virtual void leave(bool failed) = 0;

 protected:
  ~Process() = default;
};

}  // namespace interlock::port
