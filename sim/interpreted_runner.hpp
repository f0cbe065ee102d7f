#pragma once
/// The gateway on tables that are run from their data by the interpreter, instead of compiled: they may be changed, row by row, and no
/// compiler is asked. What a step did is noted in words.
#include "sim/runner.hpp"
#include "statemachine/interpreter.hpp"

#include <memory>
#include <string_view>
#include <vector>

namespace interlock::sim {

/// The rows of a lifecycle on which interpreted worlds run: those of the real table, until they are changed. There is one set in a
/// process. Not to be changed while a runner that was made before lives: its worlds began on other rows.
[[nodiscard]] std::vector<statemachine::RowCopy>& interpreted_rows(std::string_view lifecycle);

[[nodiscard]] std::unique_ptr<Runner> make_interpreted_runner(const Scenario& scenario);

}  // namespace interlock::sim
