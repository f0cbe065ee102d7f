#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace interlock::config {

using std::chrono::milliseconds;

enum class Profile : std::uint8_t { development, staging, production };
enum class LogLevel : std::uint8_t { trace, debug, info, warn, error, critical };

/// Where to listen. An IPv6 host is held without its brackets; port 0 lets the system choose.
struct Endpoint {
  std::string host;
  std::uint16_t port = 0;
  bool operator==(const Endpoint&) const = default;
};

/// A size in bytes, written as `65536` or `64KiB`.
struct Bytes {
  std::size_t count = 0;
  auto operator<=>(const Bytes&) const = default;
};

/// An absolute http or https URL without credentials.
struct Url {
  std::string text;
  bool operator==(const Url&) const = default;
};

/// A web origin as browsers send it: scheme, host and port, no path.
struct WebOrigin {
  std::string text;
  bool operator==(const WebOrigin&) const = default;
};

/// A back end that runs are posted to.
struct Agent {
  Url url;
  std::optional<Url> cancel_url;
  milliseconds first_byte_timeout{};
  milliseconds idle_timeout{};
  milliseconds total_timeout{};
  bool required{};  ///< The process is not ready while this agent cannot be reached.
};

/// A service that the operator names: up while a GET of its URL answers 2xx.
struct Service {
  Url url;
  bool required{};
};

/// Everything that `interlock serve` can be told. The defaults and what each member means are rows of
/// runtime/config/table.hpp, nowhere else; only `load` makes a filled one.
struct Settings {
  Profile profile{};
  std::string node;
  Endpoint listen;
  std::filesystem::path data_directory;

  std::string auth_secret;
  std::optional<std::string> auth_issuer;
  std::optional<std::string> auth_audience;
  milliseconds auth_leeway{};
  std::vector<WebOrigin> allowed_origins;
  bool echo{};

  LogLevel log_level{};
  bool log_json{};

  milliseconds startup_timeout{};
  milliseconds readiness_timeout{};
  std::size_t waiting_room{};
  milliseconds waiting_progress{};
  milliseconds retry_spread_min{};
  milliseconds retry_spread_max{};
  milliseconds drain_grace{};

  milliseconds handshake_timeout{};
  milliseconds authentication_timeout{};
  milliseconds ping_interval{};
  milliseconds ping_timeout{};
  milliseconds session_ttl{};
  milliseconds close_timeout{};
  Bytes frame_limit;
  Bytes queue_limit;

  milliseconds commit_interval{};
  std::size_t commit_rows{};
  std::size_t append_queue_rows{};

  milliseconds run_first_byte_timeout{};
  milliseconds run_idle_timeout{};
  milliseconds run_total_timeout{};
  milliseconds demo_pace{};

  milliseconds probe_interval{};
  milliseconds probe_deadline{};
  milliseconds supervisor_cancelled_backoff{};
  milliseconds supervisor_failed_backoff{};
  milliseconds supervisor_silent_backoff{};
  milliseconds supervisor_broken_backoff{};
  milliseconds supervisor_backoff_cap{};
  milliseconds supervisor_stable_after{};
  milliseconds service_backoff{};
  milliseconds service_backoff_cap{};

  std::map<std::string, Agent> agents;
  std::map<std::string, Service> services;
};

/// What signs tokens in the development profile when no secret was given. Everybody knows it, so the other profiles
/// refuse it.
inline constexpr std::string_view development_secret = "interlock-development-secret-known-to-everybody";

}  // namespace interlock::config
