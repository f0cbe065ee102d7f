#include "sim/interpreted_runner.hpp"

#include "sim/runner_of.hpp"

namespace interlock::sim {
namespace {

template <const auto& Table>
statemachine::TableCopy<Table> in_force{};

template <const auto& Table>
class Interpreted : public statemachine::interpreter<Table> {
 public:
  Interpreted() : statemachine::interpreter<Table>(in_force<Table>) {}
};

struct InterpretedTables : lifecycles::Real {
  template <const auto& Table>
  using machine = Interpreted<Table>;
  static constexpr bool notes_effects = true;
};

}  // namespace

std::vector<statemachine::RowCopy>& interpreted_rows(std::string_view lifecycle) {
  if (lifecycle == "startup") return in_force<lifecycles::startup>.rows;
  if (lifecycle == "service") return in_force<lifecycles::service>.rows;
  if (lifecycle == "supervisor") return in_force<lifecycles::supervisor>.rows;
  if (lifecycle == "task") return in_force<lifecycles::task>.rows;
  if (lifecycle == "connection") return in_force<lifecycles::connection>.rows;
  if (lifecycle == "session") return in_force<lifecycles::session>.rows;
  if (lifecycle == "thread") return in_force<lifecycles::thread>.rows;
  if (lifecycle == "attachment") return in_force<lifecycles::attachment>.rows;
  if (lifecycle == "run") return in_force<lifecycles::run>.rows;
  gateway::broken_invariant("the rows were asked for of a lifecycle that there is not", lifecycle);
}

std::unique_ptr<Runner> make_interpreted_runner(const Scenario& scenario) { return std::make_unique<RunnerOf<InterpretedTables>>(scenario); }

}  // namespace interlock::sim
