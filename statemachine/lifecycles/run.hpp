#pragma once
/// One execution of an agent on a thread: recorded before it begins, and ended by exactly one terminal event, whatever the
/// agent, the client or the log does (incident unattached-run).
#include "statemachine/lifecycles/events.hpp"
#include "statemachine/statemachine.hpp"

namespace interlock::lifecycles {
namespace run_rows {
using namespace statemachine;

inline constexpr guard it_is_terminal{[](const auto&, const auto& e) { return is_terminal(e.type); }};

inline constexpr action abort{[](auto& c) { c.abort(); }};
inline constexpr action emit_started{[](auto& c) { c.emit(EventType::agent_started, "{}"); }};
inline constexpr action emit{[](auto& c, const auto& e) { c.emit(e.type, e.data); }};
inline constexpr action emit_cancelled{[](auto& c) { c.emit(EventType::agent_cancelled, "{}"); }};
inline constexpr action emit_unreachable{[](auto& c, const auto& e) { c.emit_interrupted("agent_unreachable", e.failure); }};
inline constexpr action emit_cut{[](auto& c) { c.emit_interrupted("stream_ended", "the agent's stream ended without a terminal event"); }};
inline constexpr action emit_broken{[](auto& c, const auto& e) { c.emit_interrupted("stream_broken", e.failure); }};
inline constexpr action emit_first_byte_overdue{[](auto& c) { c.emit_interrupted("first_byte_timeout", "the agent did not answer in time"); }};
inline constexpr action emit_idle{[](auto& c) { c.emit_interrupted("idle_timeout", "the agent fell silent"); }};
inline constexpr action emit_overdue{[](auto& c) { c.emit_interrupted("total_timeout", "the run took too long"); }};
inline constexpr action emit_drained{[](auto& c) { c.emit_interrupted("draining", "the gateway is going away"); }};
inline constexpr action emit_unkept{[](auto& c) { c.emit_interrupted("log_unavailable", "the log could not keep the run's events"); }};
inline constexpr action emit_failed{[](auto& c, const auto& e) { c.emit_failed(e.what); }};
inline constexpr action take_cancel{[](auto& c, const auto& e) { c.take_cancel(e); }};
inline constexpr action release{[](auto& c) { c.release(); }};

inline constexpr duration first_byte_timeout{[](const auto& c) { return c.agent().first_byte_timeout; }};
inline constexpr duration idle_timeout{[](const auto& c) { return c.agent().idle_timeout; }};
inline constexpr duration total_timeout{[](const auto& c) { return c.agent().total_timeout; }};
inline constexpr duration cancel_grace{[](const auto& c) { return c.settings().cancel_grace; }};

inline constexpr auto working = group("dialing"_s, "streaming"_s);
inline constexpr auto under_way = group("dialing"_s, "streaming"_s, "cancelling"_s);

// A state "…ing" after the terminal event waits for the log, which has its own deadline; the run's outcome is decided, and the agent's
// stream is over: what it still says is late.
/// `deadlines`: how long the agent may take to answer and to end. The planted variant waits for an answer without one.
constexpr auto table_with(const auto&... deadlines) {
  return transition_table(
  *"recorded"_s    + event<run_recorded>                                                     = "dialing"_s,
   in(under_way)   + invoke<agent_stream>,
   "dialing"_s     + event<upstream_opened>              / emit_started                      = "streaming"_s,
   "dialing"_s     + event<task_failed<agent_stream>>    / emit_unreachable                  = "interrupting"_s,
   "streaming"_s   + event<upstream_event> [it_is_terminal] / emit                           = "completing"_s,
   "streaming"_s   + event<upstream_event>               / emit                              = "streaming"_s,
   "streaming"_s   + event<task_failed<agent_stream>>    / emit_broken                       = "interrupting"_s,
   "streaming"_s   + after(idle_timeout)                 / emit_idle                         = "interrupting"_s,
   in(working)     + event<task_completed<agent_stream>> / emit_cut                          = "interrupting"_s,
   in(working)     + event<task_cancelled<agent_stream>> / emit_cut                          = "interrupting"_s,

   in(working)     + event<run_cancel_requested>         / (take_cancel, abort)              = "cancelling"_s,
   "cancelling"_s  + event<run_cancel_requested>         / take_cancel,
   "cancelling"_s  + event<upstream_event> [it_is_terminal] / emit                           = "completing"_s,
   "cancelling"_s  + event<upstream_event>               / emit,
   "cancelling"_s  + event<upstream_opened>                                                  = ignore,
   "cancelling"_s  + event<task_completed<agent_stream>> / emit_cancelled                    = "stopping"_s,
   "cancelling"_s  + event<task_failed<agent_stream>>    / emit_cancelled                    = "stopping"_s,
   "cancelling"_s  + event<task_cancelled<agent_stream>> / emit_cancelled                    = "stopping"_s,
   "cancelling"_s  + after(cancel_grace)                 / emit_cancelled                    = "stopping"_s,

   in(under_way)   + event<grace_ended>                  / emit_drained                      = "interrupting"_s,
   in(under_way)   + event<log_is_full>                  / emit_unkept                       = "interrupting"_s,
   in(under_way)   + exception                           / emit_failed                       = "interrupting"_s,

   "completing"_s  + event<terminal_committed>           / release                           = "completed"_s,
   "interrupting"_s + event<terminal_committed>          / release                           = "interrupted"_s,
   "stopping"_s    + event<terminal_committed>           / release                           = "cancelled"_s,

   any + event<run_recorded> = ignore,        any + event<upstream_opened> = ignore, any + event<upstream_event> = ignore,
   any + event<run_cancel_requested> / take_cancel,
   any + event<grace_ended> = ignore,         any + event<log_is_full> = ignore,     any + event<terminal_committed> = ignore,

   deadlines...,

   end("completed"_s, "interrupted"_s, "cancelled"_s),
   // The thread records the run and posts `run_recorded` in one step; after the terminal event the log has the deadline.
   resting("recorded"_s, "completing"_s, "interrupting"_s, "stopping"_s));
}

inline constexpr auto table = table_with("dialing"_s + after(first_byte_timeout) / emit_first_byte_overdue = "interrupting"_s,
                                         in(working) + after(total_timeout)      / emit_overdue            = "interrupting"_s);

static_assert(check<table, total, every_wait_has_a_deadline>());
}  // namespace run_rows

inline constexpr auto run = run_rows::table;
}  // namespace interlock::lifecycles
