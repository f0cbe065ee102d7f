#pragma once
/// The core, as one value: every machine, every actor's state, and what they publish. It is copied, compared and hashed;
/// it knows no port, no clock and no chance but what it is handed for one step.
///
/// `Lifecycles` names the tables (lifecycles::Real, or a planted or mutated set): there is no other model of the gateway.
#include "runtime/gateway/connection_actor.hpp"
#include "runtime/gateway/invariant.hpp"
#include "runtime/gateway/population.hpp"
#include "runtime/gateway/real_tables.hpp"
#include "runtime/gateway/process_actors.hpp"
#include "runtime/gateway/subject.hpp"
#include "runtime/gateway/thread_actors.hpp"
#include "statemachine/lifecycles/lifecycles.hpp"

#include <memory>

namespace interlock::gateway {

/// An actor: its state, and the machine whose table says what may become of it.
template <class State, class Machine>
struct Actor {
  State state;
  Machine machine;
  friend bool operator==(const Actor&, const Actor&) = default;
};

/// The two reads of the world that a step needs, drawn by the driver for it.
struct Moment {
  std::int64_t unix_milliseconds = 0;
  std::uint64_t chance = 0;
};

template <class L>
class Gateway final : public Registrar {
 public:
  using Lifecycles = L;
  using StartupActor = Actor<StartupState, typename L::template machine<L::startup>>;
  using ServiceActor = Actor<ServiceState, typename L::template machine<L::service>>;
  using SupervisorActor = Actor<SupervisorState, typename L::template machine<L::supervisor>>;
  using TaskActor = Actor<TaskState, typename L::template machine<L::task>>;
  using ConnectionActor = Actor<ConnectionState, typename L::template machine<L::connection>>;
  using SessionActor = Actor<SessionState, typename L::template machine<L::session>>;
  using ThreadActor = Actor<ThreadState, typename L::template machine<L::thread>>;
  using AttachmentActor = Actor<AttachmentState, typename L::template machine<L::attachment>>;
  using RunActor = Actor<RunState, typename L::template machine<L::run>>;

  explicit Gateway(Settings settings) : settings_(std::make_shared<const Settings>(std::move(settings))), services_(settings_->services.size()) {}

  [[nodiscard]] const Settings& settings() const { return *settings_; }
  [[nodiscard]] const Facts& facts() const { return facts_; }

  /// Sets the process going: startup, each service, the supervisor. Called once.
  void begin(Moment moment, Effects& effects);

  /// A peer has come; returns the address of its connection.
  Address open_connection(Moment moment, Effects& effects);

  /// One event for one actor, to completion; what it wants done is appended to `effects`.
  /// An event for an actor that has ended is late, and means nothing.
  void receive(Address from, Address to, const Event& event, Moment moment, port::Observer& observer, Effects& effects);
  void deadline(Address owner, port::Slot slot, Moment moment, port::Observer& observer, Effects& effects);

  /// Does what an effect wants of the core itself: what is to be posted goes to the scheduler, what a new actor wants at its
  /// start is appended to `effects`. Returns false where the effect is for another port.
  bool resolve(Wanted& wanted, Moment moment, port::Scheduler<Event>& scheduler, Effects& effects);

  Address reserve(port::ActorKind kind) override {
    switch (kind) {
      case port::ActorKind::task: return {kind, tasks_.reserve()};
      case port::ActorKind::connection: return {kind, connections_.reserve()};
      case port::ActorKind::session: return {kind, sessions_.reserve()};
      case port::ActorKind::thread: return {kind, threads_.reserve()};
      case port::ActorKind::attachment: return {kind, attachments_.reserve()};
      case port::ActorKind::run: return {kind, runs_.reserve()};
      default: broken_invariant("an actor of a kind that is made once was to be made again");
    }
  }

