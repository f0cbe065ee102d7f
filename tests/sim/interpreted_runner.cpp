#include "tests/sim/interpreted_runner.hpp"

#include "sim/runner_of.hpp"
#include "statemachine/interpreter.hpp"

namespace interlock::sim {
namespace {

template <const auto& Table>
class Interpreted : public statemachine::interpreter<Table> {
 public:
  Interpreted() : statemachine::interpreter<Table>(unchanged) {}

 private:
  static inline const statemachine::TableCopy<Table> unchanged{};
};

struct InterpretedTables : lifecycles::Real {
  template <const auto& Table>
  using machine = Interpreted<Table>;
};

}  // namespace

std::unique_ptr<Runner> make_interpreted_runner(const Scenario& scenario) { return std::make_unique<RunnerOf<InterpretedTables>>(scenario); }

}  // namespace interlock::sim
