#pragma once
/// The gateway itself and a virtual world around it, as one value: copied at each choice, hashed, and never a second model of
/// anything that the gateway does. One move is one step of one machine, or one thing that the environment does.
#include "runtime/gateway/driver.hpp"
#include "sim/clients.hpp"
#include "sim/environment.hpp"
#include "sim/fingerprint.hpp"
#include "sim/move.hpp"
#include "sim/noting_ports.hpp"
#include "sim/scenario.hpp"
#include "sim/virtual_peers.hpp"
#include "sim/virtual_scheduler.hpp"

#include <memory>
#include <string>

namespace interlock::sim {

template <class L>
class World;
/// In properties.hpp.
template <class W>
[[nodiscard]] std::string broken_by_step(const W& world, bool was_ready);

template <class L>
class World {
 public:
  using Lifecycles = L;
  using Event = port::Event;

  explicit World(const Scenario& scenario);

  /// What may come next, in the same order for equal worlds.
  [[nodiscard]] std::vector<Move> enabled() const;
  /// Does an enabled move; returns what it broke, in words, or nothing.
  [[nodiscard]] std::string take(const Move& move);
  [[nodiscard]] Fingerprint fingerprint() const;
  [[nodiscard]] std::string describe(const Move& move) const;
  /// Moves of one kind, for seeded runs: 0 is what the gateway and its deadlines do and what the world owes it.
  [[nodiscard]] std::size_t category(const Move& move) const { return category_of(move, scheduler_.has_pending()); }
  /// Nothing is due and nothing is owed; what is left is only what the environment may do and need not.
  [[nodiscard]] bool at_rest() const { return !scheduler_.has_pending() && scheduler_.armed_count() == 0 && !around_.owes_something(); }
  /// No event waits and the store is idle: whatever was going to be told has been told.
  [[nodiscard]] bool settled() const { return !scheduler_.has_pending() && around_.store.is_idle(); }

  // ---- seen by properties and traces
  [[nodiscard]] const gateway::Gateway<L>& core() const { return core_; }
  [[nodiscard]] const VirtualScheduler<Event>& scheduler() const { return scheduler_; }
  [[nodiscard]] const VirtualPeers& peers() const { return peers_; }
  [[nodiscard]] const VirtualStore& store() const { return around_.store; }
  [[nodiscard]] const VirtualServices& services() const { return around_.services; }
  [[nodiscard]] const VirtualProcess& process() const { return around_.process; }
  [[nodiscard]] const Scenario& scenario() const { return *scenario_; }
  [[nodiscard]] bool drain_was_requested() const { return around_.drained; }
  /// The step of a machine that the last move was; `lifecycle` is empty where it was none.
  [[nodiscard]] const port::StepRecord& last_step() const { return last_; }
  /// What it did, in words, where its tables ask for notes.
  [[nodiscard]] std::string_view last_effects() const { return effects_.text(); }

 private:
  struct Noting final : port::Observer {
    explicit Noting(port::StepRecord& at) : last(at) {}
    void stepped(const port::StepRecord& record, const port::Subject&) override { last = record; }
    port::StepRecord& last;
  };
  struct Nobody final : port::Receiver<Event> {
    void receive(port::Address, port::Address, Event) override {}
    void deadline(port::Address, port::Slot) override {}
  };

  /// Runs `use(driver)` with the core wired to the parts of this world, as it is for production.
  void drive(auto&& use) {
    static const VirtualAuthenticator authenticator;
    static const StillClock clock;
    ConstantEntropy entropy(around_.store.appends_asked | static_cast<std::uint64_t>(around_.crashed) << 24);
    Noting observer(last_);
    const gateway::Ports ports{scheduler_, peers_, around_.store, around_.upstream, around_.services, around_.tasks, around_.process, authenticator, clock, entropy, observer};
    if constexpr (requires { L::notes_effects; }) {
      NotingPorts noting(ports, effects_);
      gateway::Driver<L> driver(core_, noting.ports());
      note_changes([&] { use(driver); });
    } else {
      gateway::Driver<L> driver(core_, ports);
      use(driver);
    }
  }

