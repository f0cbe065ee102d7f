#pragma once
/// The tables that the gateway runs on, and what runs them. A planted or mutated set is a type like this one with other tables in it.
#include "statemachine/lifecycles/attachment.hpp"
#include "statemachine/lifecycles/connection.hpp"
#include "statemachine/lifecycles/run.hpp"
#include "statemachine/lifecycles/service.hpp"
#include "statemachine/lifecycles/session.hpp"
#include "statemachine/lifecycles/startup.hpp"
#include "statemachine/lifecycles/supervisor.hpp"
#include "statemachine/lifecycles/task.hpp"
#include "statemachine/lifecycles/thread.hpp"

namespace interlock::lifecycles {

struct Real {
  /// What runs a table.
  template <const auto& Table>
  using machine = statemachine::machine<Table>;

  static constexpr const auto& startup = lifecycles::startup;
  static constexpr const auto& service = lifecycles::service;
  static constexpr const auto& supervisor = lifecycles::supervisor;
  static constexpr const auto& task = lifecycles::task;
  static constexpr const auto& connection = lifecycles::connection;
  static constexpr const auto& session = lifecycles::session;
  static constexpr const auto& thread = lifecycles::thread;
  static constexpr const auto& attachment = lifecycles::attachment;
  static constexpr const auto& run = lifecycles::run;
};

}  // namespace interlock::lifecycles
