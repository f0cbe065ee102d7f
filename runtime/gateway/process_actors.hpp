#pragma once
/// The actors that make a process ready and keep it so: startup, its services, the supervised monitor.
#include "runtime/gateway/context.hpp"

namespace interlock::gateway {

struct StartupState {
  std::uint32_t up = 0;        ///< One bit for each service, the monitor's among them.
  std::uint32_t stopped = 0;
  friend bool operator==(const StartupState&, const StartupState&) = default;
};

class StartupContext : public Context {
 public:
  StartupContext(StartupState& state, const Context& base) : Context(base), state_(state) {}

  template <class E>
  [[nodiscard]] bool every_required_service_is_up(const E& e) const {
    const std::uint32_t up = after(e);
    for (std::size_t i = 0; i < settings().services.size(); ++i)
      if (settings().services[i].required && (up >> i & 1U) == 0) return false;
    return true;
  }
  template <class E>
  [[nodiscard]] bool everything_is_up(const E& e) const {
    const std::uint32_t all = services_mask() | bit(monitor_service);
    return (after(e) & all) == all;
  }
  [[nodiscard]] bool is_required(ServiceId service) const {
    const auto i = static_cast<std::size_t>(service);
    return i < settings().services.size() && settings().services[i].required;
  }
  /// Connections that speak WebSocket, and runs, are work; a peer that asks for a page is not.
  [[nodiscard]] bool nothing_is_left() const { return facts().upgraded == 0 && facts().runs.empty(); }
  [[nodiscard]] bool every_service_is_stopped(const lifecycles::service_stopped& e) const {
    return ((state_.stopped | bit(e.service)) & services_mask()) == services_mask();
  }

  void note_service(const lifecycles::service_changed& e) { state_.up = after(e); }
  void note_stopped(const lifecycles::service_stopped& e) { state_.stopped |= bit(e.service); }
  void report_progress();
  void announce_ready();
  void announce_unready();
  void announce_failure();
  void announce_drain();
  void end_grace() { want(effect::Broadcast{port::ActorKind::run, lifecycles::grace_ended{}}); }
  void report_unfinished() { note(port::Note::Level::warning, "drain_overdue", "what was left is ended now"); }
  void stop_services() { want(effect::Broadcast{port::ActorKind::service, lifecycles::stop_wanted{}}); }
  void leave() { want(effect::Leave{false}); }

 private:
  [[nodiscard]] static std::uint32_t bit(ServiceId service) { return 1U << static_cast<unsigned>(service); }
  [[nodiscard]] std::uint32_t after(const lifecycles::service_changed& e) const {
    return e.up ? state_.up | bit(e.service) : state_.up & ~bit(e.service);
  }
  [[nodiscard]] std::uint32_t services_mask() const { return (1U << settings().services.size()) - 1; }
  void tell_everybody(const Event& event) { want(effect::Broadcast{port::ActorKind::connection, event}); }

  StartupState& state_;
};

struct ServiceState {
  std::uint8_t failures = 0;  ///< In a row.
  bool reported_up = false;
  friend bool operator==(const ServiceState&, const ServiceState&) = default;
};

class ServiceContext : public Context {
 public:
  ServiceContext(ServiceState& state, const Context& base) : Context(base), state_(state) {}

  [[nodiscard]] bool dependencies_are_up() const {
    for (const ServiceId dependency : own().depends_on)
      if (!facts().is_up(dependency)) return false;
    return true;
  }
  [[nodiscard]] Duration back_off() const;

  void open() { want(effect::OpenService{id()}); }
  void close() { want(effect::CloseService{id()}); }
  void report_up(const lifecycles::service_opened& e);
  void report_down();
  void report_failed_for_good() { post(startup_address, lifecycles::service_failed_for_good{id()}); }
  void report_stopped() { post(startup_address, lifecycles::service_stopped{id()}); }
  void count_failure() { if (state_.failures < 16) ++state_.failures; }
  void forget_failures() { state_.failures = 0; }

 private:
  [[nodiscard]] ServiceId id() const { return ServiceId(self().id); }
  [[nodiscard]] const ServiceSettings& own() const { return settings().services[self().id]; }
  ServiceState& state_;
};

struct SupervisorState {
  Address task;                ///< The life that is supervised now.
  RestartCause cause = RestartCause::completed;  ///< Of the last end.
  std::uint8_t failures = 0;   ///< In a row.
  friend bool operator==(const SupervisorState&, const SupervisorState&) = default;
};

class SupervisorContext : public Context {
 public:
  SupervisorContext(SupervisorState& state, const Context& base) : Context(base), state_(state) {}

  [[nodiscard]] Duration restart_delay() const;
  void note_end(RestartCause cause);
  void report_unwell();
  void forget_failures() { state_.failures = 0; }
  void cancel_task() { post(state_.task, lifecycles::cancel_wanted{}); }

  using Context::cancel;
  void start(lifecycles::monitor, std::uint32_t generation);
  void cancel(lifecycles::monitor, std::uint32_t) { cancel_task(); }

 private:
  SupervisorState& state_;
};

struct TaskState {
  std::uint32_t generation = 0;  ///< Which of its supervisor's tasks it is.
  std::uint32_t unanswered = 0;  ///< Services that this round has asked and not heard of.
  friend bool operator==(const TaskState&, const TaskState&) = default;
};

/// The monitor: probes every service that is up, each round under a deadline.
class TaskContext : public Context {
 public:
  TaskContext(TaskState& state, const Context& base) : Context(base), state_(state) {}

  using Context::cancel;
  void start(lifecycles::body, std::uint32_t generation) { want(effect::StartBody{generation}); }
  void cancel(lifecycles::body, std::uint32_t) { cancel_body(); }

  void cancel_body() { want(effect::CancelBody{}); }
  void report_well();
  void begin_round();
  void take_finding(const lifecycles::probe_answered& e);
  void judge_silent_services();
  void report_completed() { post(supervisor_address, lifecycles::task_completed<lifecycles::monitor>{state_.generation}); }
  void report_failed(TaskFailure how) { post(supervisor_address, lifecycles::task_failed<lifecycles::monitor>{state_.generation, how}); }
  void report_cancelled() { post(supervisor_address, lifecycles::task_cancelled<lifecycles::monitor>{state_.generation}); }

 private:
  void say_lost(ServiceId service) { post({port::ActorKind::service, static_cast<std::uint32_t>(service)}, lifecycles::service_lost{}); }
  TaskState& state_;
};

}  // namespace interlock::gateway
