// The whole gateway: the core, the real edge and the real protocol code, over a virtual network that cuts and delays as it likes.
#include "runtime/gateway/driver.hpp"
#include "runtime/gateway/edge.hpp"
#include "sim/byte_clients.hpp"
#include "sim/environment.hpp"
#include "sim/properties.hpp"
#include "sim/rules.hpp"
#include "sim/runner.hpp"
#include "sim/virtual_scheduler.hpp"

#include <memory>

namespace interlock::sim {

namespace {

class NoPages final : public port::PageSource {
 public:
  [[nodiscard]] port::PageText text(lifecycles::Page) const override { return {"text/plain", "ok"}; }
};

class DrawnEntropy final : public port::Entropy {
 public:
  [[nodiscard]] std::uint64_t draw() override { return generator_.draw(); }

 private:
  Generator generator_{1};
};

/// Wired as in production, and therefore not copied: a run is made again from its beginning.
class ByteWorld {
 public:
  explicit ByteWorld(const Scenario& scenario)
      : scenario_(scenario), judge_(scenario.clients.size()), around_(scenario), observer_(last_),
        clients_(scenario.clients, judge_, transport_), process_(std::make_unique<Process>(*this)) {}
  ByteWorld(const ByteWorld&) = delete;
  ByteWorld& operator=(const ByteWorld&) = delete;

  [[nodiscard]] std::vector<Move> enabled() const {
    std::vector<Move> moves;
    for (const Option& option : process_->scheduler.enabled(scenario_.deadlines_may_overtake)) {
      const bool is_event = option.kind == Option::Kind::event;
      moves.push_back({.kind = is_event ? Move::Kind::event : Move::Kind::deadline, .from = option.from, .to = option.to, .slot = option.slot});
    }
    for (const NetworkStep& step : transport_.enabled(true))
      for (std::uint16_t piece = 0; piece < (step.most > 1 ? 3 : 1); ++piece)  // All of it, half of it, one byte.
        moves.push_back({.kind = Move::Kind::network, .slot = piece, .who = static_cast<std::uint32_t>(step.stream), .act = static_cast<std::uint32_t>(step.kind)});
    add_client_moves(scenario_.clients, judge_.clients(), around_.process.times_left > 0, moves);
    around_.add_enabled(moves);
    return moves;
  }

  [[nodiscard]] std::string take(const Move& move) {
    last_ = {};
    const bool was_ready = process_->core.facts().ready();
    switch (move.kind) {
      case Move::Kind::event: process_->scheduler.take({Option::Kind::event, move.from, move.to, 0}, process_->driver); break;
      case Move::Kind::deadline: process_->scheduler.take({Option::Kind::deadline, {}, move.to, move.slot}, process_->driver); break;
      case Move::Kind::client: clients_.act(move.who, static_cast<Act>(move.act)); break;
      case Move::Kind::network: take_network(move); break;
      case Move::Kind::crash:
        around_.crash(move);
        transport_.crash();
        process_ = std::make_unique<Process>(*this);
        break;
      default: around_.perform(move, process_->scheduler); break;
    }
    clients_.look();
    begin_second_programs(scenario_.clients, judge_.clients());
    if (!clients_.complaint().empty()) return clients_.complaint();
    if (process_->edge.peers() > transport_.streams().size()) return "the edge keeps a peer that is gone";
    return broken_by_step(*this, was_ready);
  }

  [[nodiscard]] std::size_t category(const Move& move) const { return category_of(move, process_->scheduler.has_pending()); }
  [[nodiscard]] bool settled() const { return !process_->scheduler.has_pending() && around_.store.is_idle() && transport_.enabled(false).empty(); }
  [[nodiscard]] bool at_rest() const {
    return settled() && process_->scheduler.armed_count() == 0 && !around_.owes_something();
  }
  /// Of what was done and what is on its way; enough to tell runs apart.
  [[nodiscard]] Fingerprint fingerprint() const {
    Mixer mixer;
    mixer.word(static_cast<std::uint64_t>(last_.actor.kind) << 32 | last_.actor.id);
    mixer.word(last_.row);
    for (const char c : last_.to) mixer.word(static_cast<unsigned char>(c));
    mixer.word(static_cast<std::uint64_t>(process_->scheduler.now().since_start.count()));
    mixer.word(process_->scheduler.pending_count() << 32 | process_->scheduler.armed_count());
    for (const auto& [id, stream] : transport_.streams())
      for (const std::byte byte : stream.to_client) mixer.word(static_cast<std::uint64_t>(byte));
    return mixer.result();
  }
  [[nodiscard]] std::string describe(const Move& move) const {
    switch (move.kind) {
      case Move::Kind::event: return name_of(move.to) + " receives an event from " + name_of(move.from);
      case Move::Kind::deadline: return name_of(move.to) + ": a deadline passes";
      case Move::Kind::client: return "client " + std::to_string(move.who) + ": " + std::string(name_of(static_cast<Act>(move.act)));
      case Move::Kind::network: {
        static constexpr const char* steps[] = {" is accepted", " brings the gateway ", " brings the client ", " has sent all that waited", " is over", " gives up what waits"};
        static constexpr const char* pieces[] = {"all that was sent", "half of what was sent", "one byte"};
        const bool carries = move.act == 1 || move.act == 2;
        return "stream " + std::to_string(move.who) + steps[move.act] + (carries ? pieces[move.slot] : "");
      }
      default: return around_.describe(move);
    }
  }

