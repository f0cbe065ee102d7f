#pragma once
/// Tries mutants: each in a process of its own, because a broken invariant stops the process. Bounded by moves, not by a clock.
#include "sim/mutation.hpp"

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace interlock::sim {

struct Verdict {
  /// In the order in which they are looked for: the first is what is said.
  enum class Kind : std::uint8_t {
    survived,
    stopped,       ///< The process: an invariant of the gateway was broken, or something was thrown.
    broke,         ///< A property.
    did_unknown,   ///< A step that is on no line of the known steps.
    did_not,       ///< A known step that the scenario sees often was seen no more.
    other_space    ///< A bounded scenario has another number of states.
  };
  Kind kind = Kind::survived;
  std::string what;
  [[nodiscard]] bool killed() const { return kind != Kind::survived; }
};

/// Tries the tables that are in force, in this process; returns at the first thing that is wrong. Where they are those of a mutant, begins with
/// the scenarios that see its row most.
[[nodiscard]] Verdict try_tables(const Mutant* mutant = nullptr);

struct TrialOptions {
  unsigned processes = 2;
  std::function<void(const Mutant&, const Verdict&)> judged = {};  ///< Called for each, as they end.
};
/// The verdicts, in the order of the mutants.
[[nodiscard]] std::vector<Verdict> try_mutants(std::span<const Mutant> mutants, const TrialOptions& options);

}  // namespace interlock::sim
