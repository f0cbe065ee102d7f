#pragma once
/// The process: from nothing to ready, and to a clean end. Readiness is a state of this table, computed from the state of
/// every required service (incident early-connection), never a flag that somebody sets.
#include "statemachine/lifecycles/events.hpp"
#include "statemachine/statemachine.hpp"

namespace interlock::lifecycles {
namespace startup_rows {
using namespace statemachine;

// A guard sees the event: "is" means "is, once this event is noted".
inline constexpr guard every_required_service_is_up{[](const auto& c, const auto& e) { return c.every_required_service_is_up(e); }};
inline constexpr guard everything_is_up{[](const auto& c, const auto& e) { return c.everything_is_up(e); }};
inline constexpr guard it_is_required{[](const auto& c, const auto& e) { return c.is_required(e.service); }};
inline constexpr guard nothing_is_left{[](const auto& c) { return c.nothing_is_left(); }};
inline constexpr guard every_service_is_stopped{[](const auto& c, const auto& e) { return c.every_service_is_stopped(e); }};

inline constexpr action note_service{[](auto& c, const auto& e) { c.note_service(e); }};
inline constexpr action note_stopped{[](auto& c, const auto& e) { c.note_stopped(e); }};
inline constexpr action report_progress{[](auto& c) { c.report_progress(); }};
inline constexpr action announce_ready{[](auto& c) { c.announce_ready(); }};
inline constexpr action announce_unready{[](auto& c) { c.announce_unready(); }};
inline constexpr action announce_failure{[](auto& c) { c.announce_failure(); }};
inline constexpr action announce_drain{[](auto& c) { c.announce_drain(); }};
inline constexpr action end_grace{[](auto& c) { c.end_grace(); }};
inline constexpr action report_unfinished{[](auto& c) { c.report_unfinished(); }};
inline constexpr action stop_services{[](auto& c) { c.stop_services(); }};
inline constexpr action leave{[](auto& c) { c.leave(); }};

inline constexpr duration startup_timeout{[](const auto& c) { return c.settings().startup_timeout; }};
inline constexpr duration progress_interval{[](const auto& c) { return c.settings().progress_interval; }};
inline constexpr duration drain_grace{[](const auto& c) { return c.settings().drain_grace; }};
inline constexpr duration terminal_grace{[](const auto& c) { return c.settings().terminal_grace; }};
inline constexpr duration stop_timeout{[](const auto& c) { return c.settings().stop_timeout; }};

inline constexpr auto coming_up = group("starting"_s);
inline constexpr auto open = group("starting"_s, "ready"_s, "degraded"_s, "recovering"_s, "failed"_s);
inline constexpr auto serving = group("ready"_s, "degraded"_s);
inline constexpr auto not_serving = group("starting"_s, "recovering"_s, "failed"_s);
inline constexpr auto leaving = group("draining"_s, "interrupting"_s, "stopping"_s);

inline constexpr auto table = transition_table(
  *"starting"_s      + after(progress_interval)                                / report_progress                    = "starting"_s,
   in(coming_up)     + after(startup_timeout)                                  / announce_failure                   = "failed"_s,
   "starting"_s      + event<service_failed_for_good> [it_is_required]         / announce_failure                   = "failed"_s,
   "recovering"_s    + after(progress_interval)                                / report_progress                    = "recovering"_s,
   in(not_serving)   + event<service_changed> [everything_is_up]               / (note_service, announce_ready)     = "ready"_s,
   in(not_serving)   + event<service_changed> [every_required_service_is_up]   / (note_service, announce_ready)     = "degraded"_s,
   in(serving)       + event<service_changed> [everything_is_up]               / note_service                       = "ready"_s,
   in(serving)       + event<service_changed> [every_required_service_is_up]   / note_service                       = "degraded"_s,
   in(serving)       + event<service_changed>                                  / (note_service, announce_unready)   = "recovering"_s,
   any               + event<service_changed>                                  / note_service,
   any               + event<service_failed_for_good>                                                               = ignore,

   in(open)          + event<drain_requested> [nothing_is_left]                / (announce_drain, stop_services)    = "stopping"_s,
   in(open)          + event<drain_requested>                                  / announce_drain                     = "draining"_s,
   in(leaving)       + event<drain_requested>                                                                       = ignore,
   "draining"_s      + event<work_ended>           [nothing_is_left]           / stop_services                      = "stopping"_s,
   "draining"_s      + after(drain_grace)                                      / end_grace                          = "interrupting"_s,
   "interrupting"_s  + event<work_ended>           [nothing_is_left]           / stop_services                      = "stopping"_s,
   "interrupting"_s  + after(terminal_grace)                                   / (report_unfinished, stop_services) = "stopping"_s,
   any               + event<work_ended>                                                                            = ignore,
   "stopping"_s      + event<service_stopped>      [every_service_is_stopped]  / (note_stopped, leave)              = "stopped"_s,
   any               + event<service_stopped>                                  / note_stopped,
   "stopping"_s      + after(stop_timeout)                                     / (report_unfinished, leave)         = "stopped"_s,

   end("stopped"_s), resting("ready"_s, "degraded"_s, "failed"_s));

static_assert(check<table, total, every_wait_has_a_deadline>());
}  // namespace startup_rows

inline constexpr auto startup = startup_rows::table;
}  // namespace interlock::lifecycles
