#pragma once
/// What can happen, as past facts, grouped by the lifecycle that it happens to. An event is data: it can be printed,
/// hashed, recorded and replayed, and it refers to nothing.
#include "statemachine/lifecycles/vocabulary.hpp"
#include "statemachine/notation.hpp"

#include <optional>

namespace interlock::lifecycles {

// ---- tasks that a lifecycle invokes: each ends by exactly one of these three, with the generation that it was started with ------
using statemachine::task_cancelled;
using statemachine::task_completed;
using statemachine::task_failed;
/// The work of a task actor. It completes when it returns, which nobody asks of it, and fails when it cannot start or throws.
struct body {};
/// The health monitor, as its supervisor sees it: one task actor.
struct monitor { using failure = TaskFailure; };
/// What an agent says of one run: it completes when the stream ends, fails for a reason, and is cancelled when it was aborted.
struct agent_stream { using failure = std::string; };

// ---- startup ---------------------------------------------------------------------------------------------------
/// The state of one service changed; `up` says to what.
struct service_changed { ServiceId service{}; bool up = false; friend bool operator==(const service_changed&, const service_changed&) = default; };
/// A service cannot come up however often it is tried.
struct service_failed_for_good { ServiceId service{}; friend bool operator==(const service_failed_for_good&, const service_failed_for_good&) = default; };
struct service_stopped { ServiceId service{}; friend bool operator==(const service_stopped&, const service_stopped&) = default; };
/// The operator asks the process to end: SIGTERM, SIGINT.
struct drain_requested { friend bool operator==(const drain_requested&, const drain_requested&) = default; };
/// A connection, run or thread that may have been the last one is done.
struct work_ended { friend bool operator==(const work_ended&, const work_ended&) = default; };

// ---- told to everybody by startup ------------------------------------------------------------------------------
struct process_became_ready { friend bool operator==(const process_became_ready&, const process_became_ready&) = default; };
struct process_became_unready { friend bool operator==(const process_became_unready&, const process_became_unready&) = default; };
struct startup_failed { friend bool operator==(const startup_failed&, const startup_failed&) = default; };
struct keys_became_available { friend bool operator==(const keys_became_available&, const keys_became_available&) = default; };
struct drain_started { friend bool operator==(const drain_started&, const drain_started&) = default; };
/// The grace period is over: what still runs is interrupted.
struct grace_ended { friend bool operator==(const grace_ended&, const grace_ended&) = default; };

// ---- service ---------------------------------------------------------------------------------------------------
struct start_wanted { friend bool operator==(const start_wanted&, const start_wanted&) = default; };
struct dependency_came_up { ServiceId service{}; friend bool operator==(const dependency_came_up&, const dependency_came_up&) = default; };
/// `unfinished`: the threads, where the service is the log, whose runs a former process left under way.
struct service_opened { std::vector<ThreadName> unfinished; friend bool operator==(const service_opened&, const service_opened&) = default; };
struct service_open_failed { bool for_good = false; friend bool operator==(const service_open_failed&, const service_open_failed&) = default; };
/// The service itself, or a probe of the monitor, says that it is gone.
struct service_lost { friend bool operator==(const service_lost&, const service_lost&) = default; };
struct service_closed { friend bool operator==(const service_closed&, const service_closed&) = default; };
struct stop_wanted { friend bool operator==(const stop_wanted&, const stop_wanted&) = default; };

// ---- task and its supervisor -----------------------------------------------------------------------------------
struct task_started { friend bool operator==(const task_started&, const task_started&) = default; };
/// One round of the task's work has an answer for one service.
struct probe_answered { ServiceId service{}; bool well = false; friend bool operator==(const probe_answered&, const probe_answered&) = default; };
/// Somebody (the platform, the supervisor) asks the task to end early.
struct cancel_wanted { friend bool operator==(const cancel_wanted&, const cancel_wanted&) = default; };

// ---- connection: from the edge ---------------------------------------------------------------------------------
/// Where a token came with the upgrade. What is wrong with one in a header is said before the upgrade, by 401; with one in browser
/// ways after it, by 4001. A cookie comes unasked, so its origin must be allowed.
enum class CredentialSource : std::uint8_t { none, header, subprotocol, cookie };
struct upgrade_requested {
  CredentialSource source = CredentialSource::none;
  std::string token;
  bool prefers_http_errors = false;
  bool two_credentials = false;  ///< Two explicit credentials: it cannot be told which is meant.
  bool origin_refused = false;   ///< A cookie from an origin that is not on the allow list.
  friend bool operator==(const upgrade_requested&, const upgrade_requested&) = default;
};
struct echo_requested { friend bool operator==(const echo_requested&, const echo_requested&) = default; };
enum class Page : std::uint8_t { liveness, readiness, metrics };
struct page_requested { Page page{}; bool keep_alive = true; friend bool operator==(const page_requested&, const page_requested&) = default; };
/// The request is malformed, unknown or unsupported: `status` is what HTTP calls it.
struct request_refused { std::uint16_t status = 400; std::string code; std::string message; friend bool operator==(const request_refused&, const request_refused&) = default; };
struct ThreadPlace { std::string thread; std::string after; friend bool operator==(const ThreadPlace&, const ThreadPlace&) = default; };  ///< `after` as the client wrote it: a cursor, or empty for the start.
struct Resume { SessionId session{}; ResumeToken token{}; std::vector<ThreadPlace> threads; friend bool operator==(const Resume&, const Resume&) = default; };
struct hello_received {
  RequestId id{};
  std::string token;  ///< Empty: the credential came with the upgrade.
  std::vector<ThreadPlace> attach;
  std::optional<Resume> resume;
  friend bool operator==(const hello_received&, const hello_received&) = default;
};
struct attach_received { RequestId id{}; std::string thread; std::optional<std::string> after; friend bool operator==(const attach_received&, const attach_received&) = default; };
struct detach_received { RequestId id{}; std::string thread; friend bool operator==(const detach_received&, const detach_received&) = default; };
struct start_received { RequestId id{}; std::string thread; RunRequest request; friend bool operator==(const start_received&, const start_received&) = default; };
struct cancel_received { RequestId id{}; RunId run{}; friend bool operator==(const cancel_received&, const cancel_received&) = default; };
struct refresh_received { RequestId id{}; std::string token; friend bool operator==(const refresh_received&, const refresh_received&) = default; };
struct ack_received { RequestId id{}; std::string thread; std::string cursor; friend bool operator==(const ack_received&, const ack_received&) = default; };
struct pong_received { friend bool operator==(const pong_received&, const pong_received&) = default; };
struct faulty_message_received { RequestId id{}; MessageFault fault; friend bool operator==(const faulty_message_received&, const faulty_message_received&) = default; };
/// The peer broke RFC 6455; `code` is the close code that says how.
struct protocol_violated { std::uint16_t code = 1002; friend bool operator==(const protocol_violated&, const protocol_violated&) = default; };
/// The peer's close frame: its code is the peer's data, not one of ours.
struct peer_closed { std::optional<std::uint16_t> code; friend bool operator==(const peer_closed&, const peer_closed&) = default; };
/// The transport is gone: end of stream, reset, or our own hang-up is done.
struct peer_lost { friend bool operator==(const peer_lost&, const peer_lost&) = default; };
/// More waits to be sent than the queue's limit; and: everything that waited has been sent.
struct queue_filled { friend bool operator==(const queue_filled&, const queue_filled&) = default; };
struct queue_drained { friend bool operator==(const queue_drained&, const queue_drained&) = default; };

// ---- connection: from the other actors -------------------------------------------------------------------------
struct token_accepted { Principal principal; friend bool operator==(const token_accepted&, const token_accepted&) = default; };
struct token_refused { std::string code; std::string message; friend bool operator==(const token_refused&, const token_refused&) = default; };
struct session_resumed { SessionId session{}; ResumeToken token{}; std::vector<ThreadPlace> threads; friend bool operator==(const session_resumed&, const session_resumed&) = default; };
struct resume_refused { friend bool operator==(const resume_refused&, const resume_refused&) = default; };
struct superseded { friend bool operator==(const superseded&, const superseded&) = default; };
/// Where in its log an attachment was placed that asked for no place of its own.
struct attachment_placed { ThreadPlace place; friend bool operator==(const attachment_placed&, const attachment_placed&) = default; };
struct attachment_ended { std::string thread; bool too_slow = false; friend bool operator==(const attachment_ended&, const attachment_ended&) = default; };
struct cancel_taken { RequestId id{}; RunId run{}; friend bool operator==(const cancel_taken&, const cancel_taken&) = default; };

// ---- session ---------------------------------------------------------------------------------------------------
struct connection_left { friend bool operator==(const connection_left&, const connection_left&) = default; };
struct resume_requested { ResumeToken token{}; Principal principal; friend bool operator==(const resume_requested&, const resume_requested&) = default; };
/// `acknowledged`: the client says how far it has read; that moves the place only forward.
struct session_attached { ThreadPlace place; bool acknowledged = false; friend bool operator==(const session_attached&, const session_attached&) = default; };
struct session_detached { std::string thread; friend bool operator==(const session_detached&, const session_detached&) = default; };

// ---- thread ----------------------------------------------------------------------------------------------------
/// The store's answer to the thread's opening: where its log stands, and what is known of its runs.
struct log_opened { std::uint32_t epoch = 0; std::uint64_t head = 0; std::uint64_t earliest = 1; std::vector<RunRecord> runs; friend bool operator==(const log_opened&, const log_opened&) = default; };
struct log_open_failed { friend bool operator==(const log_open_failed&, const log_open_failed&) = default; };
struct committed { friend bool operator==(const committed&, const committed&) = default; };
struct append_failed { friend bool operator==(const append_failed&, const append_failed&) = default; };
/// A run was left under way by a former process: the thread opens to end it.
struct thread_wanted { friend bool operator==(const thread_wanted&, const thread_wanted&) = default; };
/// An attachment asks for its place; no `after` means from now.
struct place_requested { std::optional<Cursor> after; friend bool operator==(const place_requested&, const place_requested&) = default; };
/// The thread's actor has left: there is another by now, or will be.
struct place_moved { friend bool operator==(const place_moved&, const place_moved&) = default; };
struct place_given_up { friend bool operator==(const place_given_up&, const place_given_up&) = default; };
struct run_requested { RequestId id{}; RunRequest request; friend bool operator==(const run_requested&, const run_requested&) = default; };
struct request_failed { RequestId id{}; MessageFault fault; bool retryable = false; friend bool operator==(const request_failed&, const request_failed&) = default; };
/// The answer to `run_requested`, after the durable write.
struct run_started { RequestId id{}; RunId run{}; bool replayed = false; friend bool operator==(const run_started&, const run_started&) = default; };
/// A run has something to say: to emit is to append.
struct emitted { RunId run{}; EventType type{}; Text data; friend bool operator==(const emitted&, const emitted&) = default; };

// ---- attachment ------------------------------------------------------------------------------------------------
/// The attachment is a watcher of the thread from now on: rows after `head` will come. `cursor` is its place.
struct place_opened { Cursor cursor; Cursor head; std::vector<RunId> runs; friend bool operator==(const place_opened&, const place_opened&) = default; };
struct place_refused { MessageFault fault; bool retryable = false; std::optional<Cursor> earliest; friend bool operator==(const place_refused&, const place_refused&) = default; };
/// Rows that are durable now, in log order.
struct rows_committed { std::vector<LogEvent> rows; friend bool operator==(const rows_committed&, const rows_committed&) = default; };
/// The store's answer to a read: rows in log order from where it was asked; fewer than asked for means the end.
struct rows_read { std::vector<LogEvent> rows; friend bool operator==(const rows_read&, const rows_read&) = default; };
struct read_failed { friend bool operator==(const read_failed&, const read_failed&) = default; };
/// `id`: the request to confirm, where one asked.
struct detach_wanted { RequestId id{}; friend bool operator==(const detach_wanted&, const detach_wanted&) = default; };

// ---- run -------------------------------------------------------------------------------------------------------
/// `start` is durable: the run's record and its first event, what the user said, are in the log.
struct run_recorded { friend bool operator==(const run_recorded&, const run_recorded&) = default; };
/// The thread cannot keep more for this run while its log is away.
struct log_is_full { friend bool operator==(const log_is_full&, const log_is_full&) = default; };
struct upstream_opened { friend bool operator==(const upstream_opened&, const upstream_opened&) = default; };
struct upstream_event { EventType type{}; Text data; friend bool operator==(const upstream_event&, const upstream_event&) = default; };
struct run_cancel_requested { RequestId id{}; friend bool operator==(const run_cancel_requested&, const run_cancel_requested&) = default; };
/// The run's terminal event is durable.
struct terminal_committed { friend bool operator==(const terminal_committed&, const terminal_committed&) = default; };

}  // namespace interlock::lifecycles
