#pragma once
/// One thing that the process needs: opened when what it depends on is up, closed at the end, brought back when it is lost.
/// It is used only while it is `up` (incident half-built-manager).
#include "statemachine/lifecycles/events.hpp"
#include "statemachine/statemachine.hpp"

namespace interlock::lifecycles {
namespace service_rows {
using namespace statemachine;

inline constexpr guard dependencies_are_up{[](const auto& c) { return c.dependencies_are_up(); }};
inline constexpr guard failed_for_good{[](const auto&, const auto& e) { return e.for_good; }};

inline constexpr action open{[](auto& c) { c.open(); }};
inline constexpr action close{[](auto& c) { c.close(); }};
inline constexpr action report_up{[](auto& c, const auto& e) { c.report_up(e); }};
inline constexpr action report_down{[](auto& c) { c.report_down(); }};
inline constexpr action report_failed_for_good{[](auto& c) { c.report_failed_for_good(); }};
inline constexpr action report_stopped{[](auto& c) { c.report_stopped(); }};
inline constexpr action count_failure{[](auto& c) { c.count_failure(); }};
inline constexpr action forget_failures{[](auto& c) { c.forget_failures(); }};

inline constexpr duration open_timeout{[](const auto& c) { return c.settings().service_open_timeout; }};
inline constexpr duration close_timeout{[](const auto& c) { return c.settings().service_close_timeout; }};
inline constexpr duration back_off{[](const auto& c) { return c.back_off(); }};

inline constexpr auto unopened = group("idle"_s, "waiting"_s, "backing_off"_s, "failed"_s);
inline constexpr auto live = group("idle"_s, "waiting"_s, "starting"_s, "giving_up"_s, "up"_s, "backing_off"_s, "failed"_s);

/// `when_its_time_has_come`: what a service does whose dependencies are there. The planted variant does not wait until it is open.
constexpr auto table_with(const auto& when_its_time_has_come) {
  return transition_table(
  *when_its_time_has_come,
   "idle"_s        + event<start_wanted>                                                                    = "waiting"_s,
   any             + event<start_wanted>                                                                    = ignore,
   "waiting"_s     + event<dependency_came_up>  [dependencies_are_up] / open                                = "starting"_s,
   any             + event<dependency_came_up>                                                              = ignore,
   "starting"_s    + event<service_opened>                            / (report_up, forget_failures)        = "up"_s,
   "stopping"_s    + event<service_opened>                                                                  = ignore,
   // An open that was given up for overdue may still succeed: closed again, so that the next try finds it closed.
   any             + event<service_opened>                            / close,
   "starting"_s    + event<service_open_failed> [failed_for_good]     / report_failed_for_good              = "failed"_s,
   "starting"_s    + event<service_open_failed>                       / count_failure                       = "backing_off"_s,
   "starting"_s    + after(open_timeout)                              / (close, count_failure)              = "giving_up"_s,
   // What is closed is tried again only once the close is answered: an open that was given up may still succeed before it.
   "giving_up"_s   + event<service_opened>                                                                  = ignore,
   "giving_up"_s   + event<service_closed>                                                                  = "backing_off"_s,
   any             + event<service_open_failed>                                                             = ignore,
   "up"_s          + event<service_lost>                              / (report_down, close, count_failure) = "giving_up"_s,
   any             + event<service_lost>                                                                    = ignore,
   "backing_off"_s + after(back_off)            [dependencies_are_up] / open                                = "starting"_s,
   "backing_off"_s + after(back_off)            [!dependencies_are_up]                                      = "waiting"_s,
   in(unopened)    + event<stop_wanted>                               / report_stopped                      = "stopped"_s,
   in(live)        + event<stop_wanted>                               / (report_down, close)                = "stopping"_s,
   any             + event<stop_wanted>                                                                     = ignore,
   "stopping"_s    + event<service_closed>                            / report_stopped                      = "stopped"_s,
   "stopping"_s    + after(close_timeout)                             / report_stopped                      = "stopped"_s,
   any             + event<service_closed>                                                                  = ignore,

   // A service waits as long as what it depends on needs: that one has the deadline. A close is always answered.
   end("stopped"_s), resting("idle"_s, "waiting"_s, "giving_up"_s, "up"_s, "failed"_s));
}

inline constexpr auto table = table_with("idle"_s + event<start_wanted> [dependencies_are_up] / open = "starting"_s);

static_assert(check<table, total, every_wait_has_a_deadline>());
}  // namespace service_rows

inline constexpr auto service = service_rows::table;
}  // namespace interlock::lifecycles
