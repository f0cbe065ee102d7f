#pragma once
/// Makes a counterexample as short as it can be within a stated effort.
#include "sim/runner.hpp"

namespace interlock::sim {

struct ShorteningLimits {
  std::uint64_t states_of_search = 20'000;  ///< Of each search for a shorter way to the end.
  std::uint32_t pairs = 1'000;              ///< That are tried to be dropped.
};

/// A schedule that breaks the same, and is not longer. Drops moves as `Runner::shrink` does. Where the world can be copied, a search breadth
/// first then looks for a shortest way; where that does not come to an end within its limits, pairs of moves are dropped, and a shorter way is
/// looked for from ever earlier moves on.
[[nodiscard]] Schedule<Move> shortened(const Runner& runner, Schedule<Move> schedule, const ShorteningLimits& limits = {});

}  // namespace interlock::sim
