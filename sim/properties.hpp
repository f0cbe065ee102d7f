#pragma once
/// What must hold of every world, above the codec or through bytes, whatever the order of events. Each says in words what was broken.
#include "runtime/gateway/gateway.hpp"
#include "sim/step_properties.hpp"
#include "sim/virtual_peers.hpp"
#include "sim/virtual_services.hpp"
#include "sim/virtual_store.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace interlock::sim {

/// After every step.
template <class W>
[[nodiscard]] std::string broken_by_step(const W& world, bool was_ready);
/// In a world where nothing is left to come but what the environment may do and need not.
template <class W>
[[nodiscard]] std::string broken_at_rest(const W& world);

namespace detail {

template <class W>
std::string broken_logs(const W& world) {
  for (const ThreadName& name : world.store().threads()) {
    const VirtualStore::Log& log = *world.store().log(name);
    std::map<RunId, int> terminals;
    std::set<RunId> begun;
    for (std::size_t i = 0; i < log.rows.size(); ++i) {
      const LogEvent& row = log.rows[i];
      if (row.seq != i + 1) return "a thread's log is not dense";
      if (row.type == EventType::user_message) {
        if (!begun.insert(row.run).second) return "a run began twice";
      } else {
        if (!begun.contains(row.run)) return "a run said something before what the user said";
        if (terminals[row.run] > 0) return "a run said something after its terminal event";
      }
      if (is_terminal(row.type)) ++terminals[row.run];
    }
    for (const RunRecord& run : log.runs)
      if (run.ended != (terminals[run.run] == 1)) return "a run's record and its terminal event disagree";
  }
  return {};
}

/// What a client was told of is durable: a run that was accepted, an event that was shown. Also after a crash.
template <class W>
std::string broken_promises(const W& world) {
  for (std::size_t who = 0; who < world.peers().clients().size(); ++who) {
    const Client& client = world.peers().clients()[who];
    for (const auto& [thread, seq] : client.shown) {
      const VirtualStore::Log* const log = world.store().log({"tenant", world.scenario().clients[who].user, thread});
      if (seq > (log == nullptr ? 0 : log->rows.size())) return "a client was shown an event that is not durable";
    }
    const auto is_in_a_log_of_theirs = [&](RunId run) {
      return std::ranges::any_of(world.store().threads(), [&](const ThreadName& name) {
        return name.owner == world.scenario().clients[who].user && std::ranges::count(world.store().log(name)->rows, run, &LogEvent::run) > 0;
      });
    };
    if (!std::ranges::all_of(client.accepted, is_in_a_log_of_theirs)) return "a run was accepted that is not durable";
    if (!std::ranges::all_of(client.greeted, is_in_a_log_of_theirs)) return "a client was shown an event of another user";
  }
  return {};
}

/// What is only so when no event waits: everybody has heard of everything.
template <class W>
std::string broken_when_quiet(const W& world) {
  std::string broken;
  const auto& core = world.core();
  for (std::size_t i = 0; i < world.services().services().size(); ++i)
    if (core.facts().is_up(ServiceId(i)) && !world.services().services()[i].is_open) return "a service counts as up, and is not open: it is used before it exists";
  core.for_each_actor([&](port::Address, const auto& state, const auto& machine) {
    using State = std::remove_cvref_t<decltype(state)>;
    if constexpr (std::is_same_v<State, gateway::SupervisorState>) {
      if (machine.name() == "supervising" && !core.lives(state.task)) broken = "the supervisor supervises a task that has ended: nobody restarts it";
    } else if constexpr (std::is_same_v<State, gateway::ConnectionState>) {
      if (machine.name() == "awaiting_readiness" && core.facts().ready()) broken = "a connection waits for a readiness that is there";
      if (machine.name() == "awaiting_readiness" && core.facts().readiness >= gateway::Readiness::draining) broken = "a connection waits for readiness although the process drains";
    } else if constexpr (std::is_same_v<State, gateway::SessionState>) {
      if (machine.name() == "connected" && !core.lives(state.connection)) broken = "a session is connected to a connection that has ended: it would never end";
    } else if constexpr (std::is_same_v<State, gateway::AttachmentState>) {
      if (!core.lives(state.connection)) broken = "an attachment outlives its connection";
    }
  });
  return broken;
}

/// Runs that are in a log and that no client was told of: who asked for them has gone, or was forgotten.
template <class W>
bool a_run_is_untold(const W& world) {
  std::set<RunId> told;
  for (const Client& client : world.peers().clients()) told.insert(client.accepted.begin(), client.accepted.end());
  for (const ThreadName& name : world.store().threads())
    for (const RunRecord& run : world.store().log(name)->runs)
      if (!told.contains(run.run)) return true;
  return false;
}

/// A run that is in its log without an end, that nobody does any more, and that its thread has not ended although the log is up.
template <class W>
bool a_cut_run_is_left(const W& world) {
  const auto& core = world.core();
  const auto& services = world.scenario().settings.services;
  const auto log = std::ranges::find(services, "log", &gateway::ServiceSettings::name) - services.begin();
  if (!core.facts().is_up(ServiceId(log))) return false;
  for (const ThreadName& name : world.store().threads_with_unfinished_runs()) {
    const auto is_left = [&](const RunRecord& run) { return !run.ended && !core.facts().runs.contains(run.run); };
    if (std::ranges::none_of(world.store().log(name)->runs, is_left)) continue;
    bool is_worked_on = false;
    core.for_each_actor([&](port::Address, const auto& state, const auto& machine) {
      if constexpr (std::is_same_v<std::remove_cvref_t<decltype(state)>, gateway::ThreadState>)
        is_worked_on |= state.name == name && machine.name() != "idle" && machine.name() != "withdrawn";
    });
    if (!is_worked_on) return true;
  }
  return false;
}

/// Every attachment of a connection shows what comes at once: none has fallen behind, or reads again what it could not read.
template <class W>
bool follows_everywhere(const W& world, std::uint32_t connection) {
  bool follows = true;
  world.core().for_each_actor([&](port::Address, const auto& state, const auto& machine) {
    if constexpr (std::is_same_v<std::remove_cvref_t<decltype(state)>, gateway::AttachmentState>)
      if (state.connection.id == connection) follows &= machine.name() == "live";
  });
  return follows;
}

/// What is only so when the store is idle as well.
template <class W>
std::string broken_when_settled(const W& world) {
  if (a_cut_run_is_left(world)) return "a run that was cut is left without its terminal event";
  for (const Client& client : world.peers().clients()) {
    if (!client.connection || !client.established || client.close || client.has_closed) continue;
    if (client.asked > 0 && a_run_is_untold(world)) return "a run was begun, and who asked for it was told neither of it nor of its first event";
    for (const auto& [thread, caught_up] : client.attached) {
      if (!caught_up || client.accepted == client.greeted || !follows_everywhere(world, *client.connection)) continue;
      for (const RunId run : client.accepted) {
        if (std::ranges::find(client.greeted, run) == client.greeted.end())
          return "who asked for a run was not shown its first event, what the user said";
      }
    }
  }
  return {};
}

}  // namespace detail

