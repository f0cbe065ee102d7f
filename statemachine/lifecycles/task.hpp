#pragma once
/// A piece of background work, with exactly one outcome (incident cancelled-monitor). A restarted task is a new task: what the
/// old one still says is for an address where nobody lives any more.
#include "statemachine/lifecycles/events.hpp"
#include "statemachine/statemachine.hpp"

namespace interlock::lifecycles {
namespace task_rows {
using namespace statemachine;

inline constexpr action start_body{[](auto& c) { c.start_body(); }};
inline constexpr action cancel_body{[](auto& c) { c.cancel_body(); }};
inline constexpr action report_well{[](auto& c) { c.report_well(); }};
inline constexpr action begin_round{[](auto& c) { c.begin_round(); }};
inline constexpr action take_finding{[](auto& c, const auto& e) { c.take_finding(e); }};
inline constexpr action judge_silent_services{[](auto& c) { c.judge_silent_services(); }};
inline constexpr action end_completed{[](auto& c) { c.end(TaskOutcome::completed); }};
inline constexpr action end_failed{[](auto& c) { c.end(TaskOutcome::failed); }};
inline constexpr action end_cancelled{[](auto& c) { c.end(TaskOutcome::cancelled); }};
inline constexpr action end_overdue{[](auto& c) { c.end(TaskOutcome::overdue); }};

inline constexpr duration start_timeout{[](const auto& c) { return c.settings().task_start_timeout; }};
inline constexpr duration cancel_timeout{[](const auto& c) { return c.settings().task_cancel_timeout; }};
inline constexpr duration probe_interval{[](const auto& c) { return c.settings().probe_interval; }};
inline constexpr duration probe_timeout{[](const auto& c) { return c.settings().probe_timeout; }};

inline constexpr auto live = group("pending"_s, "running"_s, "cancelling"_s);

inline constexpr auto table = transition_table(
  *"pending"_s    + event<start_wanted>      / start_body,
   any            + event<start_wanted>                                         = ignore,
   "pending"_s    + event<task_started>      / (report_well, begin_round)       = "running"_s,
   any            + event<task_started>                                         = ignore,
   in(live)       + event<task_start_failed> / end_failed                       = "failed"_s,
   "pending"_s    + after(start_timeout)     / end_overdue                      = "failed"_s,
   "running"_s    + after(probe_interval)    / begin_round                      = "running"_s,
   "running"_s    + after(probe_timeout)     / judge_silent_services,
   "running"_s    + event<probe_answered>    / take_finding,
   any            + event<probe_answered>                                       = ignore,
   "pending"_s    + event<cancel_wanted>     / cancel_body                      = "cancelling"_s,
   "running"_s    + event<cancel_wanted>     / cancel_body                      = "cancelling"_s,
   "cancelling"_s + event<cancel_wanted>                                        = ignore,
   "cancelling"_s + after(cancel_timeout)    / end_overdue                      = "failed"_s,
   // Whichever end of the body comes first is the outcome, also when a cancel was on its way.
   in(live)       + event<body_returned>     / end_completed                    = "completed"_s,
   in(live)       + event<body_threw>        / end_failed                       = "failed"_s,
   in(live)       + event<body_cancelled>    / end_cancelled                    = "cancelled"_s,
   in(live)       + exception                / end_failed                       = "failed"_s,

   end("completed"_s, "failed"_s, "cancelled"_s));

static_assert(check<table, total, every_wait_has_a_deadline>());
}  // namespace task_rows

inline constexpr auto task = task_rows::table;
}  // namespace interlock::lifecycles
