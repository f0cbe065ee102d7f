#pragma once
/// Wall time and chance: the two things that the core reads of the world without asking.
#include <cstdint>

namespace interlock::port {

/// Unix milliseconds. May jump; nothing waits by it.
class WallClock {
 public:
  [[nodiscard]] virtual std::int64_t unix_milliseconds() const = 0;

 protected:
  ~WallClock() = default;
};

/// Where ids, resume tokens and spread delays come from. Unpredictable in production, drawn from the seed in simulation.
class Entropy {
 public:
  [[nodiscard]] virtual std::uint64_t draw() = 0;

 protected:
  ~Entropy() = default;
};

}  // namespace interlock::port
