#pragma once
/// A piece of background work, with exactly one outcome (incident cancelled-monitor). A restarted task is a new task: what the
/// old one still says is for an address where nobody lives any more.
#include "statemachine/lifecycles/events.hpp"
#include "statemachine/statemachine.hpp"

namespace interlock::lifecycles {
namespace task_rows {
using namespace statemachine;

inline constexpr action cancel_body{[](auto& c) { c.cancel_body(); }};
inline constexpr action report_well{[](auto& c) { c.report_well(); }};
inline constexpr action begin_round{[](auto& c) { c.begin_round(); }};
inline constexpr action take_finding{[](auto& c, const auto& e) { c.take_finding(e); }};
inline constexpr action judge_silent_services{[](auto& c) { c.judge_silent_services(); }};
inline constexpr action report_completed{[](auto& c) { c.report_completed(); }};
inline constexpr action report_failed{[](auto& c) { c.report_failed(TaskFailure::failed); }};
inline constexpr action report_overdue{[](auto& c) { c.report_failed(TaskFailure::overdue); }};
inline constexpr action report_cancelled{[](auto& c) { c.report_cancelled(); }};

inline constexpr duration start_timeout{[](const auto& c) { return c.settings().task_start_timeout; }};
inline constexpr duration cancel_timeout{[](const auto& c) { return c.settings().task_cancel_timeout; }};
inline constexpr duration probe_interval{[](const auto& c) { return c.settings().probe_interval; }};
inline constexpr duration probe_timeout{[](const auto& c) { return c.settings().probe_timeout; }};

inline constexpr auto working = group("pending"_s, "running"_s);
inline constexpr auto live = group("pending"_s, "running"_s, "cancelling"_s);

inline constexpr auto table = transition_table(
  *"pending"_s    + event<task_started>         / (report_well, begin_round)    = "running"_s,
   in(live)       + invoke<body>,
   any            + event<task_started>                                         = ignore,
   "pending"_s    + after(start_timeout)        / report_overdue                = "failed"_s,
   "running"_s    + after(probe_interval)       / begin_round                   = "running"_s,
   "running"_s    + after(probe_timeout)        / judge_silent_services,
   "running"_s    + event<probe_answered>       / take_finding,
   any            + event<probe_answered>                                       = ignore,
   in(working)    + event<cancel_wanted>        / cancel_body                   = "cancelling"_s,
   "cancelling"_s + event<cancel_wanted>                                        = ignore,
   "cancelling"_s + after(cancel_timeout)       / report_overdue                = "failed"_s,
   // Whichever end of the body comes first is the outcome, also when a cancel was on its way.
   in(live)       + event<task_completed<body>> / report_completed              = "completed"_s,
   in(live)       + event<task_failed<body>>    / report_failed                 = "failed"_s,
   in(live)       + event<task_cancelled<body>> / report_cancelled              = "cancelled"_s,
   in(live)       + exception                   / report_failed                 = "failed"_s,

   end("completed"_s, "failed"_s, "cancelled"_s));

static_assert(check<table, total, every_wait_has_a_deadline>());
}  // namespace task_rows

inline constexpr auto task = task_rows::table;
}  // namespace interlock::lifecycles
