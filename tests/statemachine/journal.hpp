/// A context that writes down what a machine does with it; usable at compile time.
#pragma once
#include "statemachine/statemachine.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace interlock::test {

class Journal {
 public:
  constexpr void write(std::string_view entry) { entries_[size_++] = entry; }
  constexpr void arm(std::uint16_t slot, std::chrono::milliseconds length) {
    write("arm");
    armed_ |= 1U << slot;
    ++armings_[slot];
    lengths_[slot] = length;
  }
  constexpr void cancel(std::uint16_t slot) {
    write("cancel");
    armed_ &= ~(1U << slot);
  }

  constexpr bool is_armed(std::size_t slot) const { return (armed_ & (1U << slot)) != 0; }
  constexpr int armings(std::size_t slot) const { return armings_[slot]; }
  constexpr std::chrono::milliseconds length(std::size_t slot) const { return lengths_[slot]; }
  constexpr bool nothing_is_armed() const { return armed_ == 0; }
  constexpr std::size_t size() const { return size_; }
  constexpr std::string_view operator[](std::size_t place) const { return entries_[place]; }
  constexpr void clear() { size_ = 0; }

  /// The entries, separated by spaces.
  std::string text() const {
    std::string text;
    for (std::size_t i = 0; i < size_; ++i) text.append(i == 0 ? "" : " ").append(entries_[i]);
    return text;
  }

 private:
  std::array<std::string_view, 32> entries_{};
  std::size_t size_ = 0;
  std::uint32_t armed_ = 0;
  std::array<int, 32> armings_{};
  std::array<std::chrono::milliseconds, 32> lengths_{};
};

}  // namespace interlock::test
