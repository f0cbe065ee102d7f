#include "runtime/gateway/connection_actor.hpp"

#include "runtime/gateway/faults.hpp"
#include "runtime/protocol/wire_names.hpp"

#include <algorithm>
#include <utility>

namespace interlock::gateway {

using port::ActorKind;
using port::CloseCode;
using Level = port::Note::Level;
namespace message = port::message;

namespace {

/// A claim names a thread, or a prefix that ends in `*`.
bool covers(const std::string& claim, const std::string& qualified) {
  if (claim.ends_with('*')) return qualified.starts_with(std::string_view(claim).substr(0, claim.size() - 1));
  return claim == qualified;
}

bool covered(const Principal& principal, const std::string& qualified) {
  return std::ranges::any_of(principal.threads, [&](const std::string& claim) { return covers(claim, qualified); });
}

message::Failure failure(RequestId id, std::string_view code, Duration retry_after = Duration(0)) {
  message::Failure told;
  told.id = id;
  told.fault = fault_of(code);
  told.retryable = is_retryable(code);
  told.retry_after = retry_after;
  return told;
}

}  // namespace

// ---- names -----------------------------------------------------------------------------------------------------

std::optional<ThreadName> ConnectionContext::resolve(const std::string& label) const {
  const Principal& principal = *state_.principal;
  const std::size_t slash = label.find('/');
  if (slash == std::string::npos) return ThreadName{principal.tenant, principal.user, label};
  const std::string owner = label.substr(0, slash);
  if (owner != principal.user && !covered(principal, label)) return std::nullopt;
  return ThreadName{principal.tenant, owner, label.substr(slash + 1)};
}

const AttachmentPlace* ConnectionContext::find(const std::string& label) const {
  for (const AttachmentPlace& place : state_.attachments)
    if (place.label == label) return &place;
  return nullptr;
}

bool ConnectionContext::cursor_is_well_formed(const lifecycles::attach_received& e) const {
  return !e.after || e.after->empty() || protocol::parse_cursor(*e.after);
}

bool ConnectionContext::cursor_is_well_formed(const lifecycles::ack_received& e) const { return protocol::parse_cursor(e.cursor).has_value(); }

bool ConnectionContext::run_may_be_named(const lifecycles::cancel_received& e) const {
  const auto found = facts().runs.find(e.run);
  if (found == facts().runs.end()) return false;
  const ThreadName& thread = found->second.thread;
  return thread.tenant == state_.principal->tenant &&
         (thread.owner == state_.principal->user || covered(*state_.principal, thread.owner + "/" + thread.thread));
}

Duration ConnectionContext::token_lifetime() const {
  if (!state_.principal || state_.principal->expires_at == 0) return Duration::max();
  return std::max(Duration(0), Duration(state_.principal->expires_at * 1000 - unix_milliseconds()) + settings().token_leeway);
}

// ---- HTTP, the upgrade, the token --------------------------------------------------------------------------------

void ConnectionContext::switch_protocols() {
  state_.upgraded = true;
  want(effect::CountUpgraded{+1});
  want(effect::SwitchProtocols{});
}

void ConnectionContext::answer_page(const lifecycles::page_requested& e) {
  port::HttpAnswer answer;
  answer.page = e.page;
  answer.status = e.page == lifecycles::Page::readiness && !facts().ready() ? 503 : 200;
  answer.keep_alive = e.keep_alive;
  want(effect::Answer{answer});
}

void ConnectionContext::answer_problem(const lifecycles::request_refused& e) {
  port::HttpAnswer answer;
  answer.status = e.status;
  answer.problem = {e.code, "", e.message};
  answer.keep_alive = false;
  want(effect::Answer{answer});
}

void ConnectionContext::answer_not_ready() {
  port::HttpAnswer answer;
  answer.status = 503;
  answer.problem = fault_of(draining() ? "draining" : startup_has_failed() ? "startup_failed" : "service_initialization_timeout");
  answer.missing = missing_services();
  answer.retry_after = between(settings().retry_after_least, settings().retry_after_most);
  answer.keep_alive = false;
  want(effect::Answer{answer});
}

void ConnectionContext::answer_unauthorized(const lifecycles::token_refused& e) { answer_problem({401, e.code, e.message}); }
void ConnectionContext::answer_two_credentials() { answer_problem({400, "two_credentials", fault_of("two_credentials").message}); }
void ConnectionContext::answer_origin_refused() { answer_problem({403, "origin_refused", fault_of("origin_refused").message}); }

void ConnectionContext::keep_principal(const lifecycles::token_accepted& e) {
  state_.principal = e.principal;
  state_.token.clear();
}

void ConnectionContext::hold_hello(const lifecycles::hello_received& e) {
  state_.hello = e;
  state_.hello->token.clear();
}

// ---- the session -------------------------------------------------------------------------------------------------

Address ConnectionContext::attach_to(const std::string& label, RequestId request, std::optional<Cursor> after) {
  const Address actor = reserve(ActorKind::attachment);
  want(effect::SpawnAttachment{actor, self(), label, *resolve(label), request, after});
  state_.attachments.push_back({label, actor});
  // Where it asks for no place of its own, the attachment says which one it was given.
  if (after && state_.session.kind == ActorKind::session) post(state_.session, lifecycles::session_attached{{label, protocol::format_cursor(*after)}});
  return actor;
}

std::vector<message::Failure> ConnectionContext::attach_all(const std::vector<lifecycles::ThreadPlace>& places, std::vector<std::string>& attached) {
  std::vector<message::Failure> failures;
  for (const lifecycles::ThreadPlace& place : places) {
    if (thread_is_attached(place.thread)) continue;
    const std::optional<Cursor> after = place.after.empty() ? std::optional(Cursor{}) : protocol::parse_cursor(place.after);
    if (!after || !thread_may_be_named(place.thread) || !room_for_an_attachment()) {
      message::Failure told = failure({}, !after ? "cursor_invalid" : !room_for_an_attachment() ? "too_many_attachments" : "not_found");
      told.fault.field = place.thread;
      failures.push_back(std::move(told));
      continue;
    }
    attach_to(place.thread, {}, after);
    attached.push_back(place.thread);
  }
  return failures;
}

void ConnectionContext::greet(SessionId session, ResumeToken token, bool resumed, const std::vector<lifecycles::ThreadPlace>& remembered) {
  message::ConnectionEstablished greeting;
  greeting.id = state_.hello->id;
  greeting.session = session;
  greeting.resume_token = token;
  greeting.resumed = resumed;
  greeting.node = settings().node;
  greeting.ping = settings().ping_interval;
  greeting.limits = {settings().frame_limit, settings().queue_limit};
  greeting.expires_at = state_.principal->expires_at;
  const lifecycles::hello_received hello = *std::exchange(state_.hello, std::nullopt);
  // What the client says it has read goes first; the session remembers the rest.
  std::vector<message::Failure> failures;
  for (const auto* places : {hello.resume ? &hello.resume->threads : nullptr, &hello.attach, &remembered})
    if (places != nullptr) std::ranges::move(attach_all(*places, greeting.attached), std::back_inserter(failures));
  send(std::move(greeting));
  for (message::Failure& told : failures) send(std::move(told));
  for (Event& held : std::exchange(state_.held, {})) post(self(), std::move(held));
}

void ConnectionContext::establish() {
  give_up_resume();
  const SessionId session{draw()};
  const ResumeToken token{draw()};
  state_.session = reserve(ActorKind::session);
  want(effect::SpawnSession{state_.session, self(), session, token, *state_.principal});
  greet(session, token, false, {});
}

void ConnectionContext::ask_session() {
  const lifecycles::Resume& resume = *state_.hello->resume;
  const auto found = facts().sessions.find(resume.session);
  if (found == facts().sessions.end()) post(self(), lifecycles::resume_refused{});
  else post(state_.asked_session = found->second, lifecycles::resume_requested{resume.token, *state_.principal});
}

void ConnectionContext::give_up_resume() {
  // It may have taken us already, and would wait for us for ever.
  if (state_.asked_session.kind == ActorKind::session) post(state_.asked_session, lifecycles::connection_left{});
  state_.asked_session = {};
}

void ConnectionContext::establish_resumed(const lifecycles::session_resumed& e) {
  state_.session = from();
  state_.asked_session = {};
  greet(e.session, e.token, true, e.threads);
}

// ---- what a served connection asks ---------------------------------------------------------------------------------

void ConnectionContext::attach(const lifecycles::attach_received& e) {
  std::optional<Cursor> after;
  if (e.after) after = e.after->empty() ? Cursor{} : *protocol::parse_cursor(*e.after);
  attach_to(e.thread, e.id, after);
}

void ConnectionContext::detach(const lifecycles::detach_received& e) {
  const Address actor = find(e.thread)->actor;
  for (AttachmentPlace& place : state_.attachments) place.leaving |= place.actor == actor;
  post(actor, lifecycles::detach_wanted{e.id});
  post(state_.session, lifecycles::session_detached{e.thread});
}

void ConnectionContext::start_through_attachment(const lifecycles::start_received& e) {
  const AttachmentPlace* place = find(e.thread);
  post(place != nullptr ? place->actor : attach_to(e.thread, {}, std::nullopt), lifecycles::run_requested{e.id, e.request});
}

void ConnectionContext::ask_to_cancel(const lifecycles::cancel_received& e) {
  post(facts().runs.find(e.run)->second.actor, lifecycles::run_cancel_requested{e.id});
}

void ConnectionContext::note_ack(const lifecycles::ack_received& e) {
  post(state_.session, lifecycles::session_attached{{e.thread, e.cursor}, true});
}

void ConnectionContext::refresh(const lifecycles::refresh_received& e) {
  state_.refreshes.push_back(e.id);
  want(effect::Judge{e.token});
}

RequestId ConnectionContext::take_refresh() {
  if (state_.refreshes.empty()) return {};
  const RequestId oldest = state_.refreshes.front();
  state_.refreshes.erase(state_.refreshes.begin());
  return oldest;
}

void ConnectionContext::renew(const lifecycles::token_accepted& e) {
  state_.principal = e.principal;
  send(message::Refreshed{take_refresh(), e.principal.expires_at});
}

void ConnectionContext::ping() {
  state_.peer_has_answered = false;
  send(message::Ping{unix_milliseconds()});
}

void ConnectionContext::drop_attachment(const lifecycles::attachment_ended& e) {
  post(from(), lifecycles::detach_wanted{});
  if (std::erase_if(state_.attachments, [&](const AttachmentPlace& place) { return place.actor == from(); }) > 0)
    post(state_.session, lifecycles::session_detached{e.thread});
}

void ConnectionContext::tell_fault(const lifecycles::faulty_message_received& e) {
  message::Failure told;
  told.id = e.id;
  told.fault = e.fault;
  send(std::move(told));
}

void ConnectionContext::tell_token_refused(const lifecycles::token_refused& e) {
  message::Failure told = failure(take_refresh(), e.code);
  told.fault.message = e.message;
  send(std::move(told));
}

void ConnectionContext::say_goodbye() {
  state_.goodbye_delay = between(Duration(0), settings().drain_grace);
  send(message::Goodbye{"draining", *state_.goodbye_delay});
}

void ConnectionContext::refuse_request(RequestId id, std::string_view code, Duration retry_after) {
  send(failure(id, code, retry_after));
}

// ---- closings ----------------------------------------------------------------------------------------------------

void ConnectionContext::close(CloseCode close_code, std::string_view code, Duration retry_after) {
  message::Failure told = failure(state_.hello ? state_.hello->id : RequestId{}, code, retry_after);
  if (code == "service_initialization_timeout") {
    told.missing = missing_services();
    told.fault.message += " (profile " + settings().profile + ")";
  }
  send(std::move(told));
  want(effect::Close{close_code});
}

void ConnectionContext::close_not_ready() {
  close(CloseCode::try_again_later, "service_initialization_timeout", between(settings().retry_after_least, settings().retry_after_most));
}
void ConnectionContext::close_overloaded() {
  close(CloseCode::try_again_later, "overloaded", between(settings().retry_after_least, settings().retry_after_most));
}
void ConnectionContext::close_startup_failed() {
  close(CloseCode::try_again_later, "startup_failed", between(settings().retry_after_least, settings().retry_after_most));
}
void ConnectionContext::close_draining() {
  if (!state_.goodbye_delay) send(message::Goodbye{"draining", between(Duration(0), settings().drain_grace)});
  want(effect::Close{CloseCode::draining});
}
void ConnectionContext::close_token(std::string_view code) { close(CloseCode::token_invalid, code); }
void ConnectionContext::close_token_expired() { close(CloseCode::token_expired, "token_expired"); }
void ConnectionContext::close_forbidden() { close(CloseCode::forbidden, "forbidden"); }
void ConnectionContext::close_silent() { close(CloseCode::policy_violation, "hello_expected"); }
void ConnectionContext::close_ping_timeout() { close(CloseCode::ping_timeout, "ping_timeout"); }
void ConnectionContext::close_slow_consumer() { want(effect::Close{CloseCode::slow_consumer}); }
void ConnectionContext::close_superseded() { close(CloseCode::superseded, "superseded"); }

void ConnectionContext::close_failed(const char* what) {
  note(Level::error, "connection_failed", what);
  close(CloseCode::try_again_later, "internal_error", between(settings().retry_after_least, settings().retry_after_most));
}

void ConnectionContext::close_violation(const lifecycles::protocol_violated& e) {
  for (const CloseCode code : port::every_close_code)
    if (e.code == code.number()) want(effect::Close{code});
}

void ConnectionContext::release() {
  tell_attachments(lifecycles::detach_wanted{});
  give_up_resume();
  if (state_.session.kind == ActorKind::session) post(state_.session, lifecycles::connection_left{});
  if (state_.upgraded) want(effect::CountUpgraded{-1});
  want(effect::Forget{});
  post(startup_address, lifecycles::work_ended{});
}

}  // namespace interlock::gateway
