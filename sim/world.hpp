#pragma once
/// The gateway itself and a virtual world around it, as one value: copied at each choice, hashed, and never a second model of
/// anything that the gateway does. One move is one step of one machine, or one thing that the environment does.
#include "runtime/gateway/driver.hpp"
#include "sim/fingerprint.hpp"
#include "sim/move.hpp"
#include "sim/scenario.hpp"
#include "sim/virtual_peers.hpp"
#include "sim/virtual_scheduler.hpp"
#include "sim/virtual_services.hpp"
#include "sim/virtual_store.hpp"
#include "sim/virtual_upstream.hpp"

#include <memory>
#include <string>

namespace interlock::sim {

template <class L>
class World;
/// In properties.hpp.
template <class L>
[[nodiscard]] std::string broken_by_step(const World<L>& world, bool was_ready);

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
  [[nodiscard]] static std::string name_of(port::Address address, std::string_view between = "") {
    static constexpr std::string_view names[] = {"world", "startup", "service", "supervisor", "task", "connection", "session", "thread", "attachment", "run"};
    std::string name(names[static_cast<std::size_t>(address.kind)]);
    return address.kind == port::ActorKind::world ? name : name.append(between).append(std::to_string(address.id));
  }
  /// Nothing is due and nothing is owed; what is left is only what the environment may do and need not.
  [[nodiscard]] bool at_rest() const { return !scheduler_.has_pending() && scheduler_.armed_count() == 0 && !something_is_owed(); }
  /// No event waits and the store is idle: whatever was going to be told has been told.
  [[nodiscard]] bool settled() const { return !scheduler_.has_pending() && store_.is_idle(); }

  // ---- seen by properties and traces
  [[nodiscard]] const gateway::Gateway<L>& core() const { return core_; }
  [[nodiscard]] const VirtualScheduler<Event>& scheduler() const { return scheduler_; }
  [[nodiscard]] const VirtualPeers& peers() const { return peers_; }
  [[nodiscard]] const VirtualStore& store() const { return store_; }
  [[nodiscard]] const VirtualServices& services() const { return services_; }
  [[nodiscard]] const VirtualProcess& process() const { return process_; }
  [[nodiscard]] bool drain_was_requested() const { return drained_; }
  /// The step of a machine that the last move was; `lifecycle` is empty where it was none.
  [[nodiscard]] const port::StepRecord& last_step() const { return last_; }

 private:
  struct Noting final : port::Observer {
    explicit Noting(port::StepRecord& at) : last(at) {}
    void stepped(const port::StepRecord& record) override { last = record; }
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
    ConstantEntropy entropy;
    Noting observer(last_);
    gateway::Driver<L> driver(core_, {scheduler_, peers_, store_, upstream_, services_, tasks_, process_, authenticator, clock, entropy, observer});
    use(driver);
  }

  void act(std::uint32_t who, Act act);
  void tell(std::uint32_t who, Event event) { scheduler_.post({}, {port::ActorKind::connection, *peers_.clients()[who].connection}, std::move(event)); }
  [[nodiscard]] bool may(const Client& client, Act act) const;
  [[nodiscard]] const std::vector<Act>& program(std::size_t who) const {
    return peers_.clients()[who].after_loss ? scenario_->clients[who].after_loss : scenario_->clients[who].program;
  }
  void begin_second_programs();
  void settle_the_monitor();
  [[nodiscard]] bool means_nothing(const Option& option) const;
  void bury_the_dead();
  [[nodiscard]] bool something_is_owed() const;
  void add_environment(std::vector<Move>& moves) const;

  const Scenario* scenario_;  ///< Outlives every world.
  gateway::Gateway<L> core_;
  VirtualScheduler<Event> scheduler_;
  VirtualPeers peers_;
  VirtualStore store_;
  VirtualUpstream upstream_;
  VirtualServices services_;
  VirtualTasks tasks_;
  VirtualProcess process_;
  Budget budget_;
  bool drained_ = false;
  port::StepRecord last_;
};