template <class W>
std::string broken_by_step(const W& world, bool was_ready) {
  const auto& core = world.core();
  const port::StepRecord& step = world.last_step();
  if (!world.peers().complaint().empty()) return world.peers().complaint();
  if (step.lifecycle == "connection" && step.to == "processing_ready" && step.from != "processing_ready" && !was_ready)
    return "a connection is served although the process is not ready";
  if (std::string broken = broken_by_this_step(step, tables_of<typename std::remove_cvref_t<decltype(core)>::Lifecycles>); !broken.empty()) return broken;
  if (world.process().times_left > 1) return "the process was left twice";

  std::string broken;
  world.scheduler().visit_armed([&](port::Address owner, port::Slot, Duration) {
    if (!core.lives(owner)) broken = "a deadline is armed for an actor that has ended";
  });
  if (!broken.empty()) return broken;

  std::uint32_t waiting = 0, upgraded = 0;
  core.connections().for_each([&](std::uint32_t, const auto& connection) {
    waiting += connection.machine.name() == "awaiting_readiness";
    upgraded += connection.state.upgraded;
  });
  if (waiting != core.facts().waiting) return "the census of the waiting room is wrong";
  if (upgraded != core.facts().upgraded) return "the census of upgraded connections is wrong";

  if (step.lifecycle.empty())  // Only the store writes logs, and no machine steps then.
    if (std::string logs = detail::broken_logs(world); !logs.empty()) return logs;
  if (std::string promises = detail::broken_promises(world); !promises.empty()) return promises;
  if (!world.scheduler().has_pending())
    if (std::string quiet = detail::broken_when_quiet(world); !quiet.empty()) return quiet;
  if (world.settled())
    if (std::string settled = detail::broken_when_settled(world); !settled.empty()) return settled;
  if (world.at_rest()) return broken_at_rest(world);
  return {};
}

template <class W>
std::string broken_at_rest(const W& world) {
  const auto& core = world.core();
  std::string broken;
  core.for_each_actor([&](port::Address address, const auto&, const auto& machine) {
    if (address.kind == port::ActorKind::connection && machine.name() != "processing_ready" && machine.name() != "echoing")
      broken = "a connection waits for ever, in " + std::string(machine.name());
    if (address.kind == port::ActorKind::run) broken = "a run waits for ever, in " + std::string(machine.name());
    if (address.kind == port::ActorKind::service && (machine.name() == "up") != world.services().services()[address.id].is_open)
      broken = "the gateway and a service disagree about whether it is up";
  });
  if (!broken.empty()) return broken;
  for (const Client& client : world.peers().clients())
    if (client.connection && client.asked > 0 && !client.close && !client.has_closed) return "a start was never answered";
  if (!world.drain_was_requested()) return {};
  if (world.process().times_left == 0) return "the process drains for ever";
  if (core.connections().size() != 0) return "a connection is left after the drain";
  if (core.tasks().size() != 0) return "a task is left after the drain";
  return {};
}

}  // namespace interlock::sim
