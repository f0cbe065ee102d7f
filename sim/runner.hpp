#pragma once
/// A scenario on one set of tables, ready to run. The sets are compiled once each, behind this interface.
#include "sim/explorer.hpp"
#include "sim/move.hpp"
#include "sim/scenario.hpp"

#include <memory>
#include <string>
#include <vector>

namespace interlock::sim {

/// One step of a printed run.
struct TraceLine {
  std::string what;                      ///< The move, in words.
  std::string from, to, event;           ///< For a diagram: who tells whom what.
  std::string lifecycle, before, after;  ///< The machine's step; empty where none stepped.
  bool internal = false;                 ///< It changed no state.
};

class Runner {
 public:
  virtual ~Runner() = default;
  [[nodiscard]] virtual Exhausted<Move> exhaust(const ExhaustiveLimits& limits, const Progress& progress) const = 0;
  /// Done twice; a run that is not the same the second time is a violation of its own.
  [[nodiscard]] virtual SeededRun<Move> seeded(std::uint64_t seed, std::uint32_t most_moves) const = 0;
  /// Makes those of the moves that are enabled.
  [[nodiscard]] virtual Schedule<Move> replay(const std::vector<Move>& moves) const = 0;
  [[nodiscard]] virtual Schedule<Move> shrink(Schedule<Move> schedule) const = 0;
  [[nodiscard]] virtual std::vector<TraceLine> trace(const std::vector<Move>& moves) const = 0;
  [[nodiscard]] virtual Fingerprint fingerprint_after(const std::vector<Move>& moves) const = 0;
  /// Copies the world before the move `at`, lets the copy go on alone, and then the original: whether the original was left
  /// untouched, and both came to equal cores and equal worlds.
  [[nodiscard]] virtual bool fork_goes_on_equally(const std::vector<Move>& moves, std::size_t at) const = 0;
};

/// `scenario` outlives the runner. On planted tables: those of the scenario's incident.
[[nodiscard]] std::unique_ptr<Runner> make_runner(const Scenario& scenario, bool planted);

// Each in a file of its own: tables take long to compile.
[[nodiscard]] std::unique_ptr<Runner> make_real_runner(const Scenario& scenario);
[[nodiscard]] std::unique_ptr<Runner> make_early_connection_runner(const Scenario& scenario);
[[nodiscard]] std::unique_ptr<Runner> make_cancelled_monitor_runner(const Scenario& scenario);
[[nodiscard]] std::unique_ptr<Runner> make_unattached_run_runner(const Scenario& scenario);

}  // namespace interlock::sim
