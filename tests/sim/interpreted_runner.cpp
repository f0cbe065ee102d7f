#include "tests/sim/interpreted_runner.hpp"

#include "sim/runner_of.hpp"
#include "tests/statemachine/interpreted.hpp"

namespace interlock::sim {
namespace {

struct InterpretedTables : lifecycles::Real {
  template <const auto& Table>
  using machine = test::Interpreted<Table>;
};

}  // namespace

std::unique_ptr<Runner> make_interpreted_runner(const Scenario& scenario) { return std::make_unique<RunnerOf<InterpretedTables>>(scenario); }

}  // namespace interlock::sim