template <class L>
World<L>::World(const Scenario& scenario)
    : scenario_(&scenario), core_(scenario.settings), peers_(scenario.clients.size()), upstream_({"demo"}, scenario.agent_script),
      services_(scenario.settings.services.size()), budget_(scenario.budget) {
  budget_.service_failures.resize(scenario.settings.services.size());
  budget_.service_losses.resize(scenario.settings.services.size());
  drive([](auto& driver) { driver.begin(); });
  if (!scenario.monitor_runs) settle_the_monitor();
}

/// Where the scenario is not about the monitor, its host starts nothing and obeys a cancel, and what the monitor and its
/// supervisor tell each other is done at once: nobody else sees any of it.
template <class L>
void World<L>::settle_the_monitor() {
  const auto of_the_monitor = [](port::Address to) { return to.kind == port::ActorKind::supervisor || to.kind == port::ActorKind::task; };
  for (bool more = true; more;) {
    more = false;
    bool something_waits = false;
    scheduler_.visit_pending([&](port::Address, port::Address to, const Event&) { something_waits |= of_the_monitor(to); });
    if (!something_waits) return;
    for (const Option& option : scheduler_.enabled(false)) {
      if (option.kind != Option::Kind::event || !of_the_monitor(option.to)) continue;
      drive([&](auto& driver) { scheduler_.take(option, driver); });
      more = true;
    }
    for (const auto& [task, state] : std::map(tasks_.bodies())) {
      if (state != VirtualTasks::State::cancel_asked) continue;
      tasks_.perform(task, VirtualTasks::Act::obeys_cancel, scheduler_);
      more = true;
    }
  }
}

// ---- what may come next --------------------------------------------------------------------------------------------

template <class L>
bool World<L>::may(const Client& client, Act act) const {
  switch (act) {
    case Act::connect: return !client.connection && process_.times_left == 0;
    case Act::upgrade:
    case Act::upgrade_bare:
    case Act::upgrade_politely:
    case Act::upgrade_badly: return client.connection && !client.has_closed;
    case Act::hello:
    case Act::hello_and_attach:
    case Act::resume: return client.connection && client.upgraded && !client.has_closed;
    case Act::attach:
    case Act::start:
    case Act::detach: return client.connection && client.established && !client.has_closed;
    case Act::cancel: return client.connection && client.established && !client.has_closed && !client.accepted.empty();
    case Act::close: return client.connection && client.upgraded && !client.close && !client.has_closed;
    case Act::leave: return client.connection && !client.has_closed;
    case Act::answer_close: return client.connection && client.close && !client.has_closed;
  }
  return false;
}

