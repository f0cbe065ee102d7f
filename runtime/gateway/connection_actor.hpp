#pragma once
/// One peer: what its lifecycle's actions do, as effects.
#include "runtime/gateway/context.hpp"

namespace interlock::gateway {

/// An attachment that this connection has. `label` is the thread as the client names it.
struct AttachmentPlace {
  std::string label;
  Address actor;
  bool leaving = false;  ///< It was asked to detach, and has not ended yet: until then its thread is not attached to again.
  friend bool operator==(const AttachmentPlace&, const AttachmentPlace&) = default;
};

struct ConnectionState {
  std::string token;                               ///< Held until it is judged.
  std::optional<lifecycles::hello_received> hello; ///< Held until the connection may be served.
  std::vector<Event> held;                         ///< What the client said right behind its hello.
  std::optional<Principal> principal;
  Address session;                                 ///< {world, 0} until there is one.
  Address asked_session;                           ///< Whom a resume was asked of, until it is ours or given up.
  std::vector<AttachmentPlace> attachments;
  bool by_cookie = false;                          ///< Its token came unasked: one in the hello outranks it.
  std::vector<RequestId> refreshes;                ///< Those that are being judged, oldest first.
  std::optional<Duration> goodbye_delay;           ///< Once goodbye was said.
  bool upgraded = false;
  bool peer_has_answered = true;
  friend bool operator==(const ConnectionState&, const ConnectionState&) = default;
};

class ConnectionContext : public Context {
 public:
  ConnectionContext(ConnectionState& state, const Context& base) : Context(base), state_(state) {}

  // ---- guards
  [[nodiscard]] bool process_ready() const { return facts().ready(); }
  [[nodiscard]] bool draining() const { return facts().readiness >= Readiness::draining; }
  [[nodiscard]] bool startup_has_failed() const { return facts().readiness == Readiness::failed; }
  [[nodiscard]] bool waiting_room_is_full() const { return facts().waiting >= settings().waiting_room; }
  [[nodiscard]] bool keys_are_here() const { return facts().is_up(settings().keys); }
  [[nodiscard]] bool came_in_a_cookie() const { return state_.by_cookie; }
  [[nodiscard]] bool hello_is_held() const { return state_.hello.has_value(); }
  [[nodiscard]] bool hello_resumes_a_session() const { return state_.hello && state_.hello->resume; }
  [[nodiscard]] bool may_be_held() const { return state_.hello && state_.held.size() < settings().held_messages; }
  [[nodiscard]] bool peer_has_answered() const { return state_.peer_has_answered; }
  [[nodiscard]] bool thread_may_be_named(const std::string& label) const { return resolve(label).has_value(); }
  [[nodiscard]] bool thread_is_attached(const std::string& label) const { return find(label) != nullptr; }
  [[nodiscard]] bool thread_is_being_detached(const std::string& label) const { return thread_is_attached(label) && find(label)->leaving; }
  [[nodiscard]] bool room_for_an_attachment() const { return state_.attachments.size() < settings().attachments; }
  [[nodiscard]] bool cursor_is_well_formed(const lifecycles::attach_received& e) const;
  [[nodiscard]] bool cursor_is_well_formed(const lifecycles::ack_received& e) const;
  [[nodiscard]] bool run_may_be_named(const lifecycles::cancel_received& e) const;
  [[nodiscard]] bool same_user(const lifecycles::token_accepted& e) const {
    return state_.principal && e.principal.user == state_.principal->user && e.principal.tenant == state_.principal->tenant;
  }

  // ---- deadlines
  [[nodiscard]] Duration token_lifetime() const;
  [[nodiscard]] Duration goodbye_delay() const { return state_.goodbye_delay.value_or(Duration(0)); }

