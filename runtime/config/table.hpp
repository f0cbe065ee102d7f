#pragma once
/// THE table of settings. TOML keys, environment names, flags, help, defaults, `interlock check` and
/// docs/configuration.md are derived from it: a new setting is a member of Settings and a row here.

#include <array>

#include "runtime/config/row.hpp"

namespace interlock::config {

// clang-format off
inline constexpr auto settings_table = std::to_array<Row<Settings>>({
  {"profile", &Settings::profile, always("development"), "which defaults hold and what is refused"},
  {"node", &Settings::node, always("n1"), "what this process is called, as clients are told on connecting"},
  {"listen", &Settings::listen, always("127.0.0.1:8080"), "where to accept connections"},
  {"data", &Settings::data_directory, always("./interlock-data"), "where the durable log is kept"},

  {"auth_secret", &Settings::auth_secret, in_development(development_secret, ""), "the secret that tokens are signed with (HS256), at least 32 bytes outside development", usual_limits, true},
  {"auth_issuer", &Settings::auth_issuer, always(""), "what `iss` of a token must be"},
  {"auth_audience", &Settings::auth_audience, always(""), "what `aud` of a token must be or hold"},
  {"auth_leeway", &Settings::auth_leeway, always("30s"), "how far the clock of the issuer may be from ours", Limits{0, 300'000}},
  {"allowed_origins", &Settings::allowed_origins, always(""), "the origins from which a browser may connect with a cookie"},
  {"echo", &Settings::echo, always("false"), "serve an echo, for measurements; refused in production"},

  {"log_level", &Settings::log_level, in_development("debug", "info"), "the least severe line that is logged"},
  {"log_json", &Settings::log_json, in_development("false", "true"), "log one JSON object a line"},

  {"startup_timeout", &Settings::startup_timeout, in_production("2m", "60s"), "how long startup may take before it has failed"},
  {"readiness_timeout", &Settings::readiness_timeout, in_development("10s", "30s"), "how long an early connection waits for the process to be ready"},
  {"waiting_room", &Settings::waiting_room, always("1024"), "how many connections may wait for readiness", Limits{0, 1 << 20}},
  {"waiting_progress", &Settings::waiting_progress, always("2s"), "how often the services still missing are logged while connections wait"},
  {"retry_spread_min", &Settings::retry_spread_min, always("10s"), "the soonest that a refused client is asked to come back", zero_is_allowed},
  {"retry_spread_max", &Settings::retry_spread_max, always("30s"), "the latest that a refused client is asked to come back"},
  {"drain_grace", &Settings::drain_grace, always("8s"), "how long draining may take; Cloud Run kills after 10s", zero_is_allowed},

  {"handshake_timeout", &Settings::handshake_timeout, always("10s"), "how long a connection may take to send its request"},
  {"authentication_timeout", &Settings::authentication_timeout, always("10s"), "how long a connection may take to show a good token"},
  {"ping_interval", &Settings::ping_interval, always("25s"), "how often a connection is pinged"},
  {"ping_timeout", &Settings::ping_timeout, always("20s"), "how long a connection may take to answer a ping"},
  {"session_ttl", &Settings::session_ttl, always("5m"), "how long a session outlives its connection"},
  {"close_timeout", &Settings::close_timeout, always("5s"), "how long a peer may take to answer a close"},
  {"frame_limit", &Settings::frame_limit, always("64KiB"), "the largest message that is taken from a client", Limits{1 << 10, 16 << 20}},
  {"queue_limit", &Settings::queue_limit, always("1MiB"), "how much may wait for a slow client before it is closed", Limits{1 << 12, 1 << 30}},

  {"commit_interval", &Settings::commit_interval, always("2ms"), "how long a durable write waits for others to share its commit", Limits{0, 1000}},
  {"commit_rows", &Settings::commit_rows, always("256"), "how many rows one commit holds at most", Limits{1, 1 << 16}},
  {"append_queue_rows", &Settings::append_queue_rows, always("65536"), "how many rows may wait for the log before appends are refused", Limits{1, 1 << 24}},

  {"run_first_byte_timeout", &Settings::run_first_byte_timeout, always("30s"), "how long an agent may take to begin its answer"},
  {"run_idle_timeout", &Settings::run_idle_timeout, always("60s"), "how long an agent may be silent within its answer"},
  {"run_total_timeout", &Settings::run_total_timeout, always("10m"), "how long a run may take in all"},
  {"demo_pace", &Settings::demo_pace, always("400ms"), "the time between two events of the built-in agent `demo`", zero_is_allowed},

  {"probe_interval", &Settings::probe_interval, always("10s"), "how often the monitor probes each service"},
  {"probe_deadline", &Settings::probe_deadline, always("5s"), "how long a service may take to answer a probe"},
  {"supervisor_cancelled_backoff", &Settings::supervisor_cancelled_backoff, always("15s"), "the wait before a task restarts that was cancelled or returned unasked"},
  {"supervisor_failed_backoff", &Settings::supervisor_failed_backoff, always("30s"), "the wait before a task restarts that failed"},
  {"supervisor_silent_backoff", &Settings::supervisor_silent_backoff, always("45s"), "the wait before a task restarts that gave no outcome by its deadline"},
  {"supervisor_broken_backoff", &Settings::supervisor_broken_backoff, always("2m"), "the wait before a task restarts whose outcome or restart could not be handled"},
  {"supervisor_backoff_cap", &Settings::supervisor_backoff_cap, always("5m"), "the longest wait before a restart, however often it failed"},
  {"supervisor_stable_after", &Settings::supervisor_stable_after, always("60s"), "how long a task must run for its back-off to begin anew"},
  {"service_backoff", &Settings::service_backoff, always("1s"), "the first wait before a service is started again; it doubles"},
  {"service_backoff_cap", &Settings::service_backoff_cap, always("30s"), "the longest wait before a service is started again"},
});

/// `[agents.NAME]`
inline constexpr auto agent_table = std::to_array<Row<Agent>>({
  {"url", &Agent::url, must_be_given, "where a run is posted to"},
  {"cancel_url", &Agent::cancel_url, always(""), "where a cancellation is posted to"},
  {"first_byte_timeout", &Agent::first_byte_timeout, inherited_from("run_first_byte_timeout"), "how long it may take to begin its answer"},
  {"idle_timeout", &Agent::idle_timeout, inherited_from("run_idle_timeout"), "how long it may be silent within its answer"},
  {"total_timeout", &Agent::total_timeout, inherited_from("run_total_timeout"), "how long a run may take in all"},
  {"required", &Agent::required, always("false"), "the process is not ready while this agent cannot be reached"},
});

/// `[services.NAME]`
inline constexpr auto service_table = std::to_array<Row<Service>>({
  {"url", &Service::url, must_be_given, "the service is up while a GET of this answers 2xx"},
  {"required", &Service::required, always("true"), "the process is not ready while this service is down"},
});
// clang-format on

}  // namespace interlock::config
