#pragma once
/// What the gateway says to a peer, typed. The codec turns it into bytes; exhaustive worlds stop above the codec.
#include "statemachine/lifecycles/events.hpp"

#include <variant>

namespace interlock::port {

namespace message {

struct Limits { std::uint64_t frame = 0; std::uint64_t queue = 0; friend bool operator==(const Limits&, const Limits&) = default; };
struct ConnectionEstablished {
  RequestId id{};
  SessionId session{};
  ResumeToken resume_token{};
  bool resumed = false;
  std::vector<std::string> attached;
  std::string node;         ///< Which process it is that answers.
  Duration ping{0};
  Limits limits;
  std::int64_t expires_at = 0;
  friend bool operator==(const ConnectionEstablished&, const ConnectionEstablished&) = default;
};
struct Attached {
  RequestId id{};
  std::string thread;
  Cursor head;
  std::uint64_t replay = 0;
  std::vector<RunId> runs;  ///< Under way.
  friend bool operator==(const Attached&, const Attached&) = default;
};
struct CaughtUp { std::string thread; Cursor cursor; friend bool operator==(const CaughtUp&, const CaughtUp&) = default; };
struct Detached { RequestId id{}; std::string thread; friend bool operator==(const Detached&, const Detached&) = default; };
struct RunAccepted { RequestId id{}; RunId run{}; bool replayed = false; friend bool operator==(const RunAccepted&, const RunAccepted&) = default; };
struct CancelAccepted { RequestId id{}; RunId run{}; friend bool operator==(const CancelAccepted&, const CancelAccepted&) = default; };
struct Refreshed { RequestId id{}; std::int64_t expires_at = 0; friend bool operator==(const Refreshed&, const Refreshed&) = default; };
struct ThreadEvent { std::string thread; std::uint32_t epoch = 0; LogEvent event; friend bool operator==(const ThreadEvent&, const ThreadEvent&) = default; };
struct Ping { std::int64_t time = 0; friend bool operator==(const Ping&, const Ping&) = default; };
struct Goodbye { std::string reason; Duration delay{0}; friend bool operator==(const Goodbye&, const Goodbye&) = default; };
/// Live connections are told when the process stops or starts being ready.
struct Readiness { bool ready = false; std::vector<std::string> missing; friend bool operator==(const Readiness&, const Readiness&) = default; };
struct Failure {
  RequestId id{};
  MessageFault fault;
  bool retryable = false;
  Duration retry_after{0};           ///< Zero: not said.
  std::vector<std::string> missing;  ///< Services, in `service_initialization_timeout`.
  std::optional<Cursor> earliest;    ///< In `cursor_expired`.
  friend bool operator==(const Failure&, const Failure&) = default;
};

}  // namespace message

using Message = std::variant<message::ConnectionEstablished, message::Attached, message::CaughtUp, message::Detached,
                             message::RunAccepted, message::CancelAccepted, message::Refreshed, message::ThreadEvent,
                             message::Ping, message::Goodbye, message::Readiness, message::Failure>;

/// What an HTTP request is answered with. The body of a page is made where the answer is written.
struct HttpAnswer {
  std::uint16_t status = 200;
  std::optional<lifecycles::Page> page;  ///< A page of the gateway, or
  MessageFault problem;                  ///< a problem (RFC 9457).
  std::vector<std::string> missing;      ///< Services, in a problem of readiness.
  Duration retry_after{0};
  bool keep_alive = true;
  friend bool operator==(const HttpAnswer&, const HttpAnswer&) = default;
};

}  // namespace interlock::port