  // ---- HTTP, upgrade, token
  void switch_protocols();
  void answer_page(const lifecycles::page_requested& e);
  void answer_problem(const lifecycles::request_refused& e);
  void answer_not_ready();
  void answer_unauthorized(const lifecycles::token_refused& e);
  void answer_two_credentials();
  void answer_origin_refused();
  void hold_token(const lifecycles::upgrade_requested& e) {
    state_.token = e.token;
    state_.by_cookie = e.source == lifecycles::CredentialSource::cookie;
  }
  void hold_token(const lifecycles::hello_received& e) {
    state_.token = e.token;
    state_.by_cookie = false;
  }
  void judge_token() { want(effect::Judge{state_.token}); }
  void keep_principal(const lifecycles::token_accepted& e);
  void hold_hello(const lifecycles::hello_received& e);
  void hold(const auto& event) { state_.held.push_back(event); }

  // ---- waiting, session
  void enter_waiting_room() { want(effect::CountWaiting{+1}); }
  void leave_waiting_room() { want(effect::CountWaiting{-1}); }
  void establish();
  void ask_session();
  void establish_resumed(const lifecycles::session_resumed& e);

  // ---- served
  void attach(const lifecycles::attach_received& e);
  void detach(const lifecycles::detach_received& e);
  void start_through_attachment(const lifecycles::start_received& e);
  void ask_to_cancel(const lifecycles::cancel_received& e);
  void confirm_cancel(const lifecycles::cancel_taken& e) { send(port::message::CancelAccepted{e.id, e.run}); }
  void note_place(const lifecycles::attachment_placed& e) { post(state_.session, lifecycles::session_attached{e.place}); }
  void note_ack(const lifecycles::ack_received& e);
  void refresh(const lifecycles::refresh_received& e);
  void renew(const lifecycles::token_accepted& e);
  void note_answer() { state_.peer_has_answered = true; }
  void ping();
  void drop_attachment(const lifecycles::attachment_ended& e);
  void tell_attachments(const auto& event) {
    for (const AttachmentPlace& place : state_.attachments) post(place.actor, event);
  }
  void tell_fault(const lifecycles::faulty_message_received& e);
  void tell_token_refused(const lifecycles::token_refused& e);
  void tell_readiness() { send(port::message::Readiness{facts().ready(), missing_services()}); }
  void say_goodbye();

  /// A typed error for one message; the connection lives on.
  void refuse(const auto& event, std::string_view code) { refuse_request(event.id, code); }

  // ---- closings
  void close_not_ready();
  void close_overloaded();
  void close_startup_failed();
  void close_draining();
  void close_token(std::string_view code);
  void close_token_expired();
  void close_forbidden();
  void close_silent();
  void close_ping_timeout();
  void close_slow_consumer();
  void close_superseded();
  /// `what` was thrown: it is for the log, not for the peer.
  void close_failed(const char* what);
  void close_violation(const lifecycles::protocol_violated& e);
  void answer_close() { want(effect::Close{port::CloseCode::done}); }
  void hang_up() { want(effect::HangUp{}); }
  /// The end of the actor: its attachments, its session and its peer are let go.
  void release();

 private:
  void send(port::Message message) { want(effect::Send{self(), std::move(message)}); }
  void refuse_request(RequestId id, std::string_view code, Duration retry_after = Duration(0));
  void close(port::CloseCode close_code, std::string_view code, Duration retry_after = Duration(0));
  [[nodiscard]] std::optional<ThreadName> resolve(const std::string& label) const;
  [[nodiscard]] const AttachmentPlace* find(const std::string& label) const;
  /// Spawns an attachment. `request` 0: nobody asked for it alone, so it is told without an id.
  Address attach_to(const std::string& label, RequestId request, std::optional<Cursor> after);
  /// Attaches to what may be attached to; returns why the rest may not.
  std::vector<port::message::Failure> attach_all(const std::vector<lifecycles::ThreadPlace>& places, std::vector<std::string>& attached);
  void give_up_resume();
  [[nodiscard]] RequestId take_refresh();
  void greet(SessionId session, ResumeToken token, bool resumed, const std::vector<lifecycles::ThreadPlace>& remembered);

  ConnectionState& state_;
};

}  // namespace interlock::gateway
