#pragma once
/// The incidents, brought back: the real tables with the one rule changed that each outage broke. The explorer must find each.
#include "statemachine/lifecycles/lifecycles.hpp"

namespace interlock::lifecycles::planted {
using namespace statemachine;

/// `early-connection`: a peer is served without asking whether the process is ready.
inline constexpr guard nobody_asks_for_readiness{[](const auto&) { return true; }};
inline constexpr auto early_connection = connection_rows::table_with(nobody_asks_for_readiness);
struct EarlyConnection : Real {
  static constexpr const auto& connection = planted::early_connection;
};

/// `cancelled-monitor`: the supervisor heeds a task that failed and one that returned, and a cancelled one is neither.
inline constexpr auto cancelled_monitor = supervisor_rows::table_with("supervising"_s + event<task_cancelled<monitor>> = ignore);
struct CancelledMonitor : Real {
  static constexpr const auto& supervisor = planted::cancelled_monitor;
};

/// `unattached-run`: the run is asked for first, and the place in its thread's log after it.
inline constexpr action ask_for_place_unless_a_run_comes{[](auto& c) { c.ask_for_place_unless_a_run_comes(); }};
inline constexpr action ask_for_run_then_place{[](auto& c, const auto& e) { c.ask_for_run_then_place(e); }};
inline constexpr auto unattached_run = attachment_rows::table_with(ask_for_place_unless_a_run_comes, ask_for_run_then_place);
struct UnattachedRun : Real {
  static constexpr const auto& attachment = planted::unattached_run;
};

/// `missing-dependency`: a run waits for its agent's answer, and nothing ends the wait.
inline constexpr auto missing_dependency = run_rows::table_with("streaming"_s + after(run_rows::total_timeout) / run_rows::emit_overdue = "interrupting"_s);
struct MissingDependency : Real {
  static constexpr const auto& run = planted::missing_dependency;
};

/// `half-built-manager`: a service counts as up when it was asked to open, and not when it has opened.
inline constexpr action report_up_unasked{[](auto& c) { c.report_up({}); }};
inline constexpr auto half_built_manager =
    service_rows::table_with("idle"_s + event<start_wanted> [service_rows::dependencies_are_up] / (service_rows::open, report_up_unasked) = "up"_s);
struct HalfBuiltManager : Real {
  static constexpr const auto& service = planted::half_built_manager;
};

}  // namespace interlock::lifecycles::planted