template <class L>
void World<L>::add_environment(std::vector<Move>& moves) const {
  using Kind = Move::Kind;
  for (std::uint32_t who = 0; who < peers_.clients().size(); ++who) {
    const Client& client = peers_.clients()[who];
    const auto offer = [&](Act act) { if (may(client, act)) moves.push_back({.kind = Kind::client, .who = who, .act = static_cast<std::uint32_t>(act)}); };
    if (client.next < program(who).size()) offer(program(who)[client.next]);
    if (scenario_->clients[who].may_close) offer(Act::close);
    if (scenario_->clients[who].may_leave) offer(Act::leave);
    offer(Act::answer_close);
  }
  for (std::uint32_t i = 0; i < services_.services().size(); ++i) {
    using enum VirtualServices::Act;
    const auto offer = [&](VirtualServices::Act act, bool allowed) {
      if (allowed && services_.may(i, act)) moves.push_back({.kind = Kind::service, .who = i, .act = static_cast<std::uint32_t>(act)});
    };
    offer(comes_up, true);
    offer(fails, (budget_.service_failures[i] > 0 && budget_.mishaps > 0) || services_.owes(i));
    offer(fails_for_good, budget_.services_failing_for_good > 0);
    offer(closes, true);
    offer(is_lost, budget_.service_losses[i] > 0 && budget_.mishaps > 0);
  }
  if (scenario_->monitor_runs)
    for (const auto& [task, state] : tasks_.bodies()) {
      using enum VirtualTasks::Act;
      const auto offer = [&](VirtualTasks::Act act, bool allowed) {
        if (allowed && tasks_.may(task, act)) moves.push_back({.kind = Kind::task, .to = task, .act = static_cast<std::uint32_t>(act)});
      };
      offer(starts, true);
      offer(start_fails, budget_.task_start_failures > 0);
      offer(returns, budget_.task_returns > 0);
      offer(throws_something, budget_.task_throws > 0);
      offer(obeys_cancel, true);
      offer(is_cancelled_by_platform, budget_.task_cancels > 0);
    }
  if (!services_.probes().empty()) moves.push_back({.kind = Kind::probe});
  for (std::uint32_t i = 0; i < store_.requests().size(); ++i) {
    moves.push_back({.kind = Kind::store, .to = store_.requests()[i]->asker, .who = i, .act = 0});
    if (budget_.store_failures > 0) moves.push_back({.kind = Kind::store, .to = store_.requests()[i]->asker, .who = i, .act = 1});
  }
  for (const VirtualUpstream::Operation& operation : upstream_.operations()) {
    using AgentMove = VirtualUpstream::Move;
    const bool aborted = upstream_.streams().at(operation.asker).aborted;
    const bool is_failure = operation.move == AgentMove::fail || (operation.move == AgentMove::end && !aborted);
    if (!is_failure || budget_.agent_failures > 0)
      moves.push_back({.kind = Kind::agent, .to = operation.asker, .act = static_cast<std::uint32_t>(operation.move)});
  }
  if (budget_.drains > 0) moves.push_back({.kind = Kind::drain});
}

template <class L>
std::vector<Move> World<L>::enabled() const {
  std::vector<Move> moves;
  if (scenario_->ends_when_left && process_.times_left > 0) return moves;
  for (const Option& option : scheduler_.enabled(scenario_->deadlines_may_overtake)) {
    const bool is_event = option.kind == Option::Kind::event;
    moves.push_back({.kind = is_event ? Move::Kind::event : Move::Kind::deadline, .from = option.from, .to = option.to, .slot = option.slot});
  }
  add_environment(moves);
  return moves;
}

template <class L>
bool World<L>::something_is_owed() const {
  if (!store_.is_idle() || !services_.probes().empty()) return true;
  for (std::size_t i = 0; i < services_.services().size(); ++i)
    if (services_.owes(i)) return true;
  return false;
}

// ---- what it does ----------------------------------------------------------------------------------------------------

template <class L>
void World<L>::act(std::uint32_t who, Act act) {
  using namespace lifecycles;
  Client& client = peers_.clients()[who];
  const ClientScript& script = scenario_->clients[who];
  const std::string token = "good:" + script.user;
  const auto hello = [&] {
    hello_received said;
    said.id = RequestId{1};
    const bool was_bare = client.next > 0 && program(who)[client.next - 1U] == Act::upgrade_bare;
    if (was_bare) said.token = token;
    return said;
  };
  switch (act) {
    case Act::connect: drive([&](auto& driver) { client.connection = driver.open_connection(); }); break;
    case Act::upgrade: tell(who, upgrade_requested{CredentialSource::header, token, false, false, false}); break;
    case Act::upgrade_politely: tell(who, upgrade_requested{CredentialSource::header, token, true, false, false}); break;
    case Act::upgrade_badly: tell(who, upgrade_requested{CredentialSource::header, "bad", false, false, false}); break;
    case Act::upgrade_bare: tell(who, upgrade_requested{}); break;
    case Act::hello: tell(who, hello()); break;
    case Act::hello_and_attach: {
      hello_received greeting = hello();
      greeting.attach.push_back({"t", ""});
      tell(who, std::move(greeting));
      break;
    }
    case Act::resume: {
      hello_received greeting = hello();
      if (client.session) {
        greeting.resume = Resume{*client.session, *client.token, {}};
        for (const auto& [thread, seq] : client.shown) {
          std::string digits = std::to_string(seq);
          greeting.resume->threads.push_back({thread, "00000001." + std::string(20 - std::min<std::size_t>(20, digits.size()), '0') + digits});
        }
      }
      tell(who, std::move(greeting));
      break;
    }
    case Act::attach: tell(who, attach_received{RequestId{2}, "t", ""}); break;
    case Act::start:
      ++client.asked;
      tell(who, start_received{VirtualPeers::start_id, "t", RunRequest{"demo", "", Text("\"hi\"")}});
      break;
    case Act::cancel: tell(who, cancel_received{RequestId{3}, client.accepted.back()}); break;
    case Act::detach: tell(who, detach_received{RequestId{4}, "t"}); break;
    case Act::close: client.has_closed = true; tell(who, peer_closed{1000}); return;
    case Act::answer_close: client.has_closed = true; tell(who, peer_closed{1000}); return;
    case Act::leave: client.has_closed = true; tell(who, peer_lost{}); return;
  }
  ++client.next;
}

