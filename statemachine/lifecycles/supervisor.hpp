#pragma once
/// Keeps one task alive: whatever way it ended, it comes back, later each time it fails again, and never once draining has
/// begun (incident cancelled-monitor).
#include "statemachine/lifecycles/events.hpp"
#include "statemachine/statemachine.hpp"

namespace interlock::lifecycles {
namespace supervisor_rows {
using namespace statemachine;

inline constexpr action note_completed{[](auto& c) { c.note_end(RestartCause::completed); }};
inline constexpr action note_failed{[](auto& c, const auto& e) { c.note_end(e.failure == TaskFailure::overdue ? RestartCause::overdue : RestartCause::failed); }};
inline constexpr action note_cancelled{[](auto& c) { c.note_end(RestartCause::cancelled); }};
inline constexpr action note_handler_failure{[](auto& c) { c.note_end(RestartCause::handler_failed); }};
inline constexpr action report_unwell{[](auto& c) { c.report_unwell(); }};
inline constexpr action forget_failures{[](auto& c) { c.forget_failures(); }};
inline constexpr action cancel_task{[](auto& c) { c.cancel_task(); }};

/// By the cause of the last end, doubled for each failure in a row, up to a limit.
inline constexpr duration restart_delay{[](const auto& c) { return c.restart_delay(); }};
inline constexpr duration stable_time{[](const auto& c) { return c.settings().task_stable_time; }};
inline constexpr duration stop_timeout{[](const auto& c) { return c.settings().stop_timeout; }};

inline constexpr auto supervised = group("supervising"_s, "stopping"_s);
inline constexpr auto live = group("supervising"_s, "backing_off"_s);

/// `for_a_cancelled`: what becomes of a monitor that was cancelled by somebody else. The planted variant does not ask.
constexpr auto table_with(const auto& for_a_cancelled) {
  return transition_table(
  *"idle"_s        + event<start_wanted>                                                              = "supervising"_s,
   any             + event<start_wanted>                                                              = ignore,
   in(supervised)  + invoke<monitor>,
   "supervising"_s + event<task_completed<monitor>>       / (note_completed, report_unwell)           = "backing_off"_s,
   "supervising"_s + event<task_failed<monitor>>          / (note_failed, report_unwell)              = "backing_off"_s,
   for_a_cancelled,
   "supervising"_s + after(stable_time)                   / forget_failures,
   "backing_off"_s + after(restart_delay)                                                             = "supervising"_s,
   "idle"_s        + event<drain_started>                                                             = "stopped"_s,
   "supervising"_s + event<drain_started>                 / cancel_task                               = "stopping"_s,
   "backing_off"_s + event<drain_started>                                                             = "stopped"_s,
   "stopping"_s    + event<drain_started>                                                             = ignore,
   "stopping"_s    + event<task_completed<monitor>>                                                   = "stopped"_s,
   "stopping"_s    + event<task_failed<monitor>>                                                      = "stopped"_s,
   "stopping"_s    + event<task_cancelled<monitor>>                                                   = "stopped"_s,
   "stopping"_s    + after(stop_timeout)                                                              = "stopped"_s,
   in(live)        + exception                            / (note_handler_failure, report_unwell)     = "backing_off"_s,

   end("stopped"_s), resting("idle"_s, "supervising"_s));
}

inline constexpr auto table = table_with("supervising"_s + event<task_cancelled<monitor>> / (note_cancelled, report_unwell) = "backing_off"_s);

static_assert(check<table, total, every_wait_has_a_deadline>());
}  // namespace supervisor_rows

inline constexpr auto supervisor = supervisor_rows::table;
}  // namespace interlock::lifecycles
