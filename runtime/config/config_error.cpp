#include "runtime/config/config_error.hpp"

#include <algorithm>

namespace interlock::config {

std::string ConfigError::message() const {
  std::string lines;
  for (const Problem& problem : problems) lines.append(lines.empty() ? "" : "\n").append(problem.message);
  return lines;
}

bool ConfigError::has(ProblemKind kind) const {
  return std::ranges::any_of(problems, [kind](const Problem& problem) { return problem.kind == kind; });
}

}  // namespace interlock::config
