#pragma once
/// What an operator decides of the core's behaviour. A value: every actor reads the same one, none changes it.
#include "statemachine/lifecycles/vocabulary.hpp"

#include <string>
#include <vector>

namespace interlock::gateway {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

/// One thing that the process needs. `depends_on` are places in the same list.
struct ServiceSettings {
  std::string name;
  bool required = true;
  std::vector<ServiceId> depends_on;
  friend bool operator==(const ServiceSettings&, const ServiceSettings&) = default;
};

/// Rates and limits of the supervised health monitor's restarts, by cause of its end (incident cancelled-monitor).
struct RestartSettings {
  Duration cancelled = seconds(15);       ///< Cancelled, or returned unasked.
  Duration failed = seconds(30);
  Duration overdue = seconds(45);         ///< No outcome by its deadline.
  Duration handler_failed = seconds(120); ///< Handling its outcome, or its restart, threw.
  Duration limit = seconds(300);
  friend bool operator==(const RestartSettings&, const RestartSettings&) = default;
};

/// A name that a start may ask for, and how long its agent may take: to begin its answer, between two pieces of it, in all.
struct AgentSettings {
  std::string name;
  Duration first_byte_timeout = seconds(30);
  Duration idle_timeout = seconds(60);
  Duration total_timeout = minutes(10);
  friend bool operator==(const AgentSettings&, const AgentSettings&) = default;
};

struct Settings {
  std::string node = "n1";
  std::string profile = "development";
  std::vector<ServiceSettings> services;  ///< At most 32.
  std::vector<AgentSettings> agents;
  ServiceId keys{};                       ///< Which service brings the keys that tokens are judged by.

  Duration startup_timeout = seconds(60);
  Duration progress_interval = seconds(2);
  Duration drain_grace = seconds(8);
  Duration terminal_grace = seconds(1);   ///< After the grace period: for the terminal events to become durable.
  Duration stop_timeout = seconds(1);
  Duration service_open_timeout = seconds(10);
  Duration service_close_timeout = seconds(1);
  Duration service_back_off = seconds(1); ///< Doubled for each failure in a row, up to the limit.
  Duration service_back_off_limit = seconds(30);

  Duration task_start_timeout = seconds(5);
  Duration task_cancel_timeout = seconds(1);
  Duration task_stable_time = seconds(60);
  Duration probe_interval = seconds(10);
  Duration probe_timeout = seconds(5);
  RestartSettings restart;

  Duration handshake_timeout = seconds(10);
  Duration authentication_timeout = seconds(10);
  Duration readiness_timeout = seconds(30);
  Duration retry_after_least = seconds(10);  ///< When a client that was refused is told to come back: spread from here
  Duration retry_after_most = seconds(30);   ///< to here.
  Duration resume_timeout = seconds(2);
  Duration ping_interval = seconds(25);
  Duration ping_timeout = seconds(20);
  Duration close_timeout = seconds(5);
  Duration session_lifetime = minutes(5);
  std::uint32_t waiting_room = 1024;
  std::uint32_t held_messages = 16;          ///< What a client may say behind its hello before it is served.
  std::uint32_t attachments = 64;            ///< A connection's.
  std::uint64_t frame_limit = 65536;
  std::uint64_t queue_limit = 1048576;       ///< Unsent bytes of a connection.

  Duration place_timeout = seconds(10);
  Duration lag_timeout = seconds(30);
  std::uint32_t replay_rows = 256;           ///< Rows of one read.
  std::uint32_t held_runs = 16;              ///< Starts that wait for an attachment's place.

  Duration log_retry_delay = seconds(1);
  Duration thread_linger = minutes(1);        ///< How long a thread that nobody needs is kept in memory.
  std::uint32_t places = 4096;               ///< Watchers of a thread.
  std::uint32_t queued_events = 10000;       ///< A thread's events that wait for its log.
  std::uint32_t batch_rows = 256;

  Duration cancel_grace = seconds(3);
  Duration token_leeway{0};                  ///< How long a token counts beyond its `exp`.
  friend bool operator==(const Settings&, const Settings&) = default;
};

}  // namespace interlock::gateway
