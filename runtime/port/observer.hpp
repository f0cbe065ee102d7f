#pragma once
/// Sees what the core does, and cannot change it: logs, metrics, traces for replay, coverage.
#include "runtime/port/address.hpp"
#include "runtime/port/event.hpp"

#include <optional>
#include <string_view>

namespace interlock::port {

/// One step of one machine. Text is borrowed for the length of the call.
struct StepRecord {
  Address actor;
  std::string_view lifecycle;
  std::string_view from;
  std::string_view event;
  std::string_view to;
  std::uint16_t row = 0;  ///< Which row of the lifecycle's table; `no_row` where none took the event.
  bool late = false;      ///< The outcome of a task that the lifecycle no longer waits for: no row sees it.
  static constexpr std::uint16_t no_row = 0xffff;
};

/// What the step was about. The thread is borrowed for the length of the call; null where there is none.
struct Subject {
  std::optional<std::uint32_t> connection = {};
  const ThreadName* thread = nullptr;
  std::optional<RunId> run = {};
};

/// Something an operator wants to read, which a step alone does not say. `key`s are stable; values are text.
struct Note {
  enum class Level : std::uint8_t { debug, info, warning, error };
  Level level = Level::info;
  Address actor;
  std::string what;    ///< A past fact: "waiting_for_services".
  std::string detail;  ///< Who and why, in `key=value` words.
  friend bool operator==(const Note&, const Note&) = default;
};

class Observer {
 public:
  virtual void stepped(const StepRecord&, const Subject&) {}
  virtual void noted(const Note&) {}

 protected:
  ~Observer() = default;
};

}  // namespace interlock::port
