#pragma once
/// Of the display only: nothing that is explored sees a clock.
#include <chrono>

namespace interlock::sim::explore {

class Stopwatch {
 public:
  [[nodiscard]] double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count(); }
  /// Whether it is time to say how far one has come: every two seconds.
  [[nodiscard]] bool is_due() {
    if (seconds() < shown_ + 2) return false;
    shown_ = seconds();
    return true;
  }

 private:
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  double shown_ = 0;
};

}  // namespace interlock::sim::explore
