#pragma once
/// The interpreter of an unchanged table, in the place of a machine.
#include "statemachine/interpreter.hpp"

namespace interlock::test {

template <const auto& Table>
class Interpreted : public statemachine::interpreter<Table> {
 public:
  Interpreted() : statemachine::interpreter<Table>(unchanged) {}

 private:
  static inline const statemachine::TableCopy<Table> unchanged{};
};

}  // namespace interlock::test
