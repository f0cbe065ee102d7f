#pragma once
/// How many bytes a search may occupy. Who allocates asks first.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

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

/// Appends within a budget: false, and nothing is appended, where it has no room. Grows by half, so that what is reserved is not twice what
/// is used.
template <class T>
[[nodiscard]] bool append_within(MemoryBudget& budget, std::vector<T>& values, T&& value) {
  if (const std::size_t before = values.capacity(); values.size() == before) {
    const std::size_t wanted = before < 64 ? 64 : before + before / 2;
    if (!budget.take(wanted * sizeof(T))) return false;
    values.reserve(wanted);
    budget.give_back(before * sizeof(T));
  }
  values.push_back(std::move(value));
  return true;
}

}  // namespace interlock::sim
