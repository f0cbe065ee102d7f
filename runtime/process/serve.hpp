#pragma once
/// The production composition root: the one place where the core meets the real parts.
#include "runtime/config/settings.hpp"

namespace interlock::process {

/// Serves until the process is asked to end (SIGTERM, SIGINT) and has drained; returns the exit code. A second signal ends it
/// at once. Throws std::exception with one sentence where it cannot start: the address is taken, an agent's URL is wrong.
[[nodiscard]] int serve(const config::Settings& settings);

}  // namespace interlock::process