  /// Every living actor, as visit(address, state, machine): for fingerprints, properties and pages.
  void for_each_actor(auto&& visit) const {
    visit(startup_address, startup_.state, startup_.machine);
    for (std::uint32_t i = 0; i < services_.size(); ++i) visit(Address{port::ActorKind::service, i}, services_[i].state, services_[i].machine);
    visit(supervisor_address, supervisor_.state, supervisor_.machine);
    const auto all = [&](port::ActorKind kind, const auto& population) {
      population.for_each([&](std::uint32_t id, const auto& actor) { visit(Address{kind, id}, actor.state, actor.machine); });
    };
    all(port::ActorKind::task, tasks_);
    all(port::ActorKind::connection, connections_);
    all(port::ActorKind::session, sessions_);
    all(port::ActorKind::thread, threads_);
    all(port::ActorKind::attachment, attachments_);
    all(port::ActorKind::run, runs_);
  }
  /// The actor of this address, if it lives, as visit(state, machine).
  void visit(Address address, auto&& visit) const {
    const_cast<Gateway*>(this)->with(address, [&](const auto& actor, auto) { visit(actor.state, actor.machine); });
  }
  [[nodiscard]] bool lives(Address address) const {
    bool found = false;
    visit(address, [&](const auto&, const auto&) { found = true; });
    return found;
  }
  [[nodiscard]] const StartupActor& startup() const { return startup_; }
  [[nodiscard]] const SupervisorActor& supervisor() const { return supervisor_; }
  [[nodiscard]] const Population<ConnectionActor>& connections() const { return connections_; }
  [[nodiscard]] const Population<RunActor>& runs() const { return runs_; }
  [[nodiscard]] const Population<TaskActor>& tasks() const { return tasks_; }

  friend bool operator==(const Gateway& a, const Gateway& b) {
    return (a.settings_ == b.settings_ || *a.settings_ == *b.settings_) && a.facts_ == b.facts_ && a.startup_ == b.startup_ && a.services_ == b.services_ &&
           a.supervisor_ == b.supervisor_ && a.tasks_ == b.tasks_ && a.connections_ == b.connections_ && a.sessions_ == b.sessions_ &&
           a.threads_ == b.threads_ && a.attachments_ == b.attachments_ && a.runs_ == b.runs_;
  }

 private:
  // Each maker says which context and which name the machines of one lifecycle have.
  template <class ContextType, port::ActorKind Kind>
  struct Maker {
    static constexpr port::ActorKind kind = Kind;
    ContextType operator()(auto& state, const Context& base) const { return ContextType(state, base); }
  };
  using StartupContextMaker = Maker<StartupContext, port::ActorKind::startup>;
  using ServiceContextMaker = Maker<ServiceContext, port::ActorKind::service>;
  using SupervisorContextMaker = Maker<SupervisorContext, port::ActorKind::supervisor>;
  using TaskContextMaker = Maker<TaskContext, port::ActorKind::task>;
  using ConnectionContextMaker = Maker<ConnectionContext, port::ActorKind::connection>;
  using SessionContextMaker = Maker<SessionContext, port::ActorKind::session>;
  using ThreadContextMaker = Maker<ThreadContext, port::ActorKind::thread>;
  using AttachmentContextMaker = Maker<AttachmentContext, port::ActorKind::attachment>;
  using RunContextMaker = Maker<RunContext, port::ActorKind::run>;

  void with(Address address, auto&& use) {
    const auto found = [&](auto& population, auto maker) {
      if (auto* actor = population.find(address.id)) use(*actor, maker);
    };
    switch (address.kind) {
      case port::ActorKind::startup: use(startup_, StartupContextMaker{}); break;
      case port::ActorKind::service: use(services_.at(address.id), ServiceContextMaker{}); break;
      case port::ActorKind::supervisor: use(supervisor_, SupervisorContextMaker{}); break;
      case port::ActorKind::task: found(tasks_, TaskContextMaker{}); break;
      case port::ActorKind::connection: found(connections_, ConnectionContextMaker{}); break;
      case port::ActorKind::session: found(sessions_, SessionContextMaker{}); break;
      case port::ActorKind::thread: found(threads_, ThreadContextMaker{}); break;
      case port::ActorKind::attachment: found(attachments_, AttachmentContextMaker{}); break;
      case port::ActorKind::run: found(runs_, RunContextMaker{}); break;
      case port::ActorKind::world: broken_invariant("an event was posted to the world");
    }
  }

