#include "runtime/gateway/thread_actors.hpp"

#include "runtime/gateway/faults.hpp"
#include "runtime/protocol/http_writer.hpp"
#include "runtime/protocol/wire_names.hpp"

#include <algorithm>
#include <utility>

namespace interlock::gateway {

using port::ActorKind;
namespace message = port::message;

namespace {

std::string interruption(std::string_view code, std::string_view why) {
  std::string text = "{\"code\":";
  protocol::append_json_string(text, code);
  text += ",\"message\":";
  protocol::append_json_string(text, why);
  return text + ",\"retryable\":true}";
}

}  // namespace

// ---- session -----------------------------------------------------------------------------------------------------

void SessionContext::note_attached(const lifecycles::session_attached& e) {
  const auto known = std::ranges::find(state_.places, e.place.thread, &lifecycles::ThreadPlace::thread);
  // Cursors sort as text.
  if (e.acknowledged && (known == state_.places.end() || e.place.after < known->after)) return;
  if (known != state_.places.end()) known->after = e.place.after;
  else if (state_.places.size() < settings().attachments) state_.places.push_back(e.place);
}

void SessionContext::note_detached(const lifecycles::session_detached& e) {
  std::erase_if(state_.places, [&](const lifecycles::ThreadPlace& place) { return place.thread == e.thread; });
}

// ---- thread: places ------------------------------------------------------------------------------------------------

bool ThreadContext::is_from_here(const std::optional<Cursor>& after) const {
  return !after || *after == Cursor{} || (after->epoch == state_.head.epoch && after->seq <= state_.head.seq);
}

void ThreadContext::admit(Address attachment, const std::optional<Cursor>& after) {
  state_.watchers.push_back(attachment);
  lifecycles::place_opened opened;
  opened.head = state_.head;
  opened.cursor = !after ? state_.head : *after == Cursor{} ? Cursor{state_.head.epoch, state_.earliest - 1} : *after;
  for (const RunRecord& run : state_.runs)
    if (!run.ended) opened.runs.push_back(run.run);
  post(attachment, std::move(opened));
}

void ThreadContext::refuse(Address attachment, std::string_view code) {
  lifecycles::place_refused refused{fault_of(code), is_retryable(code), std::nullopt};
  if (code == "cursor_expired") refused.earliest = Cursor{state_.head.epoch, state_.earliest - 1};
  post(attachment, std::move(refused));
}

void ThreadContext::admit_waiting_places() {
  for (const WaitingPlace& place : std::exchange(state_.waiting, {})) {
    if (!is_from_here(place.after)) refuse(place.attachment, "cursor_invalid");
    else if (is_too_old(place.after)) refuse(place.attachment, "cursor_expired");
    else admit(place.attachment, place.after);
  }
}

void ThreadContext::refuse_waiting_places() {
  for (const WaitingPlace& place : std::exchange(state_.waiting, {})) refuse(place.attachment, "log_unavailable");
}

void ThreadContext::give_up_place() {
  std::erase(state_.watchers, from());
  std::erase_if(state_.waiting, [&](const WaitingPlace& place) { return place.attachment == from(); });
}

// ---- thread: the log ---------------------------------------------------------------------------------------------

void ThreadContext::take_log(const lifecycles::log_opened& e) {
  state_.head = {e.epoch, e.head};
  state_.earliest = e.earliest;
  state_.runs = e.runs;
}

void ThreadContext::interrupt_cut_runs(const lifecycles::log_opened& e) {
  for (const RunRecord& run : e.runs)
    if (!run.ended) enqueue(run.run, EventType::agent_interrupted, Text(interruption("gateway_restarted", "the gateway ended while the run was under way")), {});
}

void ThreadContext::enqueue(RunId run, EventType type, Text data, Address actor) {
  state_.queue.push_back({{0, run, type, unix_milliseconds(), std::move(data)}, actor, {}, std::nullopt, {}});
}

void ThreadContext::append_next() {
  state_.in_flight = static_cast<std::uint32_t>(std::min<std::size_t>(state_.queue.size(), settings().batch_rows));
  port::Batch batch{state_.name, state_.head.epoch, state_.head.seq + 1, {}, {}};
  for (std::uint32_t i = 0; i < state_.in_flight; ++i) {
    QueuedEvent& queued = state_.queue[i];
    queued.event.seq = state_.head.seq + 1 + i;
    batch.rows.push_back(queued.event);
    if (!queued.start && !is_terminal(queued.event.type)) continue;
    const auto record = std::ranges::find(state_.runs, queued.event.run, &RunRecord::run);
    if (record == state_.runs.end()) continue;
    batch.runs.push_back(*record);
    batch.runs.back().ended = is_terminal(queued.event.type);
  }
  want(effect::Append{std::move(batch)});
}

void ThreadContext::publish() {
  std::vector<LogEvent> rows;
  for (std::uint32_t i = 0; i < state_.in_flight; ++i) {
    QueuedEvent& queued = state_.queue[i];
    rows.push_back(queued.event);
    if (queued.start) {
      const Address run = reserve(ActorKind::run);
      want(effect::SpawnRun{run, self(), *queued.start});
      post(queued.actor, lifecycles::run_started{queued.request, queued.event.run, false});
      for (const auto& [asker, request] : queued.also) post(asker, lifecycles::run_started{request, queued.event.run, true});
    } else if (is_terminal(queued.event.type)) {
      const auto record = std::ranges::find(state_.runs, queued.event.run, &RunRecord::run);
      if (record != state_.runs.end()) record->ended = true;
      if (queued.actor.kind == ActorKind::run) post(queued.actor, lifecycles::terminal_committed{});
    }
  }
  std::erase_if(state_.runs, [](const RunRecord& run) { return run.ended && run.idempotency_key.empty(); });
  state_.head.seq += state_.in_flight;
  state_.queue.erase(state_.queue.begin(), state_.queue.begin() + state_.in_flight);
  state_.in_flight = 0;
  for (const Address watcher : state_.watchers) post(watcher, lifecycles::rows_committed{rows});
}

void ThreadContext::take_back() {
  // A start that is not durable never was; what a run said stays, and is tried again.
  std::erase_if(state_.queue, [&](const QueuedEvent& queued) {
    if (!queued.start) return false;
    std::erase_if(state_.runs, [&](const RunRecord& run) { return run.run == queued.event.run; });
    const auto tell = [&](Address asker, RequestId request) { post(asker, lifecycles::request_failed{request, fault_of("log_unavailable"), is_retryable("log_unavailable")}); };
    tell(queued.actor, queued.request);
    for (const auto& [asker, request] : queued.also) tell(asker, request);
    return true;
  });
  state_.in_flight = 0;
}

// ---- thread: runs ------------------------------------------------------------------------------------------------

std::uint64_t ThreadContext::hash(const RunRequest& request) {
  std::uint64_t value = 1469598103934665603U;
  for (const std::string_view part : {std::string_view(request.agent), std::string_view("\0", 1), request.input.view()})
    for (const char c : part) value = (value ^ static_cast<unsigned char>(c)) * 1099511628211U;
  return value;
}

bool ThreadContext::agent_is_known(const lifecycles::run_requested& e) const {
  return std::ranges::find(settings().agents, e.request.agent, &AgentSettings::name) != settings().agents.end();
}

const RunRecord* ThreadContext::with_key(const lifecycles::run_requested& e) const {
  if (e.request.idempotency_key.empty()) return nullptr;
  const auto found = std::ranges::find(state_.runs, e.request.idempotency_key, &RunRecord::idempotency_key);
  return found == state_.runs.end() ? nullptr : &*found;
}

bool ThreadContext::key_was_used_for_the_same_input(const lifecycles::run_requested& e) const {
  return with_key(e)->input_hash == hash(e.request) && with_key(e)->agent == e.request.agent;
}

bool ThreadContext::a_run_is_under_way() const {
  return std::ranges::any_of(state_.runs, [](const RunRecord& run) { return !run.ended; });
}

void ThreadContext::record_run(const lifecycles::run_requested& e) {
  const RunId run{draw()};
  state_.runs.push_back({run, e.request.agent, e.request.idempotency_key, hash(e.request), false});
  enqueue(run, EventType::user_message, e.request.input, from());
  state_.queue.back().request = e.id;
  state_.queue.back().start = port::RunSpec{run, state_.name, e.request};
}

void ThreadContext::answer_with_known_run(const lifecycles::run_requested& e) {
  // A start that is still on its way to the log is answered when it is there: the answer means "durable".
  const RunId run = with_key(e)->run;
  const auto queued = std::ranges::find_if(state_.queue, [&](const QueuedEvent& q) { return q.start && q.event.run == run; });
  if (queued == state_.queue.end()) post(from(), lifecycles::run_started{e.id, run, true});
  else queued->also.emplace_back(from(), e.id);
}

void ThreadContext::refuse_run(const lifecycles::run_requested& e, std::string_view code) {
  post(from(), lifecycles::request_failed{e.id, fault_of(code), is_retryable(code)});
}

// ---- attachment --------------------------------------------------------------------------------------------------

void AttachmentContext::ask_for_place() { want(effect::PostToThread{state_.thread, lifecycles::place_requested{state_.after}}); }

void AttachmentContext::ask_for_run_then_place(const lifecycles::run_requested& e) {
  ++state_.owed;
  want(effect::PostToThread{state_.thread, e});
  ask_for_place();
}

void AttachmentContext::ask_for_held_runs() {
  for (lifecycles::run_requested& held : std::exchange(state_.held, {})) ask_for_run(std::move(held));
}

void AttachmentContext::refuse_held_runs(const lifecycles::place_refused& e) {
  for (const lifecycles::run_requested& held : std::exchange(state_.held, {})) refuse({held.id, e.fault, e.retryable});
}

void AttachmentContext::refuse_run(const lifecycles::run_requested& e) { refuse({e.id, fault_of("overloaded"), is_retryable("overloaded")}); }

void AttachmentContext::take_place(const lifecycles::place_opened& e) {
  state_.thread_actor = from();
  state_.epoch = e.head.epoch;
  state_.shown = e.cursor.seq;
  state_.head = e.head.seq;
  if (!state_.after) post(state_.connection, lifecycles::attachment_placed{{state_.label, protocol::format_cursor(e.cursor)}});
}

void AttachmentContext::tell_attached(const lifecycles::place_opened& e) {
  send(message::Attached{state_.request, state_.label, e.head, e.head.seq - e.cursor.seq, e.runs});
}

void AttachmentContext::tell_refused(const lifecycles::place_refused& e) {
  message::Failure told;
  told.id = state_.request;
  told.fault = e.fault;
  if (state_.request == RequestId{}) told.fault.field = state_.label;
  told.retryable = e.retryable;
  told.earliest = e.earliest;
  send(std::move(told));
}

void AttachmentContext::tell_overdue() {
  const lifecycles::place_refused overdue{fault_of("log_unavailable"), is_retryable("log_unavailable"), std::nullopt};
  tell_refused(overdue);
  refuse_held_runs(overdue);
}

void AttachmentContext::tell_caught_up() { send(message::CaughtUp{state_.label, {state_.epoch, state_.shown}}); }

void AttachmentContext::refuse(const lifecycles::request_failed& e) {
  message::Failure told;
  told.id = e.id;
  told.fault = e.fault;
  told.retryable = e.retryable;
  send(std::move(told));
}

void AttachmentContext::tell_detached(const lifecycles::detach_wanted& e) {
  if (e.id == RequestId{}) return;
  for (const lifecycles::run_requested& held : std::exchange(state_.held, {})) refuse({held.id, fault_of("not_attached"), is_retryable("not_attached")});
  send(message::Detached{e.id, state_.label});
}

void AttachmentContext::show_row(const LogEvent& row) {
  state_.shown = row.seq;
  state_.head = std::max(state_.head, row.seq);
  send(message::ThreadEvent{state_.label, state_.epoch, row});
}

void AttachmentContext::give_up_place() { want(effect::PostToThread{state_.thread, lifecycles::place_given_up{}}); }

// ---- run -----------------------------------------------------------------------------------------------------------

const AgentSettings& RunContext::agent() const {
  // The thread has recorded the run only because its agent is known.
  return *std::ranges::find(settings().agents, state_.spec.request.agent, &AgentSettings::name);
}

void RunContext::emit_failed(const char* what) {
  note(port::Note::Level::error, "run_failed", what);
  emit_interrupted("internal_error", "the gateway failed at this run");
}
void RunContext::emit_interrupted(std::string_view code, std::string_view why) {
  emit(EventType::agent_interrupted, Text(interruption(code, why)));
}

}  // namespace interlock::gateway