  [[nodiscard]] const gateway::Gateway<lifecycles::Real>& core() const { return process_->core; }
  [[nodiscard]] const VirtualScheduler<port::Event>& scheduler() const { return process_->scheduler; }
  [[nodiscard]] const VirtualPeers& peers() const { return judge_; }
  [[nodiscard]] const VirtualStore& store() const { return around_.store; }
  [[nodiscard]] const VirtualServices& services() const { return around_.services; }
  [[nodiscard]] const VirtualProcess& process() const { return around_.process; }
  [[nodiscard]] const Scenario& scenario() const { return scenario_; }
  [[nodiscard]] bool drain_was_requested() const { return around_.drained; }
  [[nodiscard]] const port::StepRecord& last_step() const { return last_; }

 private:
  void take_network(const Move& move) {
    for (const NetworkStep& step : transport_.enabled(true)) {
      if (static_cast<std::uint32_t>(step.stream) != move.who || static_cast<std::uint32_t>(step.kind) != move.act) continue;
      const std::size_t amount = move.slot == 0 ? step.most : move.slot == 1 ? (step.most + 1) / 2 : 1;
      return transport_.take(step, amount, process_->edge);
    }
  }
  /// What dies in a crash.
  struct Process {
    explicit Process(ByteWorld& world)
        : core(world.scenario_.settings), edge(world.transport_, scheduler, world.pages_, {}),
          driver(core, {scheduler, edge, world.around_.store, world.around_.upstream, world.around_.services, world.around_.tasks, world.around_.process,
                        world.authenticator_, world.clock_, world.entropy_, world.observer_}) {
      edge.announce_to(driver);
      driver.begin();
    }
    VirtualScheduler<port::Event> scheduler;
    gateway::Gateway<lifecycles::Real> core;
    gateway::Edge edge;
    gateway::Driver<lifecycles::Real> driver;
  };
  struct Noting final : port::Observer {
    explicit Noting(port::StepRecord& at) : last(at) {}
    void stepped(const port::StepRecord& record, const port::Subject&) override { last = record; }
    port::StepRecord& last;
  };

  const Scenario& scenario_;
  VirtualTransport transport_;
  VirtualPeers judge_;
  Environment around_;
  VirtualAuthenticator authenticator_;
  StillClock clock_;
  DrawnEntropy entropy_;
  NoPages pages_;
  port::StepRecord last_;
  Noting observer_;
  ByteClients clients_;
  std::unique_ptr<Process> process_;
};

class WholeGatewayRunner final : public Runner {
 public:
  explicit WholeGatewayRunner(const Scenario& scenario) : scenario_(scenario) {}

  [[nodiscard]] Exhausted<Move> exhaust(const ExhaustiveLimits&, const Progress&, const Watch&) const override {
    Exhausted<Move> beginning;
    beginning.states = 1;
    return beginning;
  }
  [[nodiscard]] Exhausted<Move> exhaust_after(const std::vector<Move>&, const ExhaustiveLimits& limits) const override { return exhaust(limits, {}, {}); }
  Schedule<Move> watch(std::uint64_t seed, std::uint32_t most_moves, const Watch& watch) const override {
    SeededChoice choice(seed);
    ByteWorld world(scenario_);
    return walk_in(world, choice, most_moves, [&](const Move& move, const ByteWorld& after) { watch({move, after.last_step(), {}}); });
  }
  [[nodiscard]] SeededRun<Move> seeded(std::uint64_t seed, std::uint32_t most_moves, ScheduleKind kind) const override {
    const auto once = [&] {
      const auto picker = make_picker(kind, seed);
      ByteWorld world(scenario_);
      return run_in(world, *picker, most_moves);
    };
    SeededRun<Move> run = once();
    if (once().trace != run.trace) run.schedule.broken = "the same seed did not give the same run";
    return run;
  }
  [[nodiscard]] Schedule<Move> replay(const std::vector<Move>& moves) const override {
    ByteWorld world(scenario_);
    return replay_in(world, moves);
  }
  [[nodiscard]] Schedule<Move> shrink(Schedule<Move> schedule) const override {
    return shrink_by([this](const auto& moves) { return replay(moves); }, std::move(schedule));
  }
  [[nodiscard]] std::vector<TraceLine> trace(const std::vector<Move>& moves) const override {
    ByteWorld world(scenario_);
    auto lines = trace_in(world, moves);
    add_rules(lines, tables_of<lifecycles::Real>);
    return lines;
  }
  [[nodiscard]] std::optional<std::size_t> unavoidable_after(const std::vector<Move>&, std::uint64_t) const override { return std::nullopt; }
  [[nodiscard]] std::uint64_t tables() const override { return number_of(tables_of<lifecycles::Real>); }
  [[nodiscard]] Fingerprint fingerprint_after(const std::vector<Move>& moves) const override {
    ByteWorld world(scenario_);
    for (const Move& move : moves) static_cast<void>(world.take(move));
    return world.fingerprint();
  }
  [[nodiscard]] bool fork_goes_on_equally(const std::vector<Move>&, std::size_t) const override { return false; }

 private:
  const Scenario& scenario_;
};

}  // namespace

std::unique_ptr<Runner> make_whole_gateway_runner(const Scenario& scenario) { return std::make_unique<WholeGatewayRunner>(scenario); }

}  // namespace interlock::sim
