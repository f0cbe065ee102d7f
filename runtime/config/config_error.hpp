#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace interlock::config {

enum class ProblemKind : std::uint8_t {
  unreadable_file,
  bad_syntax,
  unknown_name,        ///< A key, variable or flag that no row has.
  wrong_value,         ///< It cannot be read, or is outside its limits.
  missing_value,       ///< It has no default and was not given.
  contradiction,       ///< Two settings that cannot hold together.
  missing_secret,      ///< Outside development.
  known_secret,        ///< The development secret, outside development.
  short_secret,        ///< Outside development.
  echo_in_production,
};

/// One line that says where, what, and what is expected instead. Never a secret.
struct Problem {
  ProblemKind kind;
  std::string message;
};

/// All that is wrong, so that it is mended in one go. Never empty.
struct ConfigError {
  std::vector<Problem> problems;

  /// A line for each problem, without a newline at the end.
  [[nodiscard]] std::string message() const;
  [[nodiscard]] bool has(ProblemKind kind) const;
};

}  // namespace interlock::config
