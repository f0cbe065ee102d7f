#pragma once
/// One actor of the gateway, alone: its real machine, its real context, and what a step wants done, in words. For rows that no order of
/// events in a whole gateway reaches.
#include "runtime/gateway/real_tables.hpp"
#include "statemachine/names.hpp"

#include <string>
#include <type_traits>
#include <variant>

namespace interlock::test {

/// "Post emitted, Abort": effects in order; deadlines that are set and stopped are left out.
inline std::string words_of(const gateway::Effects& effects) {
  std::string words;
  for (const gateway::Wanted& wanted : effects)
    std::visit([&]<class E>(const E& effect) {
      if constexpr (!std::is_same_v<E, gateway::effect::Arm> && !std::is_same_v<E, gateway::effect::Cancel>) {
        if (!words.empty()) words += ", ";
        words += statemachine::type_name<E>;
        if constexpr (std::is_same_v<E, gateway::effect::Post>)
          words += " " + std::visit([]<class Event>(const Event&) { return std::string(statemachine::type_name<Event>); }, effect.event);
      }
    }, wanted.effect);
  return words;
}

template <const auto& Table, class ContextType, class StateType>
class Alone final : gateway::Registrar {
 public:
  static constexpr port::Address itself{port::ActorKind::run, 0};
  using Machine = statemachine::machine<Table>;

  Alone() {
    settings.agents = {{"demo"}};
    settings.services = {{"log", true, {}}};
    with({}, [&](auto& context) { machine.start(context); });
  }
  /// Returns the row that took it, as "source + event [guard]".
  std::string receives(const port::Event& event, port::Address from = port::world) {
    with(from, [&](auto& context) { done = gateway::Dispatcher<Machine, ContextType>::dispatch(machine, event, context); });
    return row_that_took_it();
  }
  /// Its deadline of this name passes.
  std::string passes(std::string_view deadline) {
    slot = slot_of(deadline);
    with(itself, [&](auto& context) { done = gateway::Dispatcher<Machine, ContextType>::dispatch(machine, statemachine::deadline_passed{slot}, context); });
    return row_that_took_it();
  }
  /// What the last step wants done.
  [[nodiscard]] const std::string& effects() const { return effects_; }
  [[nodiscard]] std::string_view name() const { return machine.name(); }

  StateType state;
  gateway::Settings settings;
  gateway::Facts facts;
  Machine machine;
  gateway::Dispatched done;
  port::Slot slot = 0;  ///< Of the deadline that passed last.

 private:
  [[nodiscard]] std::string row_that_took_it() const {
    if (done.row == port::StepRecord::no_row) return "no row";
    const auto& row = statemachine::texts<Table>::rows[done.row];
    return std::string(row.source) + " + " + std::string(row.event) + (row.guard.empty() ? "" : " [" + std::string(row.guard) + "]");
  }
  [[nodiscard]] port::Slot slot_of(std::string_view deadline) const {
    for (const auto& row : statemachine::texts<Table>::rows)
      if (row.deadline == deadline && statemachine::contains(row.sources, machine.index())) return row.slot;
    return port::StepRecord::no_row;
  }
  port::Address reserve(port::ActorKind kind) override { return {kind, 100}; }
  void with(port::Address from, auto&& use) {
    gateway::Effects wanted;
    const gateway::Reads reads{settings, facts, 0, 1};
    ContextType context(state, gateway::Context(itself, from, reads, *this, wanted));
    use(context);
    effects_ = words_of(wanted);
  }
  std::string effects_;
};

}  // namespace interlock::test
