#pragma once
/// The subcommands of `interlock-explore` that have files of their own. Each returns the exit code.
#include <string>
#include <string_view>
#include <vector>

namespace interlock::sim::explore {

enum Exit : int { clean = 0, violated = 1, usage = 2 };

struct MutateOptions {
  std::vector<std::string> lifecycles;  ///< None: all.
  unsigned every = 1;                   ///< Only each so manieth mutant.
  unsigned processes = 2;
  bool steps = false;                   ///< Print the known steps instead.
  std::string json;                     ///< A file for the verdicts; empty: none.
};
/// 0 where each survivor is explained, 1 where one is not.
int mutate(const MutateOptions& options);

struct CoverageOptions {
  std::vector<std::string> scenarios;  ///< None: all.
  unsigned seeds = 400;
  bool exhaustive = false;             ///< Bounded scenarios are searched to their end as well.
};
int coverage(const CoverageOptions& options);

/// As JSON writes a text.
[[nodiscard]] std::string quoted(std::string_view text);

}  // namespace interlock::sim::explore
