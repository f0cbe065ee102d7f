#pragma once
/// The one place where an event of the gateway meets a table. Each table is compiled in a file of its own (dispatch_*.cpp):
/// tables are what takes long to compile, and they change one at a time.
#include "runtime/port/event.hpp"
#include "runtime/port/observer.hpp"
#include "statemachine/statemachine.hpp"

namespace interlock::gateway {

/// What came of it. Texts are names of the table and live as long as the program.
struct Dispatched {
  std::string_view from;
  std::string_view event;
  std::string_view to;
  std::uint16_t row = port::StepRecord::no_row;
  bool known = false;  ///< Whether the table knows the event at all.
  bool late = false;   ///< Whether it is the outcome of another life of a task than the present one.
};

template <class Machine, class Context>
struct Dispatcher {
  static Dispatched dispatch(Machine& machine, const port::Event& event, Context& context);
  static Dispatched dispatch(Machine& machine, const statemachine::deadline_passed& passed, Context& context);
};

template <class Machine, class Context>
Dispatched Dispatcher<Machine, Context>::dispatch(Machine& machine, const port::Event& event, Context& context) {
  using Texts = statemachine::texts<Machine::table>;
  return std::visit([&](const auto& e) -> Dispatched {
    using E = std::remove_cvref_t<decltype(e)>;
    constexpr std::string_view name = statemachine::type_name<E>;
    if constexpr (statemachine::handles<Machine::table, E>) {
      const statemachine::Step step = machine.process(e, context);
      return {Texts::states[step.from], name, Texts::states[step.to], step.handled ? step.row : port::StepRecord::no_row, true, step.late};
    } else {
      return {machine.name(), name, machine.name(), port::StepRecord::no_row, false};
    }
  }, event);
}

template <class Machine, class Context>
Dispatched Dispatcher<Machine, Context>::dispatch(Machine& machine, const statemachine::deadline_passed& passed, Context& context) {
  using Texts = statemachine::texts<Machine::table>;
  const statemachine::Step step = machine.process(passed, context);
  return {Texts::states[step.from], Texts::rows[passed.slot].deadline, Texts::states[step.to],
          step.handled ? step.row : port::StepRecord::no_row, true};
}

}  // namespace interlock::gateway