  template <class State, class Machine>
  void start(Address address, Actor<State, Machine>& actor, auto maker, Moment moment, Effects& effects) {
    const Reads reads{*settings_, facts_, moment.unix_milliseconds, moment.chance};
    auto context = maker(actor.state, Context(address, address, reads, *this, effects));
    actor.machine.start(context);
  }

  template <class State, class Machine>
  void step(Address from, Address to, Actor<State, Machine>& actor, auto maker, const auto& happened, Moment moment,
            port::Observer& observer, Effects& effects) {
    const Reads reads{*settings_, facts_, moment.unix_milliseconds, moment.chance};
    auto context = maker(actor.state, Context(to, from, reads, *this, effects));
    const Dispatched done = Dispatcher<Machine, decltype(context)>::dispatch(actor.machine, happened, context);
    if (!done.known) broken_invariant("an event was posted to an actor whose table does not know it", done.event);
    trace_step(port::name(to.kind), to.id, done.from, done.event, done.to);
    observer.stepped({to, port::name(to.kind), done.from, done.event, done.to, done.row, done.late}, subject_of(to, actor.state));
    if (actor.machine.ended()) retire(to);
  }

  /// An actor that ended leaves nothing behind; its place may be taken by another generation.
  void retire(Address address) {
    switch (address.kind) {
      case port::ActorKind::task: tasks_.remove(address.id); break;
      case port::ActorKind::connection: connections_.remove(address.id); break;
      case port::ActorKind::session: facts_.sessions.erase(sessions_.find(address.id)->state.session); sessions_.remove(address.id); break;
      case port::ActorKind::thread: threads_.remove(address.id); break;
      case port::ActorKind::attachment: attachments_.remove(address.id); break;
      case port::ActorKind::run: facts_.runs.erase(runs_.find(address.id)->state.spec.run); runs_.remove(address.id); break;
      default: break;
    }
  }

