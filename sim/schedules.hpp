#pragma once
/// Policies for seeded runs beside the swarm of sim/explorer.hpp. A move `m` says by functions beside its type
///   line_of(m)        which line of events it is the next of: who tells whom. Moves of one line keep their order;
///   receiver_of(m)    to whom it happens: moves that happen to different ones change nothing for each other.
/// What they give has an order. A receiver that is taken too narrowly costs a policy some of its aim, and never makes a run wrong.
#include "sim/choice.hpp"
#include "sim/explorer.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace interlock::sim {

template <class M>
class UniformPicker final : public Picker<M> {
 public:
  explicit UniformPicker(std::uint64_t seed) : choice_(seed) {}
  [[nodiscard]] std::size_t pick(const std::vector<M>& moves, const std::vector<std::size_t>&) override { return choice_.pick(moves.size()); }

 private:
  SeededChoice choice_;
};

/// Probabilistic concurrency testing of depth d: each line draws a priority when it is first seen, and the line of the highest goes on. At
/// d - 1 steps of a run, drawn beforehand, the line that would go on falls below all others. With n lines and k steps, a bug that hangs
/// on d events is found by one run with a probability of at least 1 / (n * k^(d-1)).
template <class M>
class PriorityPicker final : public Picker<M> {
 public:
  PriorityPicker(std::uint64_t seed, std::uint32_t depth) : generator_(seed) {
    // How long a run will be is not known: short ones are as likely as long ones.
    const std::uint64_t length = std::uint64_t{8} << generator_.below(6);
    for (std::uint32_t i = 1; i < depth; ++i) changes_.insert(generator_.below(length));
  }
  [[nodiscard]] std::size_t pick(const std::vector<M>& moves, const std::vector<std::size_t>&) override {
    std::size_t best = highest(moves);
    if (changes_.contains(step_++)) {
      priorities_[line_of(moves[best])] = lowest_--;
      best = highest(moves);
    }
    return best;
  }

 private:
  using Line = decltype(line_of(std::declval<const M&>()));
  static constexpr std::uint64_t fallen = 1U << 16U;  ///< Priorities that are drawn are above it.

  [[nodiscard]] std::uint64_t priority(const M& move) {
    const auto [place, is_new] = priorities_.try_emplace(line_of(move), 0);
    if (is_new) place->second = fallen + 1 + generator_.draw() / 2;
    return place->second;
  }
  [[nodiscard]] std::size_t highest(const std::vector<M>& moves) {
    std::size_t best = 0;
    std::uint64_t best_priority = 0;
    for (std::size_t i = 0; i < moves.size(); ++i) {
      const std::uint64_t own = priority(moves[i]);
      if (own > best_priority) best = i;
      best_priority = std::max(best_priority, own);
    }
    return best;
  }

  Generator generator_;
  std::set<std::uint64_t> changes_;
  std::map<Line, std::uint64_t> priorities_;
  std::uint64_t step_ = 0;
  std::uint64_t lowest_ = fallen;
};

/// Partial-order sampling: each move draws a priority when it becomes enabled, and the highest is made. Those that happen to the same
/// receiver draw anew, so that which of them comes first is decided each time for itself.
template <class M>
class PartialOrderPicker final : public Picker<M> {
 public:
  explicit PartialOrderPicker(std::uint64_t seed) : generator_(seed) {}
  [[nodiscard]] std::size_t pick(const std::vector<M>& moves, const std::vector<std::size_t>&) override {
    std::vector<std::pair<M, std::uint64_t>> now;
    std::size_t best = 0;
    for (std::size_t i = 0; i < moves.size(); ++i) {
      const auto known = std::find_if(waiting_.begin(), waiting_.end(), [&](const auto& one) { return one.first == moves[i]; });
      now.emplace_back(moves[i], known == waiting_.end() ? generator_.draw() : known->second);
      if (now[i].second > now[best].second) best = i;
    }
    const auto receiver = receiver_of(moves[best]);
    std::erase_if(now, [&](const auto& one) { return receiver_of(one.first) == receiver; });
    waiting_ = std::move(now);
    return best;
  }

 private:
  Generator generator_;
  std::vector<std::pair<M, std::uint64_t>> waiting_;  ///< The moves that keep their priority, while they stay enabled.
};

}  // namespace interlock::sim
