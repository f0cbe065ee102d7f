#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace interlock::config {

/// `readiness_timeout` → `INTERLOCK_READINESS_TIMEOUT`
[[nodiscard]] std::string environment_name(std::string_view setting);

/// `readiness_timeout` → `--readiness-timeout`
[[nodiscard]] std::string flag_name(std::string_view setting);

/// The one of `known` that `wrong` was probably meant to be, or empty if none is near.
[[nodiscard]] std::string_view nearest(std::string_view wrong, const std::vector<std::string>& known);

/// `; did you mean "x"?`, or nothing.
[[nodiscard]] std::string suggestion(std::string_view wrong, const std::vector<std::string>& known);

}  // namespace interlock::config
