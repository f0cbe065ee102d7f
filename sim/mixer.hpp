#pragma once
/// 128 bits that stand for a value, and what makes them from 64-bit words.
#include <compare>
#include <cstdint>

namespace interlock::sim {

struct Fingerprint {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  friend constexpr auto operator<=>(const Fingerprint&, const Fingerprint&) = default;
};

/// Two multiply-and-rotate lanes over 64-bit words; not for data of an adversary. Mixers of different seeds have nothing in common.
class Mixer {
 public:
  Mixer() = default;
  explicit Mixer(std::uint64_t seed) {
    if (seed != 0) word(seed);
  }

  void word(std::uint64_t value) {
    high_ = rotate((high_ ^ value) * 0x9fb21c651e98df25U, 29) + low_;
    low_ = rotate((low_ + value) * 0xd6e8feb86659fd93U, 31) ^ high_;
  }
  [[nodiscard]] Fingerprint result() const { return {last(high_ + 0x632be59bd9b4e019U * low_), last(low_ ^ rotate(high_, 17))}; }

 private:
  static constexpr std::uint64_t rotate(std::uint64_t x, int by) { return x << by | x >> (64 - by); }
  static constexpr std::uint64_t last(std::uint64_t x) {
    x = (x ^ x >> 32) * 0xe9846af9b1a615dU;
    x = (x ^ x >> 32) * 0xe9846af9b1a615dU;
    return x ^ x >> 28;
  }
  std::uint64_t high_ = 0x243f6a8885a308d3U;
  std::uint64_t low_ = 0x13198a2e03707344U;
};

}  // namespace interlock::sim
