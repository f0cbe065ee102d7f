#pragma once
/// Where every decision of a simulated run comes from. Seeded, exhaustive, replayed and shrunk runs differ only in this.
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace interlock::sim {

/// One of `n` alternatives, numbered from 0. Asked only where there are at least two things that could happen, or where
/// the number of alternatives is itself part of the story; `n` is never 0.
class Choice {
 public:
  [[nodiscard]] virtual std::size_t pick(std::size_t n) = 0;

 protected:
  ~Choice() = default;
};

/// SplitMix64: the same numbers from the same seed with every compiler.
class Generator {
 public:
  explicit constexpr Generator(std::uint64_t seed) : state_(seed) {}

  constexpr std::uint64_t draw() {
    std::uint64_t mixed = state_ += 0x9e3779b97f4a7c15ULL;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ULL;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebULL;
    return mixed ^ (mixed >> 31);
  }

  /// Every number below `n` equally often: what would favour the small ones is drawn again.
  constexpr std::uint64_t below(std::uint64_t n) {
    const std::uint64_t unfair = (0 - n) % n;  // 2^64 mod n
    std::uint64_t drawn = draw();
    while (drawn < unfair) drawn = draw();
    return drawn % n;
  }

  friend constexpr bool operator==(const Generator&, const Generator&) = default;

 private:
  std::uint64_t state_;
};

/// All alternatives equally likely.
class SeededChoice final : public Choice {
 public:
  explicit SeededChoice(std::uint64_t seed) : generator_(seed) {}
  [[nodiscard]] std::size_t pick(std::size_t n) override {
    assert(n > 0);
    return n == 1 ? 0 : static_cast<std::size_t>(generator_.below(n));
  }
  friend bool operator==(const SeededChoice& a, const SeededChoice& b) { return a.generator_ == b.generator_; }

 private:
  Generator generator_;
};

/// The same picks again. A run that a change has altered still ends: past the end, and where a pick does not exist any
/// more, it picks 0 and says so.
class ReplayedChoice final : public Choice {
 public:
  explicit ReplayedChoice(std::vector<std::uint32_t> picks) : picks_(std::move(picks)) {}
  [[nodiscard]] std::size_t pick(std::size_t n) override {
    assert(n > 0);
    if (next_ == picks_.size()) {
      ran_out_ = true;
      return 0;
    }
    const std::size_t picked = picks_[next_++];
    if (picked < n) return picked;
    diverged_ = true;
    return 0;
  }
  /// It was asked for more than it had.
  [[nodiscard]] bool ran_out() const { return ran_out_; }
  /// A pick was not among the alternatives: this is another run than the recorded one.
  [[nodiscard]] bool diverged() const { return diverged_; }
  [[nodiscard]] std::size_t used() const { return next_; }

 private:
  std::vector<std::uint32_t> picks_;
  std::size_t next_ = 0;
  bool ran_out_ = false;
  bool diverged_ = false;
};

/// Notes what another choice picks, for a replay. `from` outlives it.
class RecordingChoice final : public Choice {
 public:
  explicit RecordingChoice(Choice& from) : from_(from) {}
  [[nodiscard]] std::size_t pick(std::size_t n) override {
    const std::size_t picked = from_.pick(n);
    assert(picked < n);
    picks_.push_back(static_cast<std::uint32_t>(picked));
    return picked;
  }
  [[nodiscard]] const std::vector<std::uint32_t>& picks() const { return picks_; }

 private:
  Choice& from_;
  std::vector<std::uint32_t> picks_;
};

}  // namespace interlock::sim
