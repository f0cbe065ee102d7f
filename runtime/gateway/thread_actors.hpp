#pragma once
/// The actors around a thread's log: the thread itself, the attachments that watch it, the runs that write it, and the
/// sessions that remember who watched.
#include "runtime/gateway/context.hpp"

namespace interlock::gateway {

struct SessionState {
  SessionId session{};
  ResumeToken token{};
  Principal principal;
  Address connection;
  std::vector<lifecycles::ThreadPlace> places;  ///< What it is attached to, after the last place that the client confirmed.
  friend bool operator==(const SessionState&, const SessionState&) = default;
};

class SessionContext : public Context {
 public:
  SessionContext(SessionState& state, const Context& base) : Context(base), state_(state) {}

  [[nodiscard]] bool it_is_theirs(const lifecycles::resume_requested& e) const {
    return e.token == state_.token && e.principal.user == state_.principal.user && e.principal.tenant == state_.principal.tenant;
  }
  [[nodiscard]] bool it_is_the_current_one() const { return from() == state_.connection; }
  void take_connection() {
    state_.connection = from();
    post(from(), lifecycles::session_resumed{state_.session, state_.token, state_.places});
  }
  void refuse() { post(from(), lifecycles::resume_refused{}); }
  void supersede() {
    if (state_.connection != from()) post(state_.connection, lifecycles::superseded{});
  }
  void note_attached(const lifecycles::session_attached& e);
  void note_detached(const lifecycles::session_detached& e);

 private:
  SessionState& state_;
};

/// A place that an attachment asked for while the log was being opened.
struct WaitingPlace {
  Address attachment;
  std::optional<Cursor> after;
  friend bool operator==(const WaitingPlace&, const WaitingPlace&) = default;
};

/// An event that has no place in the log yet. Its run is told when a terminal event has one; its asker, when a start has.
struct QueuedEvent {
  LogEvent event;
  Address actor;            ///< The run, or who asked for it.
  RequestId request{};
  std::optional<port::RunSpec> start;
  std::vector<std::pair<Address, RequestId>> also;  ///< Who asked for the same run again, and waits for the same answer.
  friend bool operator==(const QueuedEvent&, const QueuedEvent&) = default;
};

struct ThreadState {
  ThreadName name;
  Cursor head;
  std::uint64_t earliest = 1;
  std::vector<RunRecord> runs;          ///< With a key, or under way.
  std::vector<Address> watchers;
  std::vector<WaitingPlace> waiting;
  std::vector<QueuedEvent> queue;       ///< The first `in_flight` of it are with the store.
  std::uint32_t in_flight = 0;
  friend bool operator==(const ThreadState&, const ThreadState&) = default;
};

class ThreadContext : public Context {
 public:
  ThreadContext(ThreadState& state, const Context& base) : Context(base), state_(state) {}

  [[nodiscard]] bool more_waits() const { return state_.queue.size() > state_.in_flight; }
  [[nodiscard]] bool room_for_a_place() const { return state_.watchers.size() + state_.waiting.size() < settings().places; }
  [[nodiscard]] bool cursor_is_from_here(const lifecycles::place_requested& e) const { return is_from_here(e.after); }
  [[nodiscard]] bool cursor_is_too_old(const lifecycles::place_requested& e) const { return is_too_old(e.after); }
  [[nodiscard]] bool process_ready() const { return facts().ready(); }
  [[nodiscard]] bool agent_is_known(const lifecycles::run_requested& e) const;
  [[nodiscard]] bool key_was_used(const lifecycles::run_requested& e) const { return with_key(e) != nullptr; }
  [[nodiscard]] bool key_was_used_for_the_same_input(const lifecycles::run_requested& e) const;
  [[nodiscard]] bool a_run_is_under_way() const;
  [[nodiscard]] bool somebody_needs_it() const { return !state_.watchers.empty() || a_run_is_under_way(); }
  /// A terminal event always has room: each run has one, and nothing may be lost of its end.
  [[nodiscard]] bool room_for_an_event(const lifecycles::emitted& e) const {
    return is_terminal(e.type) || state_.queue.size() < settings().queued_events;
  }

  void open_log() { want(effect::OpenThread{state_.name}); }
  void take_log(const lifecycles::log_opened& e);
  void interrupt_cut_runs(const lifecycles::log_opened& e);
  void admit_waiting_places();
  void refuse_waiting_places();
  void hold_place(const lifecycles::place_requested& e) { state_.waiting.push_back({from(), e.after}); }
  void give_place(const lifecycles::place_requested& e) { admit(from(), e.after); }
  void refuse_place_as_expired() { refuse(from(), "cursor_expired"); }
  void refuse_place(std::string_view code) { refuse(from(), code); }
  void give_up_place();
  void record_run(const lifecycles::run_requested& e);
  void answer_with_known_run(const lifecycles::run_requested& e);
  void refuse_run(const lifecycles::run_requested& e, std::string_view code);
  void queue_event(const lifecycles::emitted& e) { enqueue(e.run, e.type, e.data, from()); }
  void tell_full(const lifecycles::emitted&) { post(from(), lifecycles::log_is_full{}); }
  void append_next();
  void publish();
  void take_back();
  void withdraw() { want(effect::WithdrawThread{state_.name}); }
  void send_to_the_next() { post(from(), lifecycles::place_moved{}); }

