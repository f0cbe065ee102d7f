#pragma once

#include <vector>

#include "runtime/config/config_error.hpp"
#include "runtime/config/load.hpp"

namespace interlock::config {

inline constexpr std::size_t shortest_secret = 32;  ///< RFC 7518 section 3.2: no shorter than the hash.

/// What is wrong with settings of which each one alone is right: pairs that contradict each other, and what the
/// profile does not allow.
[[nodiscard]] std::vector<Problem> refusals(const Loaded& loaded);

}  // namespace interlock::config
