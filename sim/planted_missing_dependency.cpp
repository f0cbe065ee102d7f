// Worlds in which `missing-dependency` is planted, compiled.
#include "sim/runner_of.hpp"
#include "statemachine/lifecycles/planted.hpp"

namespace interlock::sim {

std::unique_ptr<Runner> make_missing_dependency_runner(const Scenario& scenario) {
  return std::make_unique<RunnerOf<lifecycles::planted::MissingDependency>>(scenario);
}

}  // namespace interlock::sim
