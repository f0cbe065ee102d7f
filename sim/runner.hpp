#pragma once
/// A scenario on one set of tables, ready to run. The sets are compiled once each, behind this interface.
#include "runtime/port/observer.hpp"
#include "sim/environment.hpp"
#include "sim/explorer.hpp"
#include "sim/move.hpp"
#include "sim/scenario.hpp"
#include "sim/schedule_kind.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace interlock::sim {

/// One step of a printed run.
struct TraceLine {
  std::string what;                      ///< The move, in words.
  std::string from, to, event;           ///< For a diagram: who tells whom what.
  std::string lifecycle, before, after;  ///< The machine's step; empty where none stepped.
  bool internal = false;                 ///< It changed no state.
  std::uint16_t row = port::StepRecord::no_row;  ///< Of the lifecycle's table.
  std::string rule;                      ///< That row as it is written; empty where none was taken.
};

template <class World>
std::vector<TraceLine> trace_in(World& world, const std::vector<Move>& moves) {
  std::vector<TraceLine> lines;
  for (const Move& move : moves) {
    TraceLine line;
    line.what = world.describe(move);
    static_cast<void>(world.take(move));
    const port::StepRecord& step = world.last_step();
    line.lifecycle = step.lifecycle;
    line.before = step.from;
    line.after = step.to;
    line.event = step.event;
    line.internal = step.from == step.to;
    line.row = step.row;
    if (!step.lifecycle.empty()) {
      line.to = name_of(step.actor, "");
      line.from = move.kind == Move::Kind::deadline ? line.to : name_of(move.from, "");
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

/// A move that was made. `step.lifecycle` is empty where no machine stepped; `effects` are noted in words by interpreted tables only.
struct Seen {
  const Move& move;
  const port::StepRecord& step;
  std::string_view effects;
};
using Watch = std::function<void(const Seen&)>;

class Runner {
 public:
  virtual ~Runner() = default;
  [[nodiscard]] virtual Exhausted<Move> exhaust(const ExhaustiveLimits& limits, const Progress& progress, const Watch& watch = {}) const = 0;
  /// The run of a seed, once.
  virtual Schedule<Move> watch(std::uint64_t seed, std::uint32_t most_moves, const Watch& watch) const = 0;
  /// Done twice; a run that is not the same the second time is a violation of its own.
  [[nodiscard]] virtual SeededRun<Move> seeded(std::uint64_t seed, std::uint32_t most_moves, ScheduleKind kind = ScheduleKind::swarm) const = 0;
  /// Makes those of the moves that are enabled.
  [[nodiscard]] virtual Schedule<Move> replay(const std::vector<Move>& moves) const = 0;
  /// The search that begins where these moves lead. Not complete where the world cannot be copied.
  [[nodiscard]] virtual Exhausted<Move> exhaust_after(const std::vector<Move>& moves, const ExhaustiveLimits& limits) const = 0;
  [[nodiscard]] virtual Schedule<Move> shrink(Schedule<Move> schedule) const = 0;
  [[nodiscard]] virtual std::vector<TraceLine> trace(const std::vector<Move>& moves) const = 0;
  /// After how many of these moves, the last of which breaks something, it could not be avoided any more; nothing where it would take
  /// more than so many states to find out.
  [[nodiscard]] virtual std::optional<std::size_t> unavoidable_after(const std::vector<Move>& moves, std::uint64_t most_states) const = 0;
  /// A number for what all rows of all tables say: schedules of other tables are stale.
  [[nodiscard]] virtual std::uint64_t tables() const = 0;
  [[nodiscard]] virtual Fingerprint fingerprint_after(const std::vector<Move>& moves) const = 0;
  /// Copies the world before the move `at`, lets the copy go on alone, and then the original: whether the original was left
  /// untouched, and both came to equal cores and equal worlds. False where the world cannot be copied.
  [[nodiscard]] virtual bool fork_goes_on_equally(const std::vector<Move>& moves, std::size_t at) const = 0;
};

/// `scenario` outlives the runner. On planted tables: those of the scenario's incident.
[[nodiscard]] std::unique_ptr<Runner> make_runner(const Scenario& scenario, bool planted);

// Each in a file of its own: tables take long to compile.
[[nodiscard]] std::unique_ptr<Runner> make_real_runner(const Scenario& scenario);
/// For scenarios that are `through_bytes`. It cannot be forked: `exhaust` sees only the beginning, and is not complete.
[[nodiscard]] std::unique_ptr<Runner> make_whole_gateway_runner(const Scenario& scenario);
[[nodiscard]] std::unique_ptr<Runner> make_early_connection_runner(const Scenario& scenario);
[[nodiscard]] std::unique_ptr<Runner> make_cancelled_monitor_runner(const Scenario& scenario);
[[nodiscard]] std::unique_ptr<Runner> make_unattached_run_runner(const Scenario& scenario);
[[nodiscard]] std::unique_ptr<Runner> make_missing_dependency_runner(const Scenario& scenario);
[[nodiscard]] std::unique_ptr<Runner> make_half_built_manager_runner(const Scenario& scenario);

}  // namespace interlock::sim
