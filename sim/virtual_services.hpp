#pragma once
/// The parts of a process as values: services that come up, fail, are lost and come back; the host of the monitor; the end of
/// the process. What each does next is the world's choice.
#include "runtime/port/authenticator.hpp"
#include "runtime/port/event.hpp"
#include "runtime/port/scheduler.hpp"
#include "runtime/port/services.hpp"
#include "runtime/port/world.hpp"

#include <map>
#include <string>
#include <vector>

namespace interlock::sim {

class VirtualServices final : public port::Services {
 public:
  enum class Request : std::uint8_t { open, close };
  enum class Act : std::uint8_t { comes_up, fails, fails_for_good, closes, is_lost };
  struct Service {
    bool is_open = false;
    std::vector<Request> asked;  ///< Not answered yet, oldest first.
    friend bool operator==(const Service&, const Service&) = default;
  };
  struct Probe {
    ServiceId service{};
    port::Address asker;
    friend bool operator==(const Probe&, const Probe&) = default;
  };

  explicit VirtualServices(std::size_t count) : services_(count) {}

  // ---- asked by the core
  void open(ServiceId service) override { of(service).asked.push_back(Request::open); }
  void close(ServiceId service) override { of(service).asked.push_back(Request::close); }
  void probe(ServiceId service, port::Address asker) override { probes_.push_back({service, asker}); }

  // ---- decided by the world
  [[nodiscard]] bool may(std::size_t service, Act act) const {
    const Service& one = services_[service];
    if (act == Act::is_lost) return one.is_open;
    if (one.asked.empty()) return false;
    return (one.asked.front() == Request::close) == (act == Act::closes);
  }
  /// Whether the service owes its next answer: a close is always answered, and so is an open that a close follows.
  [[nodiscard]] bool owes(std::size_t service) const {
    const auto& asked = services_[service].asked;
    return !asked.empty() && (asked.front() == Request::close || asked.size() > 1);
  }
  /// `unfinished`: what the log would say of a former process, where the service is the log.
  void perform(std::size_t service, Act act, port::Scheduler<port::Event>& scheduler, std::vector<ThreadName> unfinished = {}) {
    Service& one = services_[service];
    const port::Address to{port::ActorKind::service, static_cast<std::uint32_t>(service)};
    if (act != Act::is_lost) one.asked.erase(one.asked.begin());
    one.is_open = act == Act::comes_up;
    switch (act) {
      case Act::comes_up: return scheduler.post({}, to, lifecycles::service_opened{std::move(unfinished)});
      case Act::fails: return scheduler.post({}, to, lifecycles::service_open_failed{false});
      case Act::fails_for_good: return scheduler.post({}, to, lifecycles::service_open_failed{true});
      case Act::closes: return scheduler.post({}, to, lifecycles::service_closed{});
      case Act::is_lost: return scheduler.post({}, to, lifecycles::service_lost{});
    }
  }
  [[nodiscard]] const std::vector<Probe>& probes() const { return probes_; }
  /// Answers the oldest probe, truly.
  void answer_probe(port::Scheduler<port::Event>& scheduler) {
    const Probe probe = probes_.front();
    probes_.erase(probes_.begin());
    scheduler.post({}, probe.asker, lifecycles::probe_answered{probe.service, of(probe.service).is_open});
  }
  [[nodiscard]] const std::vector<Service>& services() const { return services_; }

  friend bool operator==(const VirtualServices&, const VirtualServices&) = default;

 private:
  Service& of(ServiceId service) { return services_.at(static_cast<std::size_t>(service)); }
  std::vector<Service> services_;
  std::vector<Probe> probes_;
};

class VirtualTasks final : public port::TaskHost {
 public:
  enum class State : std::uint8_t { starting, running, cancel_asked };
  struct Body {
    State state = State::starting;
    std::uint32_t generation = 0;
    friend bool operator==(const Body&, const Body&) = default;
  };
  enum class Act : std::uint8_t { starts, start_fails, returns, throws_something, obeys_cancel, is_cancelled_by_platform };

  void start(port::Address task, std::uint32_t generation) override { bodies_[task] = {State::starting, generation}; }
  void cancel(port::Address task) override {
    if (const auto found = bodies_.find(task); found != bodies_.end()) found->second.state = State::cancel_asked;
  }

  [[nodiscard]] bool may(port::Address task, Act act) const {
    const State state = bodies_.at(task).state;
    switch (act) {
      case Act::starts:
      case Act::start_fails: return state == State::starting;
      case Act::returns:
      case Act::throws_something: return state != State::starting;
      case Act::obeys_cancel: return state == State::cancel_asked;
      case Act::is_cancelled_by_platform: return state == State::running;
    }
    return false;
  }
  void perform(port::Address task, Act act, port::Scheduler<port::Event>& scheduler) {
    if (act == Act::starts) {
      bodies_.at(task).state = State::running;
      return scheduler.post({}, task, lifecycles::task_started{});
    }
    if (act == Act::is_cancelled_by_platform) return scheduler.post({}, task, lifecycles::cancel_wanted{});
    const std::uint32_t generation = bodies_.at(task).generation;
    bodies_.erase(task);
    switch (act) {
      case Act::returns: return scheduler.post({}, task, lifecycles::task_completed<lifecycles::body>{generation});
      case Act::start_fails:
      case Act::throws_something: return scheduler.post({}, task, lifecycles::task_failed<lifecycles::body>{generation});
      default: return scheduler.post({}, task, lifecycles::task_cancelled<lifecycles::body>{generation});
    }
  }
  /// The core has forgotten this task: its body may do what it likes.
  void forget(port::Address task) { bodies_.erase(task); }
  [[nodiscard]] const std::map<port::Address, Body>& bodies() const { return bodies_; }

  friend bool operator==(const VirtualTasks&, const VirtualTasks&) = default;

 private:
  std::map<port::Address, Body> bodies_;
};

class VirtualProcess final : public port::Process {
 public:
  void leave(bool) override { ++times_left; }
  std::uint32_t times_left = 0;
  friend bool operator==(const VirtualProcess&, const VirtualProcess&) = default;
};

/// "good.<user>" is a token of that user, "brief.<user>" one that ends in a minute; nothing else is.
class VirtualAuthenticator final : public port::Authenticator {
 public:
  [[nodiscard]] Verdict judge(std::string_view token, std::int64_t unix_seconds) const override {
    constexpr std::string_view good = "good.";
    constexpr std::string_view brief = "brief.";
    if (token.starts_with(brief)) return lifecycles::token_accepted{Principal{"tenant", std::string(token.substr(brief.size())), {}, unix_seconds + 60}};
    if (!token.starts_with(good)) return lifecycles::token_refused{"token_invalid", "the token is not one of ours"};
    return lifecycles::token_accepted{Principal{"tenant", std::string(token.substr(good.size())), {}, 0}};
  }
};

/// Time that stands still, and chance that is the same for each step that could be the same: equal states stay equal. The core
/// mixes in who draws; what one actor draws again and again, the ids of runs, is told apart by `salt`.
class StillClock final : public port::WallClock {
 public:
  [[nodiscard]] std::int64_t unix_milliseconds() const override { return 1'700'000'000'000; }
};
class ConstantEntropy final : public port::Entropy {
 public:
  explicit ConstantEntropy(std::uint64_t salt) : value_(1 + (salt << 16)) {}
  [[nodiscard]] std::uint64_t draw() override { return value_; }

 private:
  std::uint64_t value_;
};

}  // namespace interlock::sim
