#include "sim/environment.hpp"

namespace interlock::sim {

using Kind = Move::Kind;
using AgentMove = VirtualUpstream::Move;

Environment::Environment(const Scenario& scenario)
    : upstream({"demo"}, scenario.agent_script), services(scenario.settings.services.size()), budget(scenario.budget), scenario_(&scenario) {
  store.kept_rows = scenario.kept_rows;
  budget.service_failures.resize(scenario.settings.services.size());
  budget.service_losses.resize(scenario.settings.services.size());
}

void Environment::add_enabled(std::vector<Move>& moves) const {
  for (std::uint32_t i = 0; i < services.services().size(); ++i) {
    using enum VirtualServices::Act;
    const auto offer = [&](VirtualServices::Act act, bool allowed) {
      if (allowed && services.may(i, act)) moves.push_back({.kind = Kind::service, .who = i, .act = static_cast<std::uint32_t>(act)});
    };
    offer(comes_up, true);
    offer(fails, budget.service_failures[i] > 0 || services.owes(i));
    offer(fails_for_good, budget.services_failing_for_good > 0);
    offer(closes, true);
    offer(is_lost, budget.service_losses[i] > 0);
  }
  if (scenario_->monitor_runs)
    for (const auto& [task, body] : tasks.bodies()) {
      using enum VirtualTasks::Act;
      const auto offer = [&, task = task](VirtualTasks::Act act, bool allowed) {
        if (allowed && tasks.may(task, act)) moves.push_back({.kind = Kind::task, .to = task, .act = static_cast<std::uint32_t>(act)});
      };
      offer(starts, true);
      offer(start_fails, budget.task_start_failures > 0);
      offer(returns, budget.task_returns > 0);
      offer(throws_something, budget.task_throws > 0);
      offer(obeys_cancel, true);
      offer(is_cancelled_by_platform, budget.task_cancels > 0);
    }
  if (!services.probes().empty()) moves.push_back({.kind = Kind::probe});
  const auto requests = store.requests();
  for (std::uint32_t i = 0; i < requests.size(); ++i) {
    moves.push_back({.kind = Kind::store, .to = requests[i]->asker, .who = i, .act = 0});
    if (budget.store_failures > 0) moves.push_back({.kind = Kind::store, .to = requests[i]->asker, .who = i, .act = 1});
  }
  for (const VirtualUpstream::Operation& operation : upstream.operations()) {
    const bool aborted = upstream.streams().at(operation.asker).aborted;
    const bool is_failure = operation.move == AgentMove::fail || (operation.move == AgentMove::end && !aborted);
    if (!is_failure || budget.agent_failures > 0)
      moves.push_back({.kind = Kind::agent, .to = operation.asker, .act = static_cast<std::uint32_t>(operation.move)});
  }
  if (budget.drains > 0) moves.push_back({.kind = Kind::drain});
  if (budget.crashes > 0) {
    moves.push_back({.kind = Kind::crash});
    for (std::uint32_t i = 0; i < requests.size(); ++i)
      if (std::holds_alternative<VirtualStore::Append>(requests[i]->what)) moves.push_back({.kind = Kind::crash, .to = requests[i]->asker, .who = i, .act = 1});
  }
}

port::Address Environment::heard_by(const Move& move) const {
  switch (move.kind) {
    case Kind::service: return {port::ActorKind::service, move.who};
    case Kind::probe: return services.probes().front().asker;
    case Kind::drain: return {port::ActorKind::startup, 0};
    default: return move.to;
  }
}

bool Environment::owes_something() const {
  if (!store.is_idle() || !services.probes().empty()) return true;
  for (std::size_t i = 0; i < services.services().size(); ++i)
    if (services.owes(i)) return true;
  return false;
}

void Environment::perform(const Move& move, port::Scheduler<port::Event>& scheduler) {
  switch (move.kind) {
    case Kind::service: return perform_service(move, scheduler);
    case Kind::task: return perform_task(move, scheduler);
    case Kind::probe: return services.answer_probe(scheduler);
    case Kind::store:
      if (move.act == 0) return store.complete(move.who, scheduler);
      --budget.store_failures;
      return store.fail(move.who, scheduler);
    case Kind::agent: return perform_agent(move, scheduler);
    case Kind::drain:
      --budget.drains;
      drained = true;
      return scheduler.post({}, {port::ActorKind::startup, 0}, lifecycles::drain_requested{});
    default: return;
  }
}

void Environment::crash(const Move& move) {
  --budget.crashes;
  ++crashed;
  if (move.act == 0) store.crash();
  else store.crash_after_write(move.who);
  upstream.crash();
  services = VirtualServices(scenario_->settings.services.size());
  tasks = {};
  process = {};
  drained = false;
}

void Environment::perform_service(const Move& move, port::Scheduler<port::Event>& scheduler) {
  using enum VirtualServices::Act;
  const auto act = static_cast<VirtualServices::Act>(move.act);
  if (act == fails && !services.owes(move.who)) --budget.service_failures[move.who];
  if (act == is_lost) --budget.service_losses[move.who];
  if (act == fails_for_good) --budget.services_failing_for_good;
  const bool is_the_log = scenario_->settings.services[move.who].name == "log";
  services.perform(move.who, act, scheduler, is_the_log ? store.threads_with_unfinished_runs() : std::vector<ThreadName>{});
}

void Environment::perform_task(const Move& move, port::Scheduler<port::Event>& scheduler) {
  using enum VirtualTasks::Act;
  const auto act = static_cast<VirtualTasks::Act>(move.act);
  if (act == start_fails) --budget.task_start_failures;
  if (act == returns) --budget.task_returns;
  if (act == throws_something) --budget.task_throws;
  if (act == is_cancelled_by_platform) --budget.task_cancels;
  tasks.perform(move.to, act, scheduler);
}

void Environment::perform_agent(const Move& move, port::Scheduler<port::Event>& scheduler) {
  const auto act = static_cast<AgentMove>(move.act);
  const bool aborted = upstream.streams().at(move.to).aborted;
  if (act == AgentMove::fail || (act == AgentMove::end && !aborted)) --budget.agent_failures;
  upstream.perform({move.to, act}, scheduler);
}

std::string Environment::describe(const Move& move) const {
  switch (move.kind) {
    case Kind::service: {
      static constexpr const char* acts[] = {" comes up", " fails to open", " fails for good", " is closed", " is lost"};
      return "service `" + scenario_->settings.services[move.who].name + "`" + acts[move.act];
    }
    case Kind::task: {
      static constexpr const char* acts[] = {" starts", " cannot be started", " returns", " throws", " ends as cancelled", " is cancelled by the platform"};
      return "the body of " + name_of(move.to) + acts[move.act];
    }
    case Kind::probe: return "a probe is answered";
    case Kind::store: return std::string("the store ") + (move.act == 0 ? "serves " : "refuses ") + name_of(move.to);
    case Kind::agent: {
      static constexpr const char* acts[] = {" takes the run", " says something", " completes", " ends its stream", " breaks off"};
      return "the agent of " + name_of(move.to) + acts[move.act];
    }
    case Kind::crash: return move.act == 0 ? "the process dies, and is started again" : "the process dies when " + name_of(move.to) + "'s rows are durable, and before it hears so; it is started again";
    case Kind::drain: return "the operator asks the process to drain";
    default: return {};
  }
}

std::string name_of(port::Address address, std::string_view between) {
  std::string name(port::name(address.kind));
  return address == port::world ? name : name.append(between).append(std::to_string(address.id));
}

}  // namespace interlock::sim