  std::shared_ptr<const Settings> settings_;
  Facts facts_;
  StartupActor startup_;
  std::vector<ServiceActor> services_;
  SupervisorActor supervisor_;
  Population<TaskActor> tasks_;
  Population<ConnectionActor> connections_;
  Population<SessionActor> sessions_;
  Population<ThreadActor> threads_;
  Population<AttachmentActor> attachments_;
  Population<RunActor> runs_;
};

template <class L>
void Gateway<L>::begin(Moment moment, Effects& effects) {
  start(startup_address, startup_, StartupContextMaker{}, moment, effects);
  for (std::uint32_t i = 0; i < services_.size(); ++i) {
    const Address address{port::ActorKind::service, i};
    start(address, services_[i], ServiceContextMaker{}, moment, effects);
    effects.push_back({startup_address, effect::Post{address, lifecycles::start_wanted{}}});
  }
  start(supervisor_address, supervisor_, SupervisorContextMaker{}, moment, effects);
  effects.push_back({startup_address, effect::Post{supervisor_address, lifecycles::start_wanted{}}});
}

template <class L>
Address Gateway<L>::open_connection(Moment moment, Effects& effects) {
  const Address address = reserve(port::ActorKind::connection);
  start(address, connections_.settle(address.id, {}), ConnectionContextMaker{}, moment, effects);
  return address;
}

template <class L>
void Gateway<L>::receive(Address from, Address to, const Event& event, Moment moment, port::Observer& observer, Effects& effects) {
  with(to, [&](auto& actor, auto maker) { step(from, to, actor, maker, event, moment, observer, effects); });
}

template <class L>
void Gateway<L>::deadline(Address owner, port::Slot slot, Moment moment, port::Observer& observer, Effects& effects) {
  with(owner, [&](auto& actor, auto maker) {
    step(owner, owner, actor, maker, statemachine::deadline_passed{slot}, moment, observer, effects);
  });
}

template <class L>
bool Gateway<L>::resolve(Wanted& wanted, Moment moment, port::Scheduler<Event>& scheduler, Effects& effects) {
  using namespace effect;
  const Address self = wanted.actor;
  const auto post = [&](Address from, Address to, Event event) { scheduler.post(from, to, std::move(event)); };
  const auto spawn = [&](Address address, auto& population, auto state, auto maker) {
    start(address, population.settle(address.id, {std::move(state), {}}), maker, moment, effects);
  };
  return std::visit([&](auto& e) {
    using E = std::remove_cvref_t<decltype(e)>;
    if constexpr (std::is_same_v<E, Post>) {
      post(self, e.to, std::move(e.event));
    } else if constexpr (std::is_same_v<E, PostToThread>) {
      auto [place, is_new] = facts_.threads.try_emplace(e.thread);
      if (is_new) {
        place->second = reserve(port::ActorKind::thread);
        ThreadState state;
        state.name = e.thread;
        spawn(place->second, threads_, std::move(state), ThreadContextMaker{});
      }
      post(self, place->second, std::move(e.event));
    } else if constexpr (std::is_same_v<E, WithdrawThread>) {
      facts_.threads.erase(e.thread);
    } else if constexpr (std::is_same_v<E, Broadcast>) {
      for_each_actor([&](Address address, const auto&, const auto&) {
        if (address.kind == e.kind) post(self, address, e.event);
      });
    } else if constexpr (std::is_same_v<E, SpawnAttachment>) {
      AttachmentState state;
      state.connection = e.connection;
      state.label = std::move(e.label);
      state.thread = std::move(e.thread);
      state.request = e.request;
      state.after = e.after;
      spawn(e.actor, attachments_, std::move(state), AttachmentContextMaker{});
      post(self, e.actor, lifecycles::start_wanted{});
    } else if constexpr (std::is_same_v<E, SpawnSession>) {
      facts_.sessions[e.session] = e.actor;
      spawn(e.actor, sessions_, SessionState{e.session, e.token, std::move(e.principal), e.connection, {}}, SessionContextMaker{});
    } else if constexpr (std::is_same_v<E, SpawnRun>) {
      facts_.runs[e.spec.run] = {e.actor, e.spec.thread};
      spawn(e.actor, runs_, RunState{std::move(e.spec), self}, RunContextMaker{});
      post(self, e.actor, lifecycles::run_recorded{});
    } else if constexpr (std::is_same_v<E, SpawnTask>) {
      spawn(e.actor, tasks_, TaskState{e.generation}, TaskContextMaker{});
    } else if constexpr (std::is_same_v<E, PublishReadiness>) {
      facts_.readiness = e.readiness;
      facts_.startup_complete = facts_.startup_complete || e.readiness == Readiness::ready;
    } else if constexpr (std::is_same_v<E, PublishService>) {
      const std::uint32_t bit = 1U << static_cast<unsigned>(e.service);
      facts_.services_up = e.up ? facts_.services_up | bit : facts_.services_up & ~bit;
    } else if constexpr (std::is_same_v<E, PublishMonitor>) {
      facts_.monitor_up = e.up;
    } else if constexpr (std::is_same_v<E, CountWaiting>) {
      facts_.waiting += static_cast<std::uint32_t>(e.change);
    } else if constexpr (std::is_same_v<E, CountUpgraded>) {
      facts_.upgraded += static_cast<std::uint32_t>(e.change);
    } else {
      return false;
    }
    return true;
  }, wanted.effect);
}

/// The gateway on the real tables is compiled once, in gateway.cpp.
extern template class Gateway<lifecycles::Real>;

}  // namespace interlock::gateway
