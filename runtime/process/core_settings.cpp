#include "runtime/process/core_settings.hpp"

#include "runtime/config/kinds.hpp"

#include <stdexcept>

namespace interlock::process {

namespace {

void add(Composition& composition, std::string service, bool required, Part part) {
  composition.core.services.push_back({std::move(service), required, {}});
  composition.parts.push_back(std::move(part));
}

}  // namespace

Composition compose(const config::Settings& settings) {
  Composition result;
  gateway::Settings& core = result.core;
  core.node = settings.node;
  core.profile = config::Kind<config::Profile>::print(settings.profile);
  add(result, "log", true, LogPart{});
  add(result, "keys", true, BuiltInPart{});
  add(result, "agents", true, BuiltInPart{});
  core.keys = ServiceId{1};
  const auto probed = [&](const std::string& service, const config::Url& url, bool required) {
    const auto parsed = http::parse_url(url.text);
    if (!parsed) throw std::invalid_argument("the URL of " + service + " cannot be used: " + parsed.error());
    add(result, service, required, NamedPart{*parsed});
  };
  for (const auto& [service, options] : settings.services) probed(service, options.url, options.required);
  for (const auto& [agent, options] : settings.agents)
    if (options.required) probed("agent:" + agent, options.url, true);
  if (core.services.size() > 31) throw std::invalid_argument("there are more than 31 services");
  core.agents.push_back({"demo", settings.run_first_byte_timeout, settings.run_idle_timeout, settings.run_total_timeout});
  for (const auto& [agent, options] : settings.agents)
    core.agents.push_back({agent, options.first_byte_timeout, options.idle_timeout, options.total_timeout});

  core.startup_timeout = settings.startup_timeout;
  core.progress_interval = settings.waiting_progress;
  core.drain_grace = settings.drain_grace;
  core.service_back_off = settings.service_backoff;
  core.service_back_off_limit = settings.service_backoff_cap;
  core.probe_interval = settings.probe_interval;
  core.probe_timeout = settings.probe_deadline;
  core.task_stable_time = settings.supervisor_stable_after;
  core.restart = {settings.supervisor_cancelled_backoff, settings.supervisor_failed_backoff, settings.supervisor_silent_backoff,
                  settings.supervisor_broken_backoff, settings.supervisor_backoff_cap};
  core.handshake_timeout = settings.handshake_timeout;
  core.authentication_timeout = settings.authentication_timeout;
  core.readiness_timeout = settings.readiness_timeout;
  core.retry_after_least = settings.retry_spread_min;
  core.retry_after_most = settings.retry_spread_max;
  core.ping_interval = settings.ping_interval;
  core.token_leeway = settings.auth_leeway;
  core.ping_timeout = settings.ping_timeout;
  core.close_timeout = settings.close_timeout;
  core.session_lifetime = settings.session_ttl;
  core.waiting_room = static_cast<std::uint32_t>(settings.waiting_room);
  core.frame_limit = settings.frame_limit.count;
  core.queue_limit = settings.queue_limit.count;
  core.queued_events = static_cast<std::uint32_t>(settings.append_queue_rows);
  core.batch_rows = static_cast<std::uint32_t>(settings.commit_rows);
  return result;
}

}  // namespace interlock::process
