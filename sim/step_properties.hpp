#pragma once
/// What must hold of every step of a machine, whichever table it runs on. Declared here and not read off the tables: a changed row
/// that leads elsewhere breaks one of them.
#include "runtime/port/observer.hpp"

#include <string>

namespace interlock::sim {

/// What this step broke, in words, or nothing.
[[nodiscard]] std::string broken_by_this_step(const port::StepRecord& step);

}  // namespace interlock::sim