 private:
  [[nodiscard]] bool is_from_here(const std::optional<Cursor>& after) const;
  [[nodiscard]] bool is_too_old(const std::optional<Cursor>& after) const {
    return after && *after != Cursor{} && after->seq + 1 < state_.earliest;
  }
  void admit(Address attachment, const std::optional<Cursor>& after);
  void refuse(Address attachment, std::string_view code);
  void enqueue(RunId run, EventType type, Text data, Address actor);
  [[nodiscard]] const RunRecord* with_key(const lifecycles::run_requested& e) const;
  [[nodiscard]] static std::uint64_t hash(const RunRequest& request);

  ThreadState& state_;
};

struct AttachmentState {
  Address connection;
  std::string label;                    ///< The thread, as the client names it.
  ThreadName thread;
  Address thread_actor;                 ///< {world, 0} until the place is opened.
  RequestId request{};
  std::optional<Cursor> after;
  std::uint32_t epoch = 0;
  std::uint64_t shown = 0;              ///< The last event that the peer was given.
  std::uint64_t head = 0;               ///< The last event that is known to be there.
  std::vector<lifecycles::run_requested> held;
  std::uint32_t owed = 0;               ///< Answers of the thread to runs that were asked for.
  RequestId detach{};                   ///< The detach that waits for them.
  friend bool operator==(const AttachmentState&, const AttachmentState&) = default;
};

class AttachmentContext : public Context {
 public:
  AttachmentContext(AttachmentState& state, const Context& base) : Context(base), state_(state) {}

  [[nodiscard]] bool room_to_hold() const { return state_.held.size() < settings().held_runs; }
  [[nodiscard]] bool behind_the_head(const lifecycles::place_opened& e) const { return e.cursor.seq < e.head.seq; }
  [[nodiscard]] bool behind_the_head(const lifecycles::rows_read& e) const {
    return (e.rows.empty() ? state_.shown : e.rows.back().seq) < state_.head;
  }
  [[nodiscard]] bool still_behind() const { return state_.shown < state_.head; }
  [[nodiscard]] bool rows_follow(const lifecycles::rows_committed& e) const { return e.rows.front().seq <= state_.shown + 1; }

  [[nodiscard]] bool answers_are_owed(const lifecycles::detach_wanted& e) const { return state_.owed > 0 && e.id != RequestId{}; }
  [[nodiscard]] bool last_answer() const { return state_.owed == 1; }

  void ask_for_place();
  // What only the planted variant of `unattached-run` does: the run first, the place after it.
  void ask_for_place_unless_a_run_comes() { if (state_.request != RequestId{} || state_.after) ask_for_place(); }
  void ask_for_run_then_place(const lifecycles::run_requested& e);
  void hold_run(const lifecycles::run_requested& e) { state_.held.push_back(e); }
  void ask_for_run(lifecycles::run_requested e) {
    ++state_.owed;
    post(state_.thread_actor, std::move(e));
  }
  void ask_for_held_runs();
  void refuse_held_runs(const lifecycles::place_refused& e);
  void refuse_run(const lifecycles::run_requested& e);
  void take_place(const lifecycles::place_opened& e);
  void tell_attached(const lifecycles::place_opened& e);
  void tell_refused(const lifecycles::place_refused& e);
  void tell_overdue();
  void tell_caught_up();
  void tell_started(const lifecycles::run_started& e) {
    --state_.owed;
    send(port::message::RunAccepted{e.id, e.run, e.replayed});
  }
  void tell_failed(const lifecycles::request_failed& e) {
    --state_.owed;
    refuse(e);
  }
  void tell_detached(const lifecycles::detach_wanted& e);
  void note_detach(const lifecycles::detach_wanted& e) { state_.detach = e.id; }
  void tell_noted_detach() { send(port::message::Detached{state_.detach, state_.label}); }
  void read_on() { want(effect::Read{state_.thread, state_.shown, settings().replay_rows}); }
  /// Gives the peer what it has not seen: rows that it has are left out, so that none comes twice.
  void show(const auto& e) {
    for (const LogEvent& row : e.rows)
      if (row.seq == state_.shown + 1) show_row(row);
  }
  void note_head(const lifecycles::rows_committed& e) { state_.head = std::max(state_.head, e.rows.back().seq); }
  void give_up_place();
  void report_ended(bool too_slow) { post(state_.connection, lifecycles::attachment_ended{state_.label, too_slow}); }

 private:
  void send(port::Message message) { want(effect::Send{state_.connection, std::move(message)}); }
  void refuse(const lifecycles::request_failed& e);
  void show_row(const LogEvent& row);
  AttachmentState& state_;
};

struct RunState {
  port::RunSpec spec;
  Address thread;
  friend bool operator==(const RunState&, const RunState&) = default;
};

class RunContext : public Context {
 public:
  RunContext(RunState& state, const Context& base) : Context(base), state_(state) {}

  [[nodiscard]] const AgentSettings& agent() const;

  using Context::cancel;
  void start(lifecycles::agent_stream, std::uint32_t generation) { want(effect::Dial{generation, state_.spec}); }
  void cancel(lifecycles::agent_stream, std::uint32_t) { abort(); }

  void abort() { want(effect::Abort{}); }
  void emit(EventType type, std::string data) { emit(type, Text(std::move(data))); }
  void emit(EventType type, Text data) { post(state_.thread, lifecycles::emitted{state_.spec.run, type, std::move(data)}); }
  void emit_interrupted(std::string_view code, std::string_view why);
  /// `what` was thrown: it is for the log, not for the client.
  void emit_failed(const char* what);
  void take_cancel(const lifecycles::run_cancel_requested& e) { post(from(), lifecycles::cancel_taken{e.id, state_.spec.run}); }
  void release() { post(startup_address, lifecycles::work_ended{}); }

 private:
  RunState& state_;
};

}  // namespace interlock::gateway
