/// Each test of the notation runs twice: on the compiled machine and on the interpreter of its table.
#pragma once
#include "statemachine/interpreter.hpp"
#include "statemachine/statemachine.hpp"

#include <gtest/gtest.h>

namespace interlock::test {

template <const auto& Table>
class Interpreted : public statemachine::interpreter<Table> {
 public:
  Interpreted() : statemachine::interpreter<Table>(unchanged) {}

 private:
  static inline const statemachine::TableCopy<Table> unchanged{};
};

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
