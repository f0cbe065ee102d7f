#pragma once
/// How many bytes a search may occupy. Who allocates asks first.
#include <algorithm>
#include <cstdint>

namespace interlock::sim {

class MemoryBudget {
 public:
  explicit MemoryBudget(std::uint64_t limit) : limit_(limit) {}

  /// False, and nothing is taken, where that would be more than the limit.
  bool take(std::uint64_t bytes) {
    if (bytes > limit_ - std::min(limit_, used_)) return false;
    used_ += bytes;
    most_ = std::max(most_, used_);
    return true;
  }
  void give_back(std::uint64_t bytes) { used_ -= bytes; }

  [[nodiscard]] std::uint64_t used() const { return used_; }
  /// The most that was ever used.
  [[nodiscard]] std::uint64_t most() const { return most_; }

 private:
  std::uint64_t limit_;
  std::uint64_t used_ = 0;
  std::uint64_t most_ = 0;
};

}  // namespace interlock::sim
