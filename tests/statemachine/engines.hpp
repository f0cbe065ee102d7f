/// Each test of the notation runs twice: on the compiled machine and on the interpreter of its table.
#pragma once
#include "statemachine/statemachine.hpp"
#include "tests/statemachine/interpreted.hpp"

#include <gtest/gtest.h>

namespace interlock::test {

/// scenario(machine), for a new machine of either kind.
template <const auto& Table>
void on_both_engines(auto scenario) {
  {
    SCOPED_TRACE("compiled");
    statemachine::machine<Table> machine;
    scenario(machine);
  }
  SCOPED_TRACE("interpreted");
  Interpreted<Table> machine;
  scenario(machine);
}

}  // namespace interlock::test
