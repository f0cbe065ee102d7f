// Worlds in which `cancelled-monitor` is planted, compiled.
#include "sim/runner_of.hpp"
#include "statemachine/lifecycles/planted.hpp"

namespace interlock::sim {

std::unique_ptr<Runner> make_cancelled_monitor_runner(const Scenario& scenario) {
  return std::make_unique<RunnerOf<lifecycles::planted::CancelledMonitor>>(scenario);
}

}  // namespace interlock::sim
