#pragma once
/// The runner of one set of tables. Included by the one file that compiles that set.
#include "sim/properties.hpp"
#include "sim/rules.hpp"
#include "sim/runner.hpp"
#include "sim/unavoidable.hpp"
#include "sim/world.hpp"

#include <span>

namespace interlock::sim {

template <class L>
class RunnerOf final : public Runner {
 public:
  explicit RunnerOf(const Scenario& scenario) : initial_(scenario) {}

  [[nodiscard]] Exhausted<Move> exhaust(const ExhaustiveLimits& limits, const Progress& progress, const Watch& watch) const override {
    if (!watch) return sim::exhaust(initial_, limits, progress);
    return sim::exhaust(initial_, limits, progress, [&](const Move& move, const World<L>& world) { watch({move, world.last_step(), world.last_effects()}); });
  }
  Schedule<Move> watch(std::uint64_t seed, std::uint32_t most_moves, const Watch& watch) const override {
    SeededChoice choice(seed);
    World<L> world = initial_;
    return walk_in(world, choice, most_moves, [&](const Move& move, const World<L>& after) { watch({move, after.last_step(), after.last_effects()}); });
  }
  [[nodiscard]] SeededRun<Move> seeded(std::uint64_t seed, std::uint32_t most_moves, ScheduleKind kind) const override {
    const auto once = [&] { return run_by_picker(initial_, *make_picker(kind, seed), most_moves); };
    SeededRun<Move> run = once();
    if (once().trace != run.trace) run.schedule.broken = "the same seed did not give the same run";
    return run;
  }
  [[nodiscard]] Exhausted<Move> exhaust_after(const std::vector<Move>& moves, const ExhaustiveLimits& limits) const override {
    return sim::exhaust(after(moves), limits, Progress{});
  }
  [[nodiscard]] Schedule<Move> replay(const std::vector<Move>& moves) const override { return replay_moves(initial_, moves); }
  [[nodiscard]] Schedule<Move> shrink(Schedule<Move> schedule) const override { return sim::shrink(initial_, std::move(schedule)); }
  [[nodiscard]] std::vector<TraceLine> trace(const std::vector<Move>& moves) const override {
    World<L> world = initial_;
    auto lines = trace_in(world, moves);
    add_rules(lines, tables_of<L>);
    return lines;
  }
  [[nodiscard]] std::optional<std::size_t> unavoidable_after(const std::vector<Move>& moves, std::uint64_t most_states) const override {
    return sim::unavoidable_after(initial_, moves, most_states);
  }
  [[nodiscard]] std::uint64_t tables() const override { return number_of(tables_of<L>); }
  [[nodiscard]] Fingerprint fingerprint_after(const std::vector<Move>& moves) const override {
    return after(moves).fingerprint();
  }
  [[nodiscard]] bool fork_goes_on_equally(const std::vector<Move>& moves, std::size_t at) const override {
    World<L> original = after(std::span(moves).first(at));
    const Fingerprint before = original.fingerprint();
    World<L> fork = original;
    for (std::size_t i = at; i < moves.size(); ++i) static_cast<void>(fork.take(moves[i]));
    const bool untouched = original.fingerprint() == before;
    for (std::size_t i = at; i < moves.size(); ++i) static_cast<void>(original.take(moves[i]));
    return untouched && original.core() == fork.core() && original.fingerprint() == fork.fingerprint();
  }

 private:
  [[nodiscard]] World<L> after(std::span<const Move> moves) const {
    World<L> world = initial_;
    for (const Move& move : moves) static_cast<void>(world.take(move));
    return world;
  }

  World<L> initial_;
};

}  // namespace interlock::sim
