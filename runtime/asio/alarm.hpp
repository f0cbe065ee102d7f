#pragma once
/// One-shot timers for real parts. The core's deadlines are armed at the scheduler instead.
#include "runtime/asio/loop.hpp"
#include "statemachine/lifecycles/vocabulary.hpp"

#include <chrono>
#include <functional>
#include <memory>

namespace interlock::asio_parts {

/// Destroying an alarm silences it, and may be done while it rings. Used on the loop's thread only.
class Alarm {
 public:
  explicit Alarm(Loop& loop);
  ~Alarm();
  Alarm(const Alarm&) = delete;
  Alarm& operator=(const Alarm&) = delete;

  /// Rings once, on the loop, not before `after` has passed. Setting a set alarm replaces what was set; `Duration::max()`
  /// is never.
  void set(Duration after, std::function<void()> ring);
  void set_at(std::chrono::steady_clock::time_point when, std::function<void()> ring);
  /// After this returns it does not ring until it is set again.
  void cancel();

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace interlock::asio_parts
