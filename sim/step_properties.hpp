#pragma once
/// What must hold of every step of a machine, whichever table it runs on. Declared here and not read off the tables: a changed row
/// that leads elsewhere breaks one of them.
#include "runtime/port/observer.hpp"
#include "sim/tables_of.hpp"

#include <span>
#include <string>

namespace interlock::sim {

/// What this step of one of these tables broke, in words, or nothing.
[[nodiscard]] std::string broken_by_this_step(const port::StepRecord& step, std::span<const NamedTable> tables);

}  // namespace interlock::sim