template <class L>
void World<L>::begin_second_programs() {
  for (std::size_t who = 0; who < peers_.clients().size(); ++who) {
    Client& client = peers_.clients()[who];
    if (client.connection || client.after_loss || client.next == 0 || scenario_->clients[who].after_loss.empty()) continue;
    client.after_loss = true;
    client.next = 0;
  }
}

/// One service tells another only that it came up. Who depends on nothing is never `waiting`, the only state that takes it.
template <class L>
bool World<L>::means_nothing(const Option& option) const {
  return option.from.kind == port::ActorKind::service && option.to.kind == port::ActorKind::service &&
         scenario_->settings.services[option.to.id].depends_on.empty();
}

/// What waits for an actor that has ended, or means nothing to it whenever it comes, goes at once: it costs no state.
template <class L>
void World<L>::bury_the_dead() {
  Nobody nobody;
  std::vector<Option> late;
  do {
    late.clear();
    bool something_waits = false;
    scheduler_.visit_pending([&](port::Address from, port::Address to, const Event&) { something_waits |= !core_.lives(to) || means_nothing({Option::Kind::event, from, to, 0}); });
    if (!something_waits) break;
    for (const Option& option : scheduler_.enabled(false))
      if (option.kind == Option::Kind::event && (!core_.lives(option.to) || means_nothing(option))) late.push_back(option);
    for (const Option& option : late) scheduler_.take(option, nobody);
  } while (!late.empty());
  std::vector<port::Address> bodies;
  for (const auto& [task, state] : tasks_.bodies())
    if (!core_.lives(task)) bodies.push_back(task);
  for (const port::Address task : bodies) tasks_.forget(task);
}

