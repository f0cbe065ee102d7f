// Worlds in which `unattached-run` is planted, compiled.
#include "sim/runner_of.hpp"
#include "statemachine/lifecycles/planted.hpp"

namespace interlock::sim {

std::unique_ptr<Runner> make_unattached_run_runner(const Scenario& scenario) {
  return std::make_unique<RunnerOf<lifecycles::planted::UnattachedRun>>(scenario);
}

}  // namespace interlock::sim
