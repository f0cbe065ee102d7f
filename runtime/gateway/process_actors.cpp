#include "runtime/gateway/process_actors.hpp"

#include <algorithm>

namespace interlock::gateway {

using port::ActorKind;
using Level = port::Note::Level;

namespace {
std::string join(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ",") + name;
  return text;
}
Duration doubled(Duration base, unsigned times, Duration limit) {
  Duration delay = base;
  for (unsigned i = 0; i < times && delay < limit; ++i) delay *= 2;
  return std::min(delay, limit);
}
}  // namespace

void StartupContext::report_progress() {
  note(Level::info, "waiting_for_services", "missing=" + join(missing_services()) + " waiting=" + std::to_string(facts().waiting));
}

void StartupContext::announce_ready() {
  want(effect::PublishReadiness{Readiness::ready});
  note(Level::info, "process_became_ready", "waiting=" + std::to_string(facts().waiting));
  tell_everybody(lifecycles::process_became_ready{});
}

void StartupContext::announce_unready() {
  want(effect::PublishReadiness{Readiness::recovering});
  note(Level::warning, "process_became_unready", "missing=" + join(missing_services()));
  tell_everybody(lifecycles::process_became_unready{});
}

void StartupContext::announce_failure() {
  want(effect::PublishReadiness{Readiness::failed});
  note(Level::error, "startup_failed", "missing=" + join(missing_services()));
  tell_everybody(lifecycles::startup_failed{});
}

void StartupContext::announce_drain() {
  want(effect::PublishReadiness{Readiness::draining});
  note(Level::info, "drain_started", "connections=" + std::to_string(facts().upgraded) + " runs=" + std::to_string(facts().runs.size()));
  want(effect::Broadcast{ActorKind::supervisor, lifecycles::drain_started{}});
  tell_everybody(lifecycles::drain_started{});
}

Duration ServiceContext::back_off() const {
  return doubled(settings().service_back_off, state_.failures > 0 ? state_.failures - 1U : 0U, settings().service_back_off_limit);
}

void ServiceContext::report_up(const lifecycles::service_opened& e) {
  state_.reported_up = true;
  want(effect::PublishService{id(), true});
  note(Level::info, "service_came_up", "service=" + own().name);
  post(startup_address, lifecycles::service_changed{id(), true});
  for (std::uint32_t i = 0; i < settings().services.size(); ++i)
    if (std::ranges::count(settings().services[i].depends_on, id()) > 0) post({ActorKind::service, i}, lifecycles::dependency_came_up{id()});
  if (id() == settings().keys) want(effect::Broadcast{ActorKind::connection, lifecycles::keys_became_available{}});
  for (const ThreadName& thread : e.unfinished) want(effect::PostToThread{thread, lifecycles::thread_wanted{}});
}

void ServiceContext::report_down() {
  if (!state_.reported_up) return;
  state_.reported_up = false;
  want(effect::PublishService{id(), false});
  note(Level::warning, "service_went_down", "service=" + own().name);
  post(startup_address, lifecycles::service_changed{id(), false});
}

Duration SupervisorContext::restart_delay() const {
  const RestartSettings& restart = settings().restart;
  const auto base = [&] {
    switch (state_.cause) {
      case RestartCause::handler_failed: return restart.handler_failed;
      case RestartCause::failed: return restart.failed;
      case RestartCause::overdue: return restart.overdue;
      case RestartCause::completed:
      case RestartCause::cancelled: break;
    }
    return restart.cancelled;
  };
  return doubled(base(), state_.failures > 0 ? state_.failures - 1U : 0U, restart.limit);
}

void SupervisorContext::start(lifecycles::monitor, std::uint32_t generation) {
  state_.task = reserve(ActorKind::task);
  want(effect::SpawnTask{state_.task, generation});
}

void SupervisorContext::note_end(RestartCause cause) {
  state_.cause = cause;
  if (state_.failures < 16) ++state_.failures;
  static constexpr const char* names[] = {"completed", "failed", "cancelled", "overdue", "handler_failed"};
  note(cause == RestartCause::handler_failed ? Level::error : Level::warning, "monitor_ended", std::string("outcome=") + names[static_cast<std::size_t>(cause)]);
}

void SupervisorContext::report_unwell() {
  want(effect::PublishMonitor{false});
  post(startup_address, lifecycles::service_changed{monitor_service, false});
}

void TaskContext::report_well() {
  want(effect::PublishMonitor{true});
  post(startup_address, lifecycles::service_changed{monitor_service, true});
}

void TaskContext::begin_round() {
  state_.unanswered = 0;
  for (std::size_t i = 0; i < settings().services.size(); ++i) {
    if (!facts().is_up(ServiceId(i))) continue;
    state_.unanswered |= 1U << i;
    want(effect::Probe{ServiceId(i)});
  }
}

void TaskContext::take_finding(const lifecycles::probe_answered& e) {
  state_.unanswered &= ~(1U << static_cast<unsigned>(e.service));
  if (!e.well) say_lost(e.service);
}

void TaskContext::judge_silent_services() {
  for (std::size_t i = 0; i < settings().services.size(); ++i)
    if ((state_.unanswered >> i & 1U) != 0) say_lost(ServiceId(i));
  state_.unanswered = 0;
}

}  // namespace interlock::gateway
