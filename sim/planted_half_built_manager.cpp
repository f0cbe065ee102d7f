// Worlds in which `half-built-manager` is planted, compiled.
#include "sim/runner_of.hpp"
#include "statemachine/lifecycles/planted.hpp"

namespace interlock::sim {

std::unique_ptr<Runner> make_half_built_manager_runner(const Scenario& scenario) {
  return std::make_unique<RunnerOf<lifecycles::planted::HalfBuiltManager>>(scenario);
}

}  // namespace interlock::sim
