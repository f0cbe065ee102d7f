#pragma once
/// Keeps one task alive: whatever way it ended, it comes back, later each time it fails again, and never once draining has
/// begun (incident cancelled-monitor).
#include "statemachine/lifecycles/events.hpp"
#include "statemachine/statemachine.hpp"

namespace interlock::lifecycles {
namespace supervisor_rows {
using namespace statemachine;

/// The outcome of the life that is supervised now; an older life's outcome was seen already.
inline constexpr guard it_is_this_life{[](const auto& c, const auto& e) { return c.is_this_life(e); }};

inline constexpr action spawn{[](auto& c) { c.spawn(); }};
inline constexpr action note_outcome{[](auto& c, const auto& e) { c.note_outcome(e); }};
inline constexpr action note_handler_failure{[](auto& c) { c.note_handler_failure(); }};
inline constexpr action report_unwell{[](auto& c) { c.report_unwell(); }};
inline constexpr action forget_failures{[](auto& c) { c.forget_failures(); }};
inline constexpr action cancel_task{[](auto& c) { c.cancel_task(); }};

/// By the cause of the last end, doubled for each failure in a row, up to a limit.
inline constexpr duration restart_delay{[](const auto& c) { return c.restart_delay(); }};
inline constexpr duration stable_time{[](const auto& c) { return c.settings().task_stable_time; }};
inline constexpr duration stop_timeout{[](const auto& c) { return c.settings().stop_timeout; }};

inline constexpr auto live = group("supervising"_s, "backing_off"_s);

/// `outcome_counts`: which ends of the task the supervisor answers by a restart. The planted variant asks only for failures.
constexpr auto table_with(const auto& outcome_counts) {
  return transition_table(
  *"idle"_s        + event<start_wanted>                  / spawn                                = "supervising"_s,
   any             + event<start_wanted>                                                         = ignore,
   "supervising"_s + event<task_ended> [outcome_counts]   / (note_outcome, report_unwell)        = "backing_off"_s,
   "stopping"_s    + event<task_ended> [it_is_this_life]                                         = "stopped"_s,
   any             + event<task_ended>                                                           = ignore,
   "supervising"_s + after(stable_time)                   / forget_failures,
   "backing_off"_s + after(restart_delay)                 / spawn                                = "supervising"_s,
   "idle"_s        + event<drain_started>                                                        = "stopped"_s,
   "supervising"_s + event<drain_started>                 / cancel_task                          = "stopping"_s,
   "backing_off"_s + event<drain_started>                                                        = "stopped"_s,
   "stopping"_s    + event<drain_started>                                                        = ignore,
   "stopping"_s    + after(stop_timeout)                                                         = "stopped"_s,
   in(live)        + exception                            / (note_handler_failure, report_unwell) = "backing_off"_s,

   end("stopped"_s), resting("idle"_s, "supervising"_s));
}

inline constexpr auto table = table_with(it_is_this_life);

static_assert(check<table, total, every_wait_has_a_deadline>());
}  // namespace supervisor_rows

inline constexpr auto supervisor = supervisor_rows::table;
}  // namespace interlock::lifecycles
