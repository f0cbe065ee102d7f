#pragma once
/// The guards, actions and deadlines that the rows of `connection` are made of. What each does to the connection is in the
/// context that runs it; here are their names.
#include "statemachine/lifecycles/events.hpp"
#include "statemachine/statemachine.hpp"

namespace interlock::lifecycles::connection_rows {
using namespace statemachine;

// ---- what is asked -----------------------------------------------------------------------------------------------
inline constexpr guard process_ready{[](const auto& c) { return c.process_ready(); }};
inline constexpr guard draining{[](const auto& c) { return c.draining(); }};
inline constexpr guard startup_has_failed{[](const auto& c) { return c.startup_has_failed(); }};
inline constexpr guard waiting_room_is_full{[](const auto& c) { return c.waiting_room_is_full(); }};
inline constexpr guard keys_are_here{[](const auto& c) { return c.keys_are_here(); }};
inline constexpr guard wants_http_errors{[](const auto&, const auto& e) { return e.prefers_http_errors; }};
inline constexpr guard names_two_credentials{[](const auto&, const auto& e) { return e.two_credentials; }};
inline constexpr guard came_in_a_header{[](const auto&, const auto& e) { return e.source == CredentialSource::header; }};
inline constexpr guard came_in_a_cookie{[](const auto& c) { return c.came_in_a_cookie(); }};
inline constexpr guard carries_a_token{[](const auto&, const auto& e) { return !e.token.empty(); }};
inline constexpr guard from_a_refused_origin{[](const auto&, const auto& e) { return e.origin_refused; }};
inline constexpr guard keeps_alive{[](const auto&, const auto& e) { return e.keep_alive; }};
inline constexpr guard hello_is_held{[](const auto& c) { return c.hello_is_held(); }};
inline constexpr guard hello_resumes_a_session{[](const auto& c) { return c.hello_resumes_a_session(); }};
/// What a client says right behind its hello is held with it, bounded, and taken up when it is served.
inline constexpr guard may_be_held{[](const auto& c) { return c.may_be_held(); }};
inline constexpr guard resumes_a_session{[](const auto&, const auto& e) { return e.resume.has_value(); }};
inline constexpr guard peer_has_answered{[](const auto& c) { return c.peer_has_answered(); }};
inline constexpr guard thread_may_be_named{[](const auto& c, const auto& e) { return c.thread_may_be_named(e.thread); }};
inline constexpr guard thread_is_attached{[](const auto& c, const auto& e) { return c.thread_is_attached(e.thread); }};
inline constexpr guard thread_is_being_detached{[](const auto& c, const auto& e) { return c.thread_is_being_detached(e.thread); }};
inline constexpr guard room_for_an_attachment{[](const auto& c) { return c.room_for_an_attachment(); }};
inline constexpr guard cursor_is_well_formed{[](const auto& c, const auto& e) { return c.cursor_is_well_formed(e); }};
inline constexpr guard run_may_be_named{[](const auto& c, const auto& e) { return c.run_may_be_named(e); }};
inline constexpr guard same_user{[](const auto& c, const auto& e) { return c.same_user(e); }};
inline constexpr guard was_too_slow{[](const auto&, const auto& e) { return e.too_slow; }};

// ---- what is done ------------------------------------------------------------------------------------------------
inline constexpr action switch_protocols{[](auto& c) { c.switch_protocols(); }};
inline constexpr action hold_token{[](auto& c, const auto& e) { c.hold_token(e); }};
inline constexpr action judge_token{[](auto& c) { c.judge_token(); }};
inline constexpr action keep_principal{[](auto& c, const auto& e) { c.keep_principal(e); }};
inline constexpr action hold_hello{[](auto& c, const auto& e) { c.hold_hello(e); }};
inline constexpr action hold{[](auto& c, const auto& e) { c.hold(e); }};
inline constexpr action establish{[](auto& c) { c.establish(); }};
inline constexpr action ask_session{[](auto& c) { c.ask_session(); }};
inline constexpr action establish_resumed{[](auto& c, const auto& e) { c.establish_resumed(e); }};
inline constexpr action enter_waiting_room{[](auto& c) { c.enter_waiting_room(); }};
inline constexpr action leave_waiting_room{[](auto& c) { c.leave_waiting_room(); }};
inline constexpr action answer_page{[](auto& c, const auto& e) { c.answer_page(e); }};
inline constexpr action answer_problem{[](auto& c, const auto& e) { c.answer_problem(e); }};
inline constexpr action answer_not_ready{[](auto& c) { c.answer_not_ready(); }};
inline constexpr action answer_unauthorized{[](auto& c, const auto& e) { c.answer_unauthorized(e); }};
inline constexpr action answer_two_credentials{[](auto& c) { c.answer_two_credentials(); }};
inline constexpr action answer_origin_refused{[](auto& c) { c.answer_origin_refused(); }};
inline constexpr action attach{[](auto& c, const auto& e) { c.attach(e); }};
inline constexpr action detach{[](auto& c, const auto& e) { c.detach(e); }};
/// Attaches first where that is not done yet; it is the attachment that asks for the run, once it has its place.
inline constexpr action start_through_attachment{[](auto& c, const auto& e) { c.start_through_attachment(e); }};
inline constexpr action ask_to_cancel{[](auto& c, const auto& e) { c.ask_to_cancel(e); }};
inline constexpr action confirm_cancel{[](auto& c, const auto& e) { c.confirm_cancel(e); }};
inline constexpr action note_place{[](auto& c, const auto& e) { c.note_place(e); }};
inline constexpr action note_ack{[](auto& c, const auto& e) { c.note_ack(e); }};
inline constexpr action refresh{[](auto& c, const auto& e) { c.refresh(e); }};
inline constexpr action renew{[](auto& c, const auto& e) { c.renew(e); }};
inline constexpr action note_answer{[](auto& c) { c.note_answer(); }};
inline constexpr action ping{[](auto& c) { c.ping(); }};
inline constexpr action drop_attachment{[](auto& c, const auto& e) { c.drop_attachment(e); }};
inline constexpr action tell_fault{[](auto& c, const auto& e) { c.tell_fault(e); }};
inline constexpr action tell_token_refused{[](auto& c, const auto& e) { c.tell_token_refused(e); }};
inline constexpr action tell_readiness{[](auto& c) { c.tell_readiness(); }};
inline constexpr action hold_attachments{[](auto& c, const auto& e) { c.tell_attachments(e); }};
inline constexpr action release_attachments{[](auto& c, const auto& e) { c.tell_attachments(e); }};
inline constexpr action say_goodbye{[](auto& c) { c.say_goodbye(); }};

// Refusals of one message: a typed error, and the connection lives on.
inline constexpr action refuse_before_hello{[](auto& c, const auto& e) { c.refuse(e, "hello_expected"); }};
inline constexpr action refuse_second_hello{[](auto& c, const auto& e) { c.refuse(e, "hello_repeated"); }};
inline constexpr action refuse_while_not_ready{[](auto& c, const auto& e) { c.refuse(e, "not_ready"); }};
inline constexpr action refuse_while_draining{[](auto& c, const auto& e) { c.refuse(e, "draining"); }};
inline constexpr action refuse_not_found{[](auto& c, const auto& e) { c.refuse(e, "not_found"); }};
inline constexpr action refuse_bad_cursor{[](auto& c, const auto& e) { c.refuse(e, "cursor_invalid"); }};
inline constexpr action refuse_while_detaching{[](auto& c, const auto& e) { c.refuse(e, "thread_busy"); }};
inline constexpr action refuse_not_attached{[](auto& c, const auto& e) { c.refuse(e, "not_attached"); }};
inline constexpr action refuse_already_attached{[](auto& c, const auto& e) { c.refuse(e, "already_attached"); }};
inline constexpr action refuse_too_many_attachments{[](auto& c, const auto& e) { c.refuse(e, "too_many_attachments"); }};

// Closings: a typed error where the client can use one, and a close frame that says why.
inline constexpr action close_not_ready{[](auto& c) { c.close_not_ready(); }};
inline constexpr action close_overloaded{[](auto& c) { c.close_overloaded(); }};
inline constexpr action close_startup_failed{[](auto& c) { c.close_startup_failed(); }};
inline constexpr action close_draining{[](auto& c) { c.close_draining(); }};
inline constexpr action close_token_missing{[](auto& c) { c.close_token("token_missing"); }};
inline constexpr action close_two_credentials{[](auto& c) { c.close_token("two_credentials"); }};
inline constexpr action close_token_refused{[](auto& c, const auto& e) { c.close_token(e.code); }};
inline constexpr action close_token_expired{[](auto& c) { c.close_token_expired(); }};
inline constexpr action close_forbidden{[](auto& c) { c.close_forbidden(); }};
inline constexpr action close_silent{[](auto& c) { c.close_silent(); }};
inline constexpr action close_ping_timeout{[](auto& c) { c.close_ping_timeout(); }};
inline constexpr action close_slow_consumer{[](auto& c) { c.close_slow_consumer(); }};
inline constexpr action close_superseded{[](auto& c) { c.close_superseded(); }};
inline constexpr action close_failed{[](auto& c, const auto& e) { c.close_failed(e.what); }};
inline constexpr action close_violation{[](auto& c, const auto& e) { c.close_violation(e); }};
inline constexpr action answer_close{[](auto& c) { c.answer_close(); }};
inline constexpr action hang_up{[](auto& c) { c.hang_up(); }};
inline constexpr action release{[](auto& c) { c.release(); }};

// ---- how long ----------------------------------------------------------------------------------------------------
inline constexpr duration handshake_timeout{[](const auto& c) { return c.settings().handshake_timeout; }};
inline constexpr duration authentication_timeout{[](const auto& c) { return c.settings().authentication_timeout; }};
inline constexpr duration readiness_timeout{[](const auto& c) { return c.settings().readiness_timeout; }};
inline constexpr duration resume_timeout{[](const auto& c) { return c.settings().resume_timeout; }};
inline constexpr duration ping_interval{[](const auto& c) { return c.settings().ping_interval; }};
inline constexpr duration ping_timeout{[](const auto& c) { return c.settings().ping_timeout; }};
inline constexpr duration token_lifetime{[](const auto& c) { return c.token_lifetime(); }};
/// A delay of its own for each client, so that they do not come back as a herd.
inline constexpr duration goodbye_delay{[](const auto& c) { return c.goodbye_delay(); }};
inline constexpr duration close_timeout{[](const auto& c) { return c.settings().close_timeout; }};

}  // namespace interlock::lifecycles::connection_rows
