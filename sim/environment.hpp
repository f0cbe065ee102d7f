#pragma once
/// What is around the gateway but its peers: the disk, the agents, the services, the monitor's host, the process. What each may
/// do next, within the scenario's budget, and what it owes. A value.
#include "sim/move.hpp"
#include "sim/scenario.hpp"
#include "sim/virtual_services.hpp"
#include "sim/virtual_store.hpp"
#include "sim/virtual_upstream.hpp"

#include <string>
#include <vector>

namespace interlock::sim {

class Environment {
 public:
  /// `scenario` outlives it.
  explicit Environment(const Scenario& scenario);

  void add_enabled(std::vector<Move>& moves) const;
  /// Does an enabled move of its own kinds.
  void perform(const Move& move, port::Scheduler<port::Event>& scheduler);
  /// Which actor hears of the move.
  [[nodiscard]] port::Address heard_by(const Move& move) const;
  /// An answer that the contract of a port promises has not come yet.
  [[nodiscard]] bool owes_something() const;
  [[nodiscard]] std::string describe(const Move& move) const;
  /// The process dies, and is started again: what was not durable is gone. A `crash` move says what became of one append.
  void crash(const Move& move);

  VirtualStore store;
  VirtualUpstream upstream;
  VirtualServices services;
  VirtualTasks tasks;
  VirtualProcess process;
  Budget budget;
  bool drained = false;  ///< The operator has asked for it.
  std::uint32_t crashed = 0;

 private:
  void perform_service(const Move& move, port::Scheduler<port::Event>& scheduler);
  void perform_task(const Move& move, port::Scheduler<port::Event>& scheduler);
  void perform_agent(const Move& move, port::Scheduler<port::Event>& scheduler);
  const Scenario* scenario_;
};

/// "connection 3", as traces call an actor.
[[nodiscard]] std::string name_of(port::Address address, std::string_view between = " ");

}  // namespace interlock::sim
