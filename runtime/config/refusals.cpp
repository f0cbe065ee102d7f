#include "runtime/config/refusals.hpp"

#include <array>

#include "runtime/config/kinds.hpp"

namespace interlock::config {
namespace {

std::string with_origin(const Loaded& loaded, std::string_view name) {
  return std::string{name}.append(" (").append(loaded.find(name)->origin.text).append(")");
}

/// `smaller` must not exceed `larger`.
struct Order {
  std::string_view smaller_name;
  milliseconds Settings::*smaller;
  std::string_view larger_name;
  milliseconds Settings::*larger;
};

constexpr std::array orders{
    Order{"retry_spread_min", &Settings::retry_spread_min, "retry_spread_max", &Settings::retry_spread_max},
    Order{"ping_timeout", &Settings::ping_timeout, "ping_interval", &Settings::ping_interval},
    Order{"probe_deadline", &Settings::probe_deadline, "probe_interval", &Settings::probe_interval},
    Order{"service_backoff", &Settings::service_backoff, "service_backoff_cap", &Settings::service_backoff_cap},
    Order{"supervisor_cancelled_backoff", &Settings::supervisor_cancelled_backoff, "supervisor_backoff_cap",
          &Settings::supervisor_backoff_cap},
    Order{"supervisor_failed_backoff", &Settings::supervisor_failed_backoff, "supervisor_backoff_cap",
          &Settings::supervisor_backoff_cap},
    Order{"supervisor_silent_backoff", &Settings::supervisor_silent_backoff, "supervisor_backoff_cap",
          &Settings::supervisor_backoff_cap},
    Order{"supervisor_broken_backoff", &Settings::supervisor_broken_backoff, "supervisor_backoff_cap",
          &Settings::supervisor_backoff_cap},
};

template <class T>
Problem too_large(const Loaded& loaded, std::string_view smaller, T is, std::string_view larger, T limit) {
  return {ProblemKind::contradiction, with_origin(loaded, smaller) + " is " + Kind<T>::print(is) +
                                          "; expected no more than " + with_origin(loaded, larger) + ", which is " +
                                          Kind<T>::print(limit)};
}

void check_orders(const Loaded& loaded, std::vector<Problem>& problems) {
  const Settings& settings = loaded.settings;
  for (const Order& order : orders) {
    const milliseconds smaller = settings.*order.smaller;
    const milliseconds larger = settings.*order.larger;
    if (smaller > larger) {
      problems.push_back(too_large(loaded, order.smaller_name, smaller, order.larger_name, larger));
    }
  }
  if (settings.frame_limit > settings.queue_limit) {
    problems.push_back(too_large(loaded, "frame_limit", settings.frame_limit, "queue_limit", settings.queue_limit));
  }
}

void check_secret(const Loaded& loaded, std::vector<Problem>& problems) {
  const std::string& secret = loaded.settings.auth_secret;
  const std::string profile = Kind<Profile>::print(loaded.settings.profile);
  if (secret.empty()) {
    problems.push_back({ProblemKind::missing_secret, "auth_secret is missing: the profile " + profile +
                                                         " needs one of at least 32 bytes, best given as environment "
                                                         "INTERLOCK_AUTH_SECRET"});
  } else if (secret == development_secret) {
    problems.push_back({ProblemKind::known_secret, with_origin(loaded, "auth_secret") +
                                                             " is the development secret, which everybody knows: the "
                                                             "profile " + profile + " needs one of its own"});
  } else if (secret.size() < shortest_secret) {
    problems.push_back({ProblemKind::short_secret, with_origin(loaded, "auth_secret") + " has " +
                                                       std::to_string(secret.size()) + " bytes: the profile " +
                                                       profile + " needs at least 32"});
  }
}

}  // namespace

std::vector<Problem> refusals(const Loaded& loaded) {
  std::vector<Problem> problems;
  check_orders(loaded, problems);
  if (loaded.settings.profile != Profile::development) {
    check_secret(loaded, problems);
  } else if (loaded.settings.auth_secret.empty()) {
    problems.push_back({ProblemKind::missing_secret, with_origin(loaded, "auth_secret") +
                                                         " is empty: leave it out to get the development secret"});
  }
  if (loaded.settings.profile == Profile::production && loaded.settings.echo) {
    problems.push_back({ProblemKind::echo_in_production, with_origin(loaded, "echo") +
                                                             " is true: the profile production has no echo"});
  }
  return problems;
}

}  // namespace interlock::config
