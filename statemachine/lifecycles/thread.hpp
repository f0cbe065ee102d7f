#pragma once
/// One thread's log, as its only writer: it gives every event its place and shows none that is not durable (incident
/// unattached-run). A run begins here, with what the user said as its first event.
#include "statemachine/lifecycles/events.hpp"
#include "statemachine/statemachine.hpp"

namespace interlock::lifecycles {
namespace thread_rows {
using namespace statemachine;

inline constexpr guard runs_were_cut{[](const auto&, const auto& e) { for (const auto& run : e.runs) if (!run.ended) return true; return false; }};
inline constexpr guard more_waits{[](const auto& c) { return c.more_waits(); }};
inline constexpr guard cursor_is_from_here{[](const auto& c, const auto& e) { return c.cursor_is_from_here(e); }};
inline constexpr guard cursor_is_too_old{[](const auto& c, const auto& e) { return c.cursor_is_too_old(e); }};
inline constexpr guard room_for_a_place{[](const auto& c) { return c.room_for_a_place(); }};
inline constexpr guard process_ready{[](const auto& c) { return c.process_ready(); }};
inline constexpr guard agent_is_known{[](const auto& c, const auto& e) { return c.agent_is_known(e); }};
inline constexpr guard key_was_used{[](const auto& c, const auto& e) { return c.key_was_used(e); }};
inline constexpr guard for_the_same_input{[](const auto& c, const auto& e) { return c.key_was_used_for_the_same_input(e); }};
inline constexpr guard a_run_is_under_way{[](const auto& c) { return c.a_run_is_under_way(); }};
inline constexpr guard somebody_needs_it{[](const auto& c) { return c.somebody_needs_it(); }};
inline constexpr guard room_for_an_event{[](const auto& c, const auto& e) { return c.room_for_an_event(e); }};

inline constexpr action open_log{[](auto& c) { c.open_log(); }};
inline constexpr action take_log{[](auto& c, const auto& e) { c.take_log(e); }};
inline constexpr action interrupt_cut_runs{[](auto& c, const auto& e) { c.interrupt_cut_runs(e); }};
inline constexpr action admit_waiting_places{[](auto& c) { c.admit_waiting_places(); }};
inline constexpr action refuse_waiting_places{[](auto& c) { c.refuse_waiting_places(); }};
inline constexpr action hold_place{[](auto& c, const auto& e) { c.hold_place(e); }};
inline constexpr action give_place{[](auto& c, const auto& e) { c.give_place(e); }};
inline constexpr action refuse_place_as_expired{[](auto& c) { c.refuse_place_as_expired(); }};
inline constexpr action refuse_place_as_invalid{[](auto& c) { c.refuse_place("cursor_invalid"); }};
inline constexpr action refuse_place_as_unavailable{[](auto& c) { c.refuse_place("log_unavailable"); }};
inline constexpr action give_up_place{[](auto& c) { c.give_up_place(); }};
inline constexpr action record_run{[](auto& c, const auto& e) { c.record_run(e); }};
inline constexpr action answer_with_known_run{[](auto& c, const auto& e) { c.answer_with_known_run(e); }};
inline constexpr action refuse_other_input{[](auto& c, const auto& e) { c.refuse_run(e, "idempotency_conflict"); }};
inline constexpr action refuse_unknown_agent{[](auto& c, const auto& e) { c.refuse_run(e, "unknown_agent"); }};
inline constexpr action refuse_busy{[](auto& c, const auto& e) { c.refuse_run(e, "thread_busy"); }};
inline constexpr action refuse_not_ready{[](auto& c, const auto& e) { c.refuse_run(e, "not_ready"); }};
inline constexpr action refuse_unavailable{[](auto& c, const auto& e) { c.refuse_run(e, "log_unavailable"); }};
inline constexpr action queue_event{[](auto& c, const auto& e) { c.queue_event(e); }};
inline constexpr action tell_full{[](auto& c, const auto& e) { c.tell_full(e); }};
inline constexpr action append_next{[](auto& c) { c.append_next(); }};
inline constexpr action publish{[](auto& c) { c.publish(); }};
inline constexpr action take_back{[](auto& c) { c.take_back(); }};

inline constexpr action withdraw{[](auto& c) { c.withdraw(); }};
inline constexpr action send_to_the_next{[](auto& c) { c.send_to_the_next(); }};

inline constexpr duration linger{[](const auto& c) { return c.settings().thread_linger; }};
inline constexpr duration retry_delay{[](const auto& c) { return c.settings().log_retry_delay; }};

inline constexpr auto opened = group("idle"_s, "appending"_s, "stalled"_s);
inline constexpr auto at_rest = group("idle"_s);      // A state's own rows come before a group's: as groups of one state,
inline constexpr auto writing = group("appending"_s);  // these take a run only after what `opened` refuses.
inline constexpr auto behind = group("appending"_s, "stalled"_s);

inline constexpr auto table = transition_table(
  *"unopened"_s  + event<thread_wanted>                                             / open_log                            = "opening"_s,
   "unopened"_s  + event<place_given_up>                                            / withdraw                            = "withdrawn"_s,
   "unopened"_s  + event<place_requested>                                           / (hold_place, open_log)              = "opening"_s,
   "opening"_s   + event<place_requested>  [room_for_a_place]                       / hold_place,
   "opening"_s   + event<place_requested>                                           / refuse_place_as_unavailable,
   "opening"_s   + event<log_opened>       [runs_were_cut]                          / (take_log, interrupt_cut_runs, admit_waiting_places, append_next) = "appending"_s,
   "opening"_s   + event<log_opened>                                                / (take_log, admit_waiting_places)    = "idle"_s,
   "opening"_s   + event<log_open_failed>                                           / refuse_waiting_places               = "reopening"_s,
   "reopening"_s + event<place_requested>                                           / refuse_place_as_unavailable,
   "reopening"_s + after(retry_delay)                                               / open_log                            = "opening"_s,

   // Places. An attachment is a watcher from the moment it has its place: nothing can be committed in between.
   in(opened)    + event<place_requested>  [!room_for_a_place]                      / refuse_place_as_unavailable,
   in(opened)    + event<place_requested>  [!cursor_is_from_here]                   / refuse_place_as_invalid,
   in(opened)    + event<place_requested>  [cursor_is_too_old]                      / refuse_place_as_expired,
   in(opened)    + event<place_requested>                                           / give_place,
   any           + event<place_given_up>                                            / give_up_place,

   // What nobody needs leaves the memory. It stays for as long again for those who were on their way to it.
   "idle"_s      + after(linger)           [somebody_needs_it]                                                            = "idle"_s,
   "idle"_s      + after(linger)           [!somebody_needs_it]                     / withdraw                            = "withdrawn"_s,
   "withdrawn"_s + event<place_requested>                                           / send_to_the_next,
   "withdrawn"_s + after(linger)                                                                                          = "ended"_s,

   // Runs. What was said before with the same key is the same run.
   in(opened)    + event<run_requested>    [key_was_used && for_the_same_input]     / answer_with_known_run,
   in(opened)    + event<run_requested>    [key_was_used]                           / refuse_other_input,
   in(opened)    + event<run_requested>    [!process_ready]                         / refuse_not_ready,
   in(opened)    + event<run_requested>    [!agent_is_known]                        / refuse_unknown_agent,
   in(opened)    + event<run_requested>    [a_run_is_under_way]                     / refuse_busy,
   in(at_rest)   + event<run_requested>                                             / (record_run, append_next)           = "appending"_s,
   in(writing)   + event<run_requested>                                             / record_run,
   any           + event<run_requested>                                             / refuse_unavailable,

   // Events: append, then emit. While the log is away they wait, bounded.
   in(opened)    + event<emitted>          [!room_for_an_event]                     / tell_full,
   "idle"_s      + event<emitted>                                                   / (queue_event, append_next)          = "appending"_s,
   in(behind)    + event<emitted>                                                   / queue_event,
   any           + event<emitted>                                                                                         = ignore,
   in(behind)    + event<committed>        [more_waits]                             / (publish, append_next)              = "appending"_s,
   in(behind)    + event<committed>                                                 / publish                             = "idle"_s,
   any           + event<committed>                                                                                       = ignore,
   "appending"_s + event<append_failed>                                             / take_back                           = "stalled"_s,
   any           + event<append_failed>                                                                                   = ignore,
   "stalled"_s   + after(retry_delay)      [more_waits]                             / append_next                         = "appending"_s,
   "stalled"_s   + after(retry_delay)      [!more_waits]                                                                  = "idle"_s,

   any + event<thread_wanted> = ignore, any + event<log_opened> = ignore, any + event<log_open_failed> = ignore,

   // The store answers whatever it is asked (its contract), and whoever waits for a place has a deadline of its own. Asking again
   // while an answer is owed would only bring the store more to answer.
   end("ended"_s), resting("unopened"_s, "opening"_s, "appending"_s));

static_assert(check<table, total, every_wait_has_a_deadline>());
}  // namespace thread_rows

inline constexpr auto thread = thread_rows::table;
}  // namespace interlock::lifecycles
