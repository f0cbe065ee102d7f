// Worlds on the real tables, compiled.
#include "sim/runner_of.hpp"

namespace interlock::sim {

std::unique_ptr<Runner> make_real_runner(const Scenario& scenario) { return std::make_unique<RunnerOf<lifecycles::Real>>(scenario); }

std::unique_ptr<Runner> make_runner(const Scenario& scenario, bool planted) {
  if (scenario.through_bytes) return make_whole_gateway_runner(scenario);
  switch (planted ? scenario.planted : Planted::none) {
    case Planted::none: return make_real_runner(scenario);
    case Planted::early_connection: return make_early_connection_runner(scenario);
    case Planted::cancelled_monitor: return make_cancelled_monitor_runner(scenario);
    case Planted::unattached_run: return make_unattached_run_runner(scenario);
    case Planted::missing_dependency: return make_missing_dependency_runner(scenario);
    case Planted::half_built_manager: return make_half_built_manager_runner(scenario);
  }
  return nullptr;
}

}  // namespace interlock::sim
