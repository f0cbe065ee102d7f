#pragma once
/// Values on their way from other threads to the loop.
#include <mutex>
#include <utility>
#include <vector>

namespace interlock::asio_parts {

template <class Value>
class Inlet {
 public:
  /// From any thread, in order for each. Returns whether the inlet was empty: then, and only then, wake the loop.
  [[nodiscard]] bool put(Value value) {
    const std::lock_guard lock(mutex_);
    values_.push_back(std::move(value));
    return values_.size() == 1;
  }
  /// On the loop. `taken` is empty before; its memory is used for what comes next.
  void take_all(std::vector<Value>& taken) {
    const std::lock_guard lock(mutex_);
    values_.swap(taken);
  }

 private:
  std::mutex mutex_;
  std::vector<Value> values_;
};

}  // namespace interlock::asio_parts
