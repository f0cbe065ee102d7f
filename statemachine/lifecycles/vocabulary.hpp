#pragma once
/// The words that events of the lifecycles are made of. Each is a regular value: copied, compared, hashed; none owns a
/// resource or refers to a part.
#include <chrono>
#include <compare>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace interlock {

/// All deadlines are whole milliseconds; finer waits belong to the real parts.
using Duration = std::chrono::milliseconds;

/// Ids are typed, so that one cannot stand where another is meant. Their values come from the entropy port.
enum class RunId : std::uint64_t {};
enum class SessionId : std::uint64_t {};
/// Proves that who resumes a session is who was given it. It is no credential: a token is needed as well.
enum class ResumeToken : std::uint64_t {};
/// The correlation id that a client chose for one of its messages; 0 where it chose none.
enum class RequestId : std::uint64_t {};
/// The place of a service in the settings' list of services.
enum class ServiceId : std::uint8_t {};

/// Immutable shared text: payloads pass through the core without being copied or looked into.
class Text {
 public:
  Text() = default;
  explicit Text(std::string text) : text_(std::make_shared<const std::string>(std::move(text))) {}
  [[nodiscard]] std::string_view view() const { return text_ ? std::string_view(*text_) : std::string_view(); }
  friend bool operator==(const Text& a, const Text& b) { return a.text_ == b.text_ || a.view() == b.view(); }

 private:
  std::shared_ptr<const std::string> text_;
};

/// Who a connection speaks for, as its token says. `tenant` and `user` are part of every thread's name.
struct Principal {
  std::string tenant;
  std::string user;
  std::vector<std::string> threads;  ///< Qualified thread ids, or prefixes that end in `*`, beyond the user's own.
  std::int64_t expires_at = 0;       ///< Unix seconds.
  friend bool operator==(const Principal&, const Principal&) = default;
};

/// A thread's full name. A client's `t1` is its owner's `t1`: nothing of another user can be named by accident.
struct ThreadName {
  std::string tenant;
  std::string owner;
  std::string thread;
  friend auto operator<=>(const ThreadName&, const ThreadName&) = default;
};

/// A place in a thread's log: after the event `seq` of the log's `epoch`. {epoch, 0} is the start.
/// On the wire `<epoch>.<seq>`, both zero-padded, so that text order is log order.
struct Cursor {
  std::uint32_t epoch = 0;
  std::uint64_t seq = 0;
  friend auto operator<=>(const Cursor&, const Cursor&) = default;
};

/// What an event of a run is. The terminal ones come last; each run's log has exactly one of them, at its end.
enum class EventType : std::uint8_t {
  user_message, agent_started, agent_thinking, agent_message, tool_executing, tool_completed, custom,
  agent_completed, agent_failed, agent_cancelled, agent_interrupted
};
[[nodiscard]] constexpr bool is_terminal(EventType type) { return type >= EventType::agent_completed; }

/// One row of a thread's log. `seq` is dense: a reader proves for itself that nothing is missing.
struct LogEvent {
  std::uint64_t seq = 0;
  RunId run{};
  EventType type = EventType::custom;
  std::int64_t time = 0;  ///< Unix milliseconds, when the thread took it.
  Text data;              ///< One JSON value, passed through as it came.
  friend bool operator==(const LogEvent&, const LogEvent&) = default;
};

/// What a run is asked to do, and under which key asking again means the same run.
struct RunRequest {
  std::string agent;
  std::string idempotency_key;  ///< Empty: every request is a new run.
  Text input;                   ///< One JSON value.
  friend bool operator==(const RunRequest&, const RunRequest&) = default;
};

/// A run as the log knows it: the row that makes `start` idempotent, also after a restart.
struct RunRecord {
  RunId run{};
  std::string agent;
  std::string idempotency_key;
  std::uint64_t input_hash = 0;
  bool ended = false;
  friend bool operator==(const RunRecord&, const RunRecord&) = default;
};

/// How a task failed: one closed value, so there is nothing to ask that could throw.
enum class TaskFailure : std::uint8_t { failed, overdue };
/// Why a supervised task is started again; how long that is waited for depends on it.
enum class RestartCause : std::uint8_t { completed, failed, cancelled, overdue, handler_failed };

/// What a client's message did wrong; the connection lives on.
struct MessageFault {
  std::string code;   ///< As in the table of error codes.
  std::string field;  ///< The field that is wrong, where one is.
  std::string message;
  friend bool operator==(const MessageFault&, const MessageFault&) = default;
};

}  // namespace interlock
