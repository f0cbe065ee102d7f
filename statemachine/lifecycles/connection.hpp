#pragma once
/// One peer, from its first byte to its last (incident early-connection). Only what is `processing_ready` is served; an early
/// peer is upgraded, authenticated, and waits in a bounded room until the process is ready, or is told why not.
#include "statemachine/lifecycles/connection_rows.hpp"

namespace interlock::lifecycles {
namespace connection_rows {

inline constexpr auto before_upgrade = group("accepted"_s, "authorizing"_s);
inline constexpr auto before_service = group("opening"_s, "authenticating"_s, "awaiting_readiness"_s, "awaiting_hello"_s, "resuming"_s);
inline constexpr auto waiting = group("authenticating"_s, "awaiting_readiness"_s);
inline constexpr auto served = group("processing_ready"_s, "leaving"_s);
inline constexpr auto upgraded = group("opening"_s, "authenticating"_s, "awaiting_readiness"_s, "awaiting_hello"_s, "resuming"_s,
                                       "processing_ready"_s, "leaving"_s, "echoing"_s);

/// The table, with the rule that the incident broke as a parameter: `ready` says whether a peer may be served now.
/// A planted variant is this table with another rule.
constexpr auto table_with(const auto& ready) {
  return transition_table(
  // HTTP.
  *"accepted"_s           + event<page_requested>    [keeps_alive]                       / answer_page                           = "accepted"_s,
   "accepted"_s           + event<page_requested>                                        / (answer_page, hang_up)                = "closed"_s,
   "accepted"_s           + event<request_refused>                                       / (answer_problem, hang_up)             = "closed"_s,
   "accepted"_s           + event<echo_requested>    [draining]                          / (switch_protocols, close_draining)    = "closing"_s,
   "accepted"_s           + event<echo_requested>                                        / switch_protocols                      = "echoing"_s,
   "accepted"_s           + after(handshake_timeout)                                     / hang_up                               = "closed"_s,

   // The upgrade. A bad token in the header is refused before it; otherwise it is completed at once.
   "accepted"_s           + event<upgrade_requested> [from_a_refused_origin]             / (answer_origin_refused, hang_up)      = "closed"_s,
   "accepted"_s           + event<upgrade_requested> [names_two_credentials && came_in_a_header] / (answer_two_credentials, hang_up) = "closed"_s,
   "accepted"_s           + event<upgrade_requested> [names_two_credentials]             / (switch_protocols, close_two_credentials) = "closing"_s,
   "accepted"_s           + event<upgrade_requested> [wants_http_errors && !ready]       / (answer_not_ready, hang_up)           = "closed"_s,
   "accepted"_s           + event<upgrade_requested> [draining]                          / (switch_protocols, close_draining)    = "closing"_s,
   "accepted"_s           + event<upgrade_requested> [came_in_a_header && keys_are_here] / (hold_token, judge_token)             = "authorizing"_s,
   "accepted"_s           + event<upgrade_requested> [carries_a_token && keys_are_here]  / (switch_protocols, hold_token, judge_token) = "authenticating"_s,
   "accepted"_s           + event<upgrade_requested> [carries_a_token]                   / (switch_protocols, hold_token)        = "authenticating"_s,
   "accepted"_s           + event<upgrade_requested>                                     / switch_protocols                      = "opening"_s,
   "authorizing"_s        + event<token_accepted>    [ready]                             / (switch_protocols, keep_principal)    = "awaiting_hello"_s,
   "authorizing"_s        + event<token_accepted>    [draining]                          / (switch_protocols, close_draining)    = "closing"_s,
   "authorizing"_s        + event<token_accepted>    [startup_has_failed]                / (switch_protocols, close_startup_failed) = "closing"_s,
   "authorizing"_s        + event<token_accepted>    [waiting_room_is_full]              / (switch_protocols, close_overloaded)  = "closing"_s,
   "authorizing"_s        + event<token_accepted>                                        / (switch_protocols, keep_principal)    = "awaiting_readiness"_s,
   "authorizing"_s        + event<token_refused>                                         / (answer_unauthorized, hang_up)        = "closed"_s,
   "authorizing"_s        + after(authentication_timeout)                                / (answer_not_ready, hang_up)           = "closed"_s,
   in(before_upgrade)     + event<drain_started>                                                                                 = ignore,

   // The token, as soon as it and the keys are there.
   "opening"_s            + event<hello_received>    [carries_a_token && keys_are_here]  / (hold_hello, hold_token, judge_token) = "authenticating"_s,
   "opening"_s            + event<hello_received>    [carries_a_token]                   / (hold_hello, hold_token)              = "authenticating"_s,
   "opening"_s            + event<hello_received>                                        / (hold_hello, close_token_missing)     = "closing"_s,
   "opening"_s            + after(authentication_timeout)                                / close_silent                          = "closing"_s,
   "authenticating"_s     + event<keys_became_available>                                 / judge_token,
   "authenticating"_s     + event<token_accepted>    [ready && hello_resumes_a_session]  / (keep_principal, ask_session)         = "resuming"_s,
   "authenticating"_s     + event<token_accepted>    [ready && hello_is_held]            / (keep_principal, establish)           = "processing_ready"_s,
   "authenticating"_s     + event<token_accepted>    [ready]                             / keep_principal                        = "awaiting_hello"_s,
   "authenticating"_s     + event<token_accepted>    [draining]                          / close_draining                        = "closing"_s,
   "authenticating"_s     + event<token_accepted>    [startup_has_failed]                / close_startup_failed                  = "closing"_s,
   "authenticating"_s     + event<token_accepted>    [waiting_room_is_full]              / close_overloaded                      = "closing"_s,
   "authenticating"_s     + event<token_accepted>                                        / keep_principal                        = "awaiting_readiness"_s,
   "authenticating"_s     + event<token_refused>                                         / close_token_refused                   = "closing"_s,
   "authenticating"_s     + after(readiness_timeout)                                     / close_not_ready                       = "closing"_s,

   // The waiting room: bounded, woken by the event, never by polling.
   "awaiting_readiness"_s + on_entry                                                     / enter_waiting_room,
   "awaiting_readiness"_s + on_exit                                                      / leave_waiting_room,
   "awaiting_readiness"_s + event<process_became_ready> [ready && hello_resumes_a_session] / ask_session                         = "resuming"_s,
   "awaiting_readiness"_s + event<process_became_ready> [ready && hello_is_held]         / establish                             = "processing_ready"_s,
   "awaiting_readiness"_s + event<process_became_ready> [ready]                                                                  = "awaiting_hello"_s,
   "awaiting_readiness"_s + event<startup_failed>                                        / close_startup_failed                  = "closing"_s,
   "awaiting_readiness"_s + after(readiness_timeout)                                     / close_not_ready                       = "closing"_s,

   // The hello, and the session that it resumes. One hello is held while the peer waits.
   // A token in the hello outranks a cookie, which browsers send unasked.
   "awaiting_readiness"_s + event<hello_received>    [carries_a_token && came_in_a_cookie] / (hold_hello, hold_token, judge_token) = "authenticating"_s,
   "awaiting_hello"_s     + event<hello_received>    [carries_a_token && came_in_a_cookie] / (hold_hello, hold_token, judge_token) = "authenticating"_s,
   in(waiting)            + event<hello_received>    [carries_a_token]                   / (hold_hello, close_two_credentials)   = "closing"_s,
   in(waiting)            + event<hello_received>    [hello_is_held]                     / refuse_second_hello,
   in(waiting)            + event<hello_received>                                        / hold_hello,
   "awaiting_hello"_s     + event<hello_received>    [carries_a_token]                   / (hold_hello, close_two_credentials)   = "closing"_s,
   "awaiting_hello"_s     + event<hello_received>    [!ready && waiting_room_is_full]    / (hold_hello, close_overloaded)        = "closing"_s,
   "awaiting_hello"_s     + event<hello_received>    [!ready]                            / hold_hello                            = "awaiting_readiness"_s,
   "awaiting_hello"_s     + event<hello_received>    [resumes_a_session]                 / (hold_hello, ask_session)             = "resuming"_s,
   "awaiting_hello"_s     + event<hello_received>                                        / (hold_hello, establish)               = "processing_ready"_s,
   "awaiting_hello"_s     + after(authentication_timeout)                                / close_silent                          = "closing"_s,
   "resuming"_s           + event<session_resumed>   [ready]                             / establish_resumed                     = "processing_ready"_s,
   "resuming"_s           + event<session_resumed>                                                                               = "awaiting_readiness"_s,
   "resuming"_s           + event<resume_refused>    [ready]                             / establish                             = "processing_ready"_s,
   "resuming"_s           + event<resume_refused>                                                                                = "awaiting_readiness"_s,
   "resuming"_s           + after(resume_timeout)    [ready]                             / establish                             = "processing_ready"_s,
   "resuming"_s           + after(resume_timeout)    [!ready]                            / close_not_ready                       = "closing"_s,
   in(upgraded)           + event<hello_received>                                        / refuse_second_hello,

   // What only a served connection may ask.
   "processing_ready"_s   + event<attach_received>   [!thread_may_be_named]              / refuse_not_found,
   "processing_ready"_s   + event<attach_received>   [thread_is_being_detached]          / refuse_while_detaching,
   "processing_ready"_s   + event<attach_received>   [thread_is_attached]                / refuse_already_attached,
   "processing_ready"_s   + event<attach_received>   [!room_for_an_attachment]           / refuse_too_many_attachments,
   "processing_ready"_s   + event<attach_received>   [!cursor_is_well_formed]            / refuse_bad_cursor,
   "processing_ready"_s   + event<attach_received>                                       / attach,
   "processing_ready"_s   + event<start_received>    [!ready]                            / refuse_while_not_ready,
   "processing_ready"_s   + event<start_received>    [!thread_may_be_named]              / refuse_not_found,
   "processing_ready"_s   + event<start_received>    [thread_is_being_detached]          / refuse_while_detaching,
   "processing_ready"_s   + event<start_received>    [thread_is_attached || room_for_an_attachment] / start_through_attachment,
   "processing_ready"_s   + event<start_received>                                        / refuse_too_many_attachments,
   "leaving"_s            + event<attach_received>                                       / refuse_while_draining,
   "leaving"_s            + event<start_received>                                        / refuse_while_draining,
   in(served)             + event<detach_received>   [thread_is_attached && !thread_is_being_detached] / detach,
   in(served)             + event<detach_received>                                       / refuse_not_attached,
   in(served)             + event<cancel_received>   [run_may_be_named]                  / ask_to_cancel,
   in(served)             + event<cancel_received>                                       / refuse_not_found,
   in(served)             + event<cancel_taken>                                          / confirm_cancel,
   in(served)             + event<ack_received>      [!thread_is_attached]               / refuse_not_attached,
   in(served)             + event<ack_received>      [!cursor_is_well_formed]            / refuse_bad_cursor,
   in(served)             + event<ack_received>                                          / note_ack,
   in(served)             + event<attachment_placed>                                     / note_place,
   in(served)             + event<attachment_ended>  [was_too_slow]                      / close_slow_consumer                   = "closing"_s,
   in(served)             + event<attachment_ended>                                      / drop_attachment,
   in(served)             + event<queue_filled>                                          / hold_attachments,
   in(served)             + event<queue_drained>                                         / release_attachments,
   "processing_ready"_s   + event<refresh_received>                                      / refresh,
   "processing_ready"_s   + event<token_accepted>    [same_user]                         / renew                                 = "processing_ready"_s,
   "processing_ready"_s   + event<token_accepted>                                        / close_forbidden                       = "closing"_s,
   "processing_ready"_s   + event<token_refused>                                         / tell_token_refused,
   "leaving"_s            + event<refresh_received>                                      / refuse_while_draining,
   in(before_service)     + event<attach_received>   [may_be_held]                       / hold,
   in(before_service)     + event<attach_received>                                       / refuse_before_hello,
   in(before_service)     + event<detach_received>   [may_be_held]                       / hold,
   in(before_service)     + event<detach_received>                                       / refuse_before_hello,
   in(before_service)     + event<start_received>    [may_be_held]                       / hold,
   in(before_service)     + event<start_received>                                        / refuse_before_hello,
   in(before_service)     + event<cancel_received>   [may_be_held]                       / hold,
   in(before_service)     + event<cancel_received>                                       / refuse_before_hello,
   in(before_service)     + event<refresh_received>  [may_be_held]                       / hold,
   in(before_service)     + event<refresh_received>                                      / refuse_before_hello,
   in(upgraded)           + event<faulty_message_received>                               / tell_fault,

   // Liveness, the token's end, readiness that changes, a newer connection of the same session.
   "processing_ready"_s   + after(ping_interval)     [peer_has_answered]                 / ping                                  = "processing_ready"_s,
   "processing_ready"_s   + after(ping_timeout)      [!peer_has_answered]                / close_ping_timeout                    = "closing"_s,
   "processing_ready"_s   + after(token_lifetime)                                        / close_token_expired                   = "closing"_s,
   "echoing"_s            + after(ping_interval)     [peer_has_answered]                 / ping                                  = "echoing"_s,
   "echoing"_s            + after(ping_timeout)      [!peer_has_answered]                / close_ping_timeout                    = "closing"_s,
   "processing_ready"_s   + event<pong_received>                                         / note_answer                           = "processing_ready"_s,
   "echoing"_s            + event<pong_received>                                         / note_answer                           = "echoing"_s,
   in(upgraded)           + event<pong_received>                                         / note_answer,
   "processing_ready"_s   + event<process_became_ready>                                  / tell_readiness,
   "processing_ready"_s   + event<process_became_unready>                                / tell_readiness,
   in(served)             + event<superseded>                                            / close_superseded                      = "closing"_s,

   // The end.
   in(before_service)     + event<drain_started>                                         / close_draining                        = "closing"_s,
   "echoing"_s            + event<drain_started>                                         / close_draining                        = "closing"_s,
   "processing_ready"_s   + event<drain_started>                                         / say_goodbye                           = "leaving"_s,
   "leaving"_s            + after(goodbye_delay)                                         / close_draining                        = "closing"_s,
   // What follows a violation cannot be read, the peer's own close neither: our end of the stream is said at once.
   in(upgraded)           + event<protocol_violated>                                     / (close_violation, hang_up)            = "closed"_s,
   in(upgraded)           + event<peer_closed>                                           / (answer_close, hang_up)               = "closed"_s,
   "closing"_s            + event<peer_closed>                                           / hang_up                               = "closed"_s,
   "closing"_s            + event<protocol_violated>                                     / hang_up                               = "closed"_s,
   "closing"_s            + after(close_timeout)                                         / hang_up                               = "closed"_s,
   any                    + event<peer_lost>                                                                                     = "closed"_s,
   "closed"_s             + on_entry                                                     / release,
   // What its own actions throw ends this connection and no other.
   in(before_upgrade)     + exception                                                    / hang_up                               = "closed"_s,
   in(upgraded)           + exception                                                    / close_failed                          = "closing"_s,
   "closing"_s            + exception                                                    / hang_up                               = "closed"_s,

   // What comes too late, or means nothing where it comes.
   any + event<page_requested> = ignore,        any + event<request_refused> = ignore,      any + event<echo_requested> = ignore,
   any + event<upgrade_requested> = ignore,     any + event<hello_received> = ignore,       any + event<attach_received> = ignore,
   any + event<detach_received> = ignore,       any + event<start_received> = ignore,       any + event<cancel_received> = ignore,
   any + event<refresh_received> = ignore,      any + event<ack_received> = ignore,         any + event<pong_received> = ignore,
   any + event<faulty_message_received> = ignore, any + event<protocol_violated> = ignore,  any + event<peer_closed> = ignore,
   any + event<queue_filled> = ignore,          any + event<queue_drained> = ignore,        any + event<token_accepted> = ignore,
   any + event<token_refused> = ignore,         any + event<session_resumed> = ignore,      any + event<resume_refused> = ignore,
   any + event<superseded> = ignore,            any + event<attachment_placed> = ignore,     any + event<attachment_ended> = ignore,     any + event<cancel_taken> = ignore,
   any + event<keys_became_available> = ignore, any + event<process_became_ready> = ignore, any + event<process_became_unready> = ignore,
   any + event<startup_failed> = ignore,        any + event<drain_started> = ignore,

   end("closed"_s));
}

inline constexpr auto table = table_with(process_ready);
static_assert(check<table, total, every_wait_has_a_deadline>());
}  // namespace connection_rows

inline constexpr auto connection = connection_rows::table;
}  // namespace interlock::lifecycles
