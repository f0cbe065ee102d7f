#pragma once
#include "sim/runner.hpp"

#include <memory>

namespace interlock::sim {

/// The real tables, but each run from its data by the interpreter instead of compiled.
[[nodiscard]] std::unique_ptr<Runner> make_interpreted_runner(const Scenario& scenario);

}  // namespace interlock::sim