  /// What the step did to its actor's own value, and to what all may read.
  void note_changes(auto&& step);
  void act(std::uint32_t who, Act act);
  void crash(const Move& move);
  /// Which actor hears of a move of the environment; nobody, if it is a client that connects.
  [[nodiscard]] std::optional<port::Address> heard_by(const Move& move) const;
  void settle_the_monitor();
  [[nodiscard]] bool means_nothing(port::Address to, const Event& event) const;
  void drop_what_means_nothing();

  const Scenario* scenario_;  ///< Outlives every world.
  gateway::Gateway<L> core_;
  VirtualScheduler<Event> scheduler_;
  VirtualPeers peers_;
  Environment around_;
  port::StepRecord last_;
  EffectWords effects_;
  port::Address subject_;  ///< Whose step is noted.
};

template <class L>
World<L>::World(const Scenario& scenario)
    : scenario_(&scenario), core_(scenario.settings), peers_(scenario.clients.size()), around_(scenario) {
  drive([](auto& driver) { driver.begin(); });
  if (!scenario.monitor_runs) settle_the_monitor();
}

/// Where the scenario is not about the monitor, its host starts nothing and obeys a cancel, and what the monitor and its
/// supervisor tell each other is done at once: nobody else sees any of it.
template <class L>
void World<L>::settle_the_monitor() {
  const auto of_the_monitor = [](port::Address to) { return to.kind == port::ActorKind::supervisor || to.kind == port::ActorKind::task; };
  std::uint32_t rounds = 0;
  for (bool more = true; more;) {
    more = false;
    if (++rounds > 1000) gateway::broken_invariant("the monitor and its supervisor never come to rest");
    bool something_waits = false;
    scheduler_.visit_pending([&](port::Address, port::Address to, const Event&) { something_waits |= of_the_monitor(to); });
    if (!something_waits) return;
    for (const Option& option : scheduler_.enabled(false)) {
      if (option.kind != Option::Kind::event || !of_the_monitor(option.to)) continue;
      drive([&](auto& driver) { scheduler_.take(option, driver); });
      more = true;
    }
    for (const auto& [task, body] : std::map(around_.tasks.bodies())) {
      if (body.state != VirtualTasks::State::cancel_asked) continue;
      around_.tasks.perform(task, VirtualTasks::Act::obeys_cancel, scheduler_);
      more = true;
    }
  }
}

template <class L>
void World<L>::note_changes(auto&& step) {
  const auto as_it_is = [](port::Address address) -> std::optional<std::uint32_t> { return address.id; };
  const auto print_of = [&](const auto& value) {
    Walker<decltype(as_it_is)> walk(as_it_is);
    walk(value);
    return walk.result();
  };
  const auto read_by_all = [&] {
    const gateway::Facts& facts = core_.facts();
    return print_of(std::vector<std::uint64_t>{static_cast<std::uint64_t>(facts.readiness), facts.threads.size(), facts.services_up, facts.monitor_up, facts.waiting, facts.upgraded});
  };
  const auto own = [&] {
    std::vector<Fingerprint> fields;
    if (subject_ == port::world) return fields;
    core_.visit(subject_, [&](const auto& state, const auto&) {
      boost::pfr::for_each_field(state, [&](const auto& field) { fields.push_back(print_of(field)); });
    });
    return fields;
  };
  const Fingerprint all_before = read_by_all();
  const std::vector<Fingerprint> before = own();
  step();
  if (read_by_all() != all_before) effects_.add("publishes");
  const std::vector<Fingerprint> after = own();
  std::size_t changed = 0;
  for (std::size_t i = 0; i < std::min(before.size(), after.size()); ++i) changed += after[i] != before[i];
  if (changed > 0) effects_.add("changes " + std::to_string(changed) + " of its own");
}

// ---- what may come next --------------------------------------------------------------------------------------------

template <class L>
std::vector<Move> World<L>::enabled() const {
  std::vector<Move> moves;
  for (const Option& option : scheduler_.enabled(scenario_->deadlines_may_overtake)) {
    const bool is_event = option.kind == Option::Kind::event;
    moves.push_back({.kind = is_event ? Move::Kind::event : Move::Kind::deadline, .from = option.from, .to = option.to, .slot = option.slot});
  }
  add_client_moves(scenario_->clients, peers_.clients(), around_.process.times_left > 0, moves);
  around_.add_enabled(moves);
  if (scenario_->heard_at_once)
    std::erase_if(moves, [this](const Move& move) {
      const auto listener = heard_by(move);
      return listener && scheduler_.waits(port::world, *listener);
    });
  return moves;
}

template <class L>
std::optional<port::Address> World<L>::heard_by(const Move& move) const {
  switch (move.kind) {
    case Move::Kind::event:
    case Move::Kind::deadline:
    case Move::Kind::crash: return std::nullopt;
    case Move::Kind::client: {
      const auto connection = peers_.clients()[move.who].connection;
      return connection ? std::optional(port::Address{port::ActorKind::connection, *connection}) : std::nullopt;
    }
    default: return around_.heard_by(move);
  }
}

// ---- what it does ----------------------------------------------------------------------------------------------------

template <class L>
void World<L>::act(std::uint32_t who, Act act) {
  Client& client = peers_.clients()[who];
  if (act == Act::connect) {
    drive([&](auto& driver) { client.connection = driver.open_connection(); });
  } else {
    scheduler_.post({}, {port::ActorKind::connection, *client.connection}, said_by(scenario_->clients, peers_.clients(), who, act));
  }
  note_act(client, act);
}

/// The process dies: of the gateway nothing is left, and everybody has lost the connection. It is started again at once.
template <class L>
void World<L>::crash(const Move& move) {
  around_.crash(move);
  for (Client& client : peers_.clients())
    if (client.connection) peers_.forget(*client.connection);
  core_ = gateway::Gateway<L>(scenario_->settings);
  scheduler_ = {};
  drive([](auto& driver) { driver.begin(); });
}

/// Late, for an actor that has ended; or ignored now and for good, as its table says.
template <class L>
bool World<L>::means_nothing(port::Address to, const Event& event) const {
  bool moot = true;
  core_.visit(to, [&]<class Machine>(const auto&, const Machine& machine) {
    constexpr const auto& table = Machine::table;
    moot = !scenario_->keeps_moot_events && std::visit([&]<class E>(const E& e) {
      if constexpr (requires { machine.is_late(e); })
        if (machine.is_late(e)) return true;
      if constexpr (!statemachine::handles<table, E>) return false;
      else return statemachine::contains(statemachine::moot_in<table>[statemachine::model<table>::template event_index<E>], machine.index());
    }, event);
  });
  return moot;
}

/// What means nothing whenever it comes goes at once: it costs no state.
template <class L>
void World<L>::drop_what_means_nothing() {
  Nobody nobody;
  std::vector<Option> moot;
  do {
    moot.clear();
    scheduler_.visit_first([&](port::Address from, port::Address to, const Event& event) {
      if (means_nothing(to, event)) moot.push_back({Option::Kind::event, from, to, 0});
    });
    for (const Option& option : moot) scheduler_.take(option, nobody);
  } while (!moot.empty());
  std::vector<port::Address> bodies;
  for (const auto& [task, body] : around_.tasks.bodies())
    if (!core_.lives(task)) bodies.push_back(task);
  for (const port::Address task : bodies) around_.tasks.forget(task);
}

template <class L>
std::string World<L>::take(const Move& move) {
  last_ = {};
  effects_ = {};
  const bool was_ready = core_.facts().ready();
  const auto listener = scenario_->heard_at_once ? heard_by(move) : std::nullopt;
  subject_ = move.kind == Move::Kind::event || move.kind == Move::Kind::deadline ? move.to : listener.value_or(port::world);
  switch (move.kind) {
    case Move::Kind::event:
      drive([&](auto& driver) { scheduler_.take({Option::Kind::event, move.from, move.to, 0}, driver); });
      break;
    case Move::Kind::deadline:
      drive([&](auto& driver) { scheduler_.take({Option::Kind::deadline, {}, move.to, move.slot}, driver); });
      break;
    case Move::Kind::client: act(move.who, static_cast<Act>(move.act)); break;
    case Move::Kind::crash: crash(move); break;
    default: around_.perform(move, scheduler_); break;
  }
  if (listener && scheduler_.waits(port::world, *listener))
    drive([&](auto& driver) { scheduler_.take({Option::Kind::event, port::world, *listener, 0}, driver); });
  begin_second_programs(scenario_->clients, peers_.clients());
  const port::StepRecord step = last_;
  const EffectWords effects = effects_;
  if (!scenario_->monitor_runs) settle_the_monitor();
  drop_what_means_nothing();
  last_ = step;
  effects_ = effects;
  return broken_by_step(*this, was_ready);
}

// ---- what it is ------------------------------------------------------------------------------------------------------

template <class L>
Fingerprint World<L>::fingerprint() const {
  // Places of living actors; a generation counts only as living or late.
  const auto living = [this](port::Address address) -> std::optional<std::uint32_t> {
    if (address.kind == port::ActorKind::world) return address.id;
    if (!core_.lives(address)) return std::nullopt;
    return gateway::Population<int>::place_of(address.id);
  };
  Walker<decltype(living)> walk(living);
  core_.for_each_actor([&](port::Address address, const auto& state, const auto& machine) {
    walk(address);
    walk.word(machine.hash());
    walk(state);
  });
  const gateway::Facts& facts = core_.facts();
  walk(facts.readiness);
  walk(facts.threads);
  walk(facts.startup_complete);
  walk(facts.services_up);
  walk(facts.monitor_up);
  walk(facts.waiting);
  walk(facts.upgraded);
  walk.word(0x5eed);
  scheduler_.visit_pending([&](port::Address from, port::Address to, const Event& event) { walk(from), walk(to), walk(event); });
  walk.word(0x5eed);
  scheduler_.visit_armed([&](port::Address owner, port::Slot slot, Duration remaining) { walk(owner), walk(slot), walk(remaining); });
  for (const Client& client : peers_.clients()) {
    walk.word(client.connection.has_value());
    if (client.connection) walk(port::Address{port::ActorKind::connection, *client.connection});
    walk(client.next);
    walk.word(static_cast<std::uint64_t>(client.after_loss) | static_cast<std::uint64_t>(client.upgraded) << 1U |
              static_cast<std::uint64_t>(client.established) << 2U | static_cast<std::uint64_t>(client.has_closed) << 3U |
              static_cast<std::uint64_t>(client.broke_protocol) << 4U | static_cast<std::uint64_t>(client.was_pinged) << 5U | static_cast<std::uint64_t>(client.is_slow) << 6U | static_cast<std::uint64_t>(client.said_hello) << 7U);
    walk.word(client.close ? client.close->number() : 0);
    walk(client.session);
    walk(client.shown);
    walk(client.resumes);
    walk(client.attached);
    walk(client.accepted);
    walk(client.greeted);
    walk(client.asked);
  }
  walk(around_.services.services());
  walk(around_.services.probes());
  walk(around_.tasks.bodies());
  walk(around_.process.times_left);
  for (const ThreadName& name : around_.store.threads()) {
    walk(around_.store.log(name)->rows);
    walk(around_.store.log(name)->runs);
  }
  walk(around_.store.waiting());
  walk(around_.upstream.streams());
  walk(around_.budget);
  walk(around_.drained);
  return walk.result();
}

template <class L>
std::string World<L>::describe(const Move& move) const {
  switch (move.kind) {
    case Move::Kind::event: {
      std::string_view event = "?";
      bool found = false;
      scheduler_.visit_pending([&](port::Address from, port::Address to, const Event& waits) {
        if (found || from != move.from || to != move.to) return;
        found = true;
        event = std::visit([](const auto& e) { return statemachine::type_name<std::remove_cvref_t<decltype(e)>>; }, waits);
      });
      return name_of(move.to) + " receives " + std::string(event) + " from " + name_of(move.from);
    }
    case Move::Kind::deadline: return name_of(move.to) + ": a deadline passes";
    case Move::Kind::client: return "client " + std::to_string(move.who) + ": " + std::string(sim::name_of(static_cast<Act>(move.act)));
    default: return around_.describe(move);
  }
  return {};
}

}  // namespace interlock::sim
