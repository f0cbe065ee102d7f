#pragma once
/// What actors publish and every step may read: readiness, the census, who is where. Changed only by effects, between steps.
#include "runtime/port/address.hpp"
#include "statemachine/lifecycles/vocabulary.hpp"

#include <map>
#include <optional>
#include <set>

namespace interlock::gateway {

enum class Readiness : std::uint8_t { starting, ready, recovering, failed, draining, stopped };

/// A run that is under way, and whose it is.
struct RunPlace {
  port::Address actor;
  ThreadName thread;
  friend bool operator==(const RunPlace&, const RunPlace&) = default;
};

struct Facts {
  Readiness readiness = Readiness::starting;
  bool startup_complete = false;    ///< Was ready once.
  std::uint32_t services_up = 0;    ///< One bit for each service.
  bool monitor_up = false;
  std::uint32_t waiting = 0;        ///< Connections in the waiting room.
  std::uint32_t upgraded = 0;       ///< WebSocket connections.
  std::map<SessionId, port::Address> sessions;
  std::map<RunId, RunPlace> runs;
  std::map<ThreadName, port::Address> threads;

  [[nodiscard]] bool ready() const { return readiness == Readiness::ready; }
  [[nodiscard]] bool is_up(ServiceId service) const { return (services_up >> static_cast<unsigned>(service) & 1U) != 0; }
  friend bool operator==(const Facts&, const Facts&) = default;
};

}  // namespace interlock::gateway