template <class L>
std::string World<L>::take(const Move& move) {
  last_ = {};
  const bool was_ready = core_.facts().ready();
  switch (move.kind) {
    case Move::Kind::event:
      drive([&](auto& driver) { scheduler_.take({Option::Kind::event, move.from, move.to, 0}, driver); });
      break;
    case Move::Kind::deadline:
      drive([&](auto& driver) { scheduler_.take({Option::Kind::deadline, {}, move.to, move.slot}, driver); });
      break;
    case Move::Kind::client: act(move.who, static_cast<Act>(move.act)); break;
    case Move::Kind::service: {
      const auto act = static_cast<VirtualServices::Act>(move.act);
      if (act == VirtualServices::Act::fails && !services_.owes(move.who)) --budget_.service_failures[move.who], --budget_.mishaps;
      if (act == VirtualServices::Act::fails_for_good) --budget_.services_failing_for_good;
      if (act == VirtualServices::Act::is_lost) --budget_.service_losses[move.who], --budget_.mishaps;
      services_.perform(move.who, act, scheduler_);
      break;
    }
    case Move::Kind::task: {
      const auto act = static_cast<VirtualTasks::Act>(move.act);
      if (act == VirtualTasks::Act::start_fails) --budget_.task_start_failures;
      if (act == VirtualTasks::Act::returns) --budget_.task_returns;
      if (act == VirtualTasks::Act::throws_something) --budget_.task_throws;
      if (act == VirtualTasks::Act::is_cancelled_by_platform) --budget_.task_cancels;
      tasks_.perform(move.to, act, scheduler_);
      break;
    }
    case Move::Kind::probe: services_.answer_probe(scheduler_); break;
    case Move::Kind::store:
      if (move.act == 0) {
        store_.complete(move.who, scheduler_);
      } else {
        --budget_.store_failures;
        store_.fail(move.who, scheduler_);
      }
      break;
    case Move::Kind::agent: {
      const auto act = static_cast<VirtualUpstream::Move>(move.act);
      const bool aborted = upstream_.streams().at(move.to).aborted;
      if (act == VirtualUpstream::Move::fail || (act == VirtualUpstream::Move::end && !aborted)) --budget_.agent_failures;
      upstream_.perform({move.to, act}, scheduler_);
      break;
    }
    case Move::Kind::drain:
      --budget_.drains;
      drained_ = true;
      scheduler_.post({}, gateway::startup_address, lifecycles::drain_requested{});
      break;
  }
  begin_second_programs();
  const port::StepRecord step = last_;
  if (!scenario_->monitor_runs) settle_the_monitor();
  bury_the_dead();
  last_ = step;
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
    walk(machine.index());
    walk(state);
  });
  const gateway::Facts& facts = core_.facts();
  walk(facts.readiness);
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
              static_cast<std::uint64_t>(client.established) << 2U | static_cast<std::uint64_t>(client.has_closed) << 3U);
    walk(client.close);
    walk(client.session);
    walk(client.shown);
    walk(client.attached);
    walk(client.accepted);
    walk(client.greeted);
    walk(client.asked);
  }
  walk(services_.services());
  walk(services_.probes());
  walk(tasks_.bodies());
  walk(process_.times_left);
  for (const ThreadName& name : store_.threads()) {
    walk(store_.log(name)->rows);
    walk(store_.log(name)->runs);
  }
  walk(store_.waiting());
  walk(upstream_.streams());
  walk(budget_);
  walk(drained_);
  return walk.result();
}

template <class L>
std::string World<L>::describe(const Move& move) const {
  const auto name = [](port::Address address) { return name_of(address, " "); };
  const auto service = [&](std::size_t i) { return "service `" + scenario_->settings.services[i].name + "`"; };
  switch (move.kind) {
    case Move::Kind::event: {
      std::string_view event = "?";
      bool found = false;
      scheduler_.visit_pending([&](port::Address from, port::Address to, const Event& waits) {
        if (found || from != move.from || to != move.to) return;
        found = true;
        event = std::visit([](const auto& e) { return statemachine::type_name<std::remove_cvref_t<decltype(e)>>; }, waits);
      });
      return name(move.to) + " receives " + std::string(event) + " from " + name(move.from);
    }
    case Move::Kind::deadline: return name(move.to) + ": a deadline passes";
    case Move::Kind::client: return "client " + std::to_string(move.who) + ": " + std::string(sim::name_of(static_cast<Act>(move.act)));
    case Move::Kind::service: {
      static constexpr const char* acts[] = {" comes up", " fails to open", " fails for good", " is closed", " is lost"};
      return service(move.who) + acts[move.act];
    }
    case Move::Kind::task: {
      static constexpr const char* acts[] = {" starts", " cannot be started", " returns", " throws", " ends as cancelled", " is cancelled by the platform"};
      return "the body of " + name(move.to) + acts[move.act];
    }
    case Move::Kind::probe: return "a probe is answered";
    case Move::Kind::store: return std::string("the store ") + (move.act == 0 ? "serves " : "refuses ") + name(move.to);
    case Move::Kind::agent: {
      static constexpr const char* acts[] = {" takes the run", " says something", " completes", " ends its stream", " breaks off"};
      return "the agent of " + name(move.to) + acts[move.act];
    }
    case Move::Kind::drain: return "the operator asks the process to drain";
  }
  return {};
}

}  // namespace interlock::sim
