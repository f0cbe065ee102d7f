#pragma once
/// Scenarios that RapidCheck makes up: who comes, what each of them does, which services there are, and what goes wrong.
#include "sim/scenario.hpp"

#include <rapidcheck.h>

namespace interlock::sim {

/// All sizes at once: a small scenario is no better a test than a large one.
inline std::uint8_t any_below(std::uint8_t n) { return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange<std::uint8_t>(0, n)); }
inline bool any_bool() { return any_below(2) == 0; }
inline std::uint64_t any_seed() { return *rc::gen::resize(rc::kNominalSize, rc::gen::arbitrary<std::uint64_t>()); }

/// Connects, says hello in one of the ways, and then anything in any order.
inline std::vector<Act> any_program(bool comes_back) {
  using enum Act;
  std::vector<Act> program{connect};
  program.push_back(*rc::gen::elementOf(std::vector{upgrade, upgrade, upgrade_bare, upgrade_bare, upgrade_politely, upgrade_badly}));
  program.push_back(*rc::gen::elementOf(comes_back ? std::vector{resume, resume, hello} : std::vector{hello, hello_and_attach}));
  for (auto more = any_below(6); more > 0; --more) program.push_back(*rc::gen::elementOf(std::vector{attach, start, start, cancel, detach}));
  return program;
}

inline ClientScript any_client() {
  return {.user = any_bool() ? "ada" : "bob",
          .program = any_program(false),
          .after_loss = any_bool() ? any_program(true) : std::vector<Act>{},
          .may_close = any_bool(),
          .may_leave = any_bool(),
          .may_misbehave = any_below(3) == 0};
}

/// The settings are those of `base`.
inline Scenario any_scenario(Scenario base) {
  base.clients.clear();
  for (auto more = 1 + any_below(3); more > 0; --more) base.clients.push_back(any_client());
  auto& services = base.settings.services;
  services.resize(1);
  for (auto more = any_below(3); more > 0; --more)
    services.push_back({"service " + std::to_string(more), any_bool(), any_bool() ? std::vector{ServiceId{0}} : std::vector<ServiceId>{}});
  Budget& faults = base.budget = {};
  for (std::size_t i = 0; i < services.size(); ++i) {
    faults.service_failures.push_back(any_below(3));
    faults.service_losses.push_back(any_below(3));
  }
  faults.services_failing_for_good = any_below(4) == 0;
  faults.task_cancels = any_below(3);
  faults.task_returns = any_below(2);
  faults.task_throws = any_below(2);
  faults.task_start_failures = any_below(2);
  faults.store_failures = any_below(5);
  faults.agent_failures = any_below(3);
  faults.drains = any_below(2);
  faults.crashes = any_below(3);
  base.agent_script.clear();
  for (auto more = any_below(4); more > 0; --more)
    base.agent_script.push_back(*rc::gen::elementOf(std::vector{EventType::agent_thinking, EventType::agent_message, EventType::tool_executing, EventType::custom}));
  base.deadlines_may_overtake = any_bool();
  return base;
}

}  // namespace interlock::sim
