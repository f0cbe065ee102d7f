#pragma once
/// One connection's cursor in one thread's log: first what is there, then what comes, each event once and in order.
/// A run is asked for by the attachment, once it has its place: no event can be emitted before anybody can receive it
/// (incident unattached-run).
#include "statemachine/lifecycles/events.hpp"
#include "statemachine/statemachine.hpp"

namespace interlock::lifecycles {
namespace attachment_rows {
using namespace statemachine;

inline constexpr guard room_to_hold{[](const auto& c) { return c.room_to_hold(); }};
inline constexpr guard behind_the_head{[](const auto& c, const auto& e) { return c.behind_the_head(e); }};
inline constexpr guard still_behind{[](const auto& c) { return c.still_behind(); }};
inline constexpr guard rows_follow{[](const auto& c, const auto& e) { return c.rows_follow(e); }};

inline constexpr guard answers_are_owed{[](const auto& c, const auto& e) { return c.answers_are_owed(e); }};
inline constexpr guard last_answer{[](const auto& c) { return c.last_answer(); }};

inline constexpr action ask_for_place{[](auto& c) { c.ask_for_place(); }};
inline constexpr action hold_run{[](auto& c, const auto& e) { c.hold_run(e); }};
inline constexpr action ask_for_run{[](auto& c, const auto& e) { c.ask_for_run(e); }};
inline constexpr action ask_for_held_runs{[](auto& c) { c.ask_for_held_runs(); }};
inline constexpr action refuse_held_runs{[](auto& c, const auto& e) { c.refuse_held_runs(e); }};
inline constexpr action refuse_run{[](auto& c, const auto& e) { c.refuse_run(e); }};
inline constexpr action take_place{[](auto& c, const auto& e) { c.take_place(e); }};
inline constexpr action tell_attached{[](auto& c, const auto& e) { c.tell_attached(e); }};
inline constexpr action tell_refused{[](auto& c, const auto& e) { c.tell_refused(e); }};
inline constexpr action tell_overdue{[](auto& c) { c.tell_overdue(); }};
inline constexpr action tell_caught_up{[](auto& c) { c.tell_caught_up(); }};
inline constexpr action tell_started{[](auto& c, const auto& e) { c.tell_started(e); }};
inline constexpr action tell_failed{[](auto& c, const auto& e) { c.tell_failed(e); }};
inline constexpr action tell_detached{[](auto& c, const auto& e) { c.tell_detached(e); }};
inline constexpr action note_detach{[](auto& c, const auto& e) { c.note_detach(e); }};
inline constexpr action tell_noted_detach{[](auto& c) { c.tell_noted_detach(); }};
inline constexpr action read_on{[](auto& c) { c.read_on(); }};
inline constexpr action show{[](auto& c, const auto& e) { c.show(e); }};
inline constexpr action note_head{[](auto& c, const auto& e) { c.note_head(e); }};
inline constexpr action give_up_place{[](auto& c) { c.give_up_place(); }};
inline constexpr action report_ended{[](auto& c) { c.report_ended(false); }};
inline constexpr action report_too_slow{[](auto& c) { c.report_ended(true); }};

inline constexpr duration place_timeout{[](const auto& c) { return c.settings().place_timeout; }};
inline constexpr duration read_retry_delay{[](const auto& c) { return c.settings().log_retry_delay; }};
inline constexpr duration lag_timeout{[](const auto& c) { return c.settings().lag_timeout; }};

inline constexpr auto placed = group("replaying"_s, "live"_s, "lagging"_s, "rereading"_s);
inline constexpr auto catching_up = group("replaying"_s, "lagging"_s, "rereading"_s);

/// The table, with the rule that the incident broke as parameters: what an attachment does first, and what it does with a
/// run that is asked for before it has its place.
constexpr auto table_with(const auto& first, const auto& take_run) {
  return transition_table(
  *"placing"_s   + event<start_wanted>                          / first,
   "placing"_s   + event<run_requested>  [room_to_hold]         / take_run,
   any           + event<run_requested>                         / refuse_run,
   // The thread's actor had left meanwhile: the next one is asked.
   "placing"_s   + event<place_moved>                           / first,
   "placing"_s   + event<place_opened>   [behind_the_head]      / (take_place, tell_attached, ask_for_held_runs, read_on) = "replaying"_s,
   "placing"_s   + event<place_opened>                          / (take_place, tell_attached, ask_for_held_runs, tell_caught_up) = "live"_s,
   "placing"_s   + event<place_refused>                         / (tell_refused, refuse_held_runs, report_ended) = "ending"_s,
   "placing"_s   + after(place_timeout)                         / (tell_overdue, give_up_place, report_ended)    = "ending"_s,
   in(placed)    + event<run_requested>                         / ask_for_run,
   in(placed)    + event<run_started>                           / tell_started,
   in(placed)    + event<request_failed>                        / tell_failed,

   "replaying"_s + event<rows_read>      [behind_the_head]      / (show, read_on)                 = "replaying"_s,
   "replaying"_s + event<rows_read>                             / (show, tell_caught_up)          = "live"_s,
   "replaying"_s + event<read_failed>                                                             = "rereading"_s,
   "rereading"_s + after(read_retry_delay)                      / read_on                         = "replaying"_s,
   "live"_s      + event<rows_committed> [rows_follow]          / (note_head, show),
   "live"_s      + event<rows_committed>                        / (note_head, read_on)            = "replaying"_s,
   in(catching_up) + event<rows_committed>                      / note_head,

   "live"_s      + event<queue_filled>                                                            = "lagging"_s,
   "replaying"_s + event<queue_filled>                                                            = "lagging"_s,
   "rereading"_s + event<queue_filled>                                                            = "lagging"_s,
   "lagging"_s   + event<queue_drained>  [still_behind]         / read_on                         = "replaying"_s,
   "lagging"_s   + event<queue_drained>                                                           = "live"_s,
   "lagging"_s   + after(lag_timeout)                           / (give_up_place, report_too_slow) = "ending"_s,

   "placing"_s   + event<detach_wanted>                         / (give_up_place, tell_detached, report_ended) = "ended"_s,
   // Who asked for a run hears of it also where it detaches at once: the answer is with the log.
   in(placed)    + event<detach_wanted>  [answers_are_owed]     / (note_detach, give_up_place)    = "detaching"_s,
   in(placed)    + event<detach_wanted>                         / (give_up_place, tell_detached, report_ended) = "ended"_s,
   "detaching"_s + event<run_started>    [last_answer]          / (tell_started, tell_noted_detach, report_ended) = "ended"_s,
   "detaching"_s + event<run_started>                           / tell_started,
   "detaching"_s + event<request_failed> [last_answer]          / (tell_failed, tell_noted_detach, report_ended) = "ended"_s,
   "detaching"_s + event<request_failed>                        / tell_failed,
   "detaching"_s + event<detach_wanted>                         / report_ended                    = "ended"_s,
   // An end that the connection did not ask for it confirms: a run that it asked for meanwhile is refused, not lost.
   "ending"_s    + event<detach_wanted>                         / tell_detached                   = "ended"_s,

   any + event<start_wanted> = ignore,   any + event<place_moved> = ignore,     any + event<place_opened> = ignore,   any + event<place_refused> = ignore,
   any + event<run_started> = ignore,    any + event<request_failed> = ignore, any + event<rows_read> = ignore,
   any + event<read_failed> = ignore,    any + event<rows_committed> = ignore, any + event<queue_filled> = ignore,
   any + event<queue_drained> = ignore,

   end("ended"_s),
   // The store answers every read and append (its contract). The connection confirms every end, also by its own.
   resting("replaying"_s, "live"_s, "detaching"_s, "ending"_s));
}

inline constexpr auto table = table_with(ask_for_place, hold_run);

static_assert(check<table, total, every_wait_has_a_deadline>());
}  // namespace attachment_rows

inline constexpr auto attachment = attachment_rows::table;
}  // namespace interlock::lifecycles
