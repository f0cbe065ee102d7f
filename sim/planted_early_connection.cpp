// Worlds in which `early-connection` is planted, compiled.
#include "sim/runner_of.hpp"
#include "statemachine/lifecycles/planted.hpp"

namespace interlock::sim {

std::unique_ptr<Runner> make_early_connection_runner(const Scenario& scenario) {
  return std::make_unique<RunnerOf<lifecycles::planted::EarlyConnection>>(scenario);
}

}  // namespace interlock::sim
