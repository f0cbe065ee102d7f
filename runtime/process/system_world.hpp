#pragma once
/// Wall time and chance of the machine that we run on.
#include "runtime/port/world.hpp"

#include <chrono>
#include <cstddef>

namespace interlock::process {

class SystemClock final : public port::WallClock {
 public:
  [[nodiscard]] std::int64_t unix_milliseconds() const override {
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
  }
};

/// Unpredictable: resume tokens and ids come from here. The kernel's chance, drawn in blocks, since most steps draw.
class SystemEntropy final : public port::Entropy {
 public:
  std::uint64_t draw() override;

 private:
  std::uint64_t block_[64]{};
  std::size_t left_ = 0;
};

}  // namespace interlock::process
