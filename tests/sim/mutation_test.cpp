// The properties are tested themselves: small changes of the tables must break one. `interlock-explore mutate` tries every change of every
// row; here is each so manieth, and the changes that bring the incidents back.
#include "sim/coverage.hpp"
#include "sim/known_steps.hpp"
#include "sim/trial.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace {
using namespace interlock::sim;

/// What the whole of `mutate` says is in docs/explore.md; this part of it has at least so many killed of a hundred.
constexpr std::size_t least_score = 95;
constexpr std::size_t every = 19;

Mutant find(std::string_view lifecycle, std::string_view name) {
  for (const Mutant& mutant : mutants_of(lifecycle))
    if (name_of(mutant) == name) return mutant;
  ADD_FAILURE() << "there is no mutant " << name;
  return {};
}

TEST(Mutants, HaveNamesOfTheirOwn) {
  for (const NamedTable& each : real_tables()) {
    std::set<std::string> names;
    for (const Mutant& mutant : mutants_of(each.name)) EXPECT_TRUE(names.insert(name_of(mutant)).second) << name_of(mutant);
  }
}

TEST(Mutants, AreNoneWhereNothingIsChanged) {
  const Verdict verdict = try_tables();
  EXPECT_EQ(verdict.kind, Verdict::Kind::survived) << verdict.what;
}

// Without the rule that each incident broke, a property says so, in words: not only a list of steps.
TEST(Mutants, ThatBringAnIncidentBackBreakAProperty) {
  const std::vector<Mutant> incidents{
      find("connection", "connection: awaiting_hello + hello_received [!process_ready]: is deleted"),
      find("supervisor", "supervisor: supervising + task_cancelled<monitor>: is deleted"),
      find("attachment", "attachment: placing + run_requested [room_to_hold]: does not hold_run"),
      find("attachment", "attachment: placing + place_opened: does not ask_for_held_runs"),
  };
  const auto verdicts = try_mutants(incidents, {});
  for (std::size_t i = 0; i < incidents.size(); ++i)
    EXPECT_TRUE(verdicts[i].kind == Verdict::Kind::broke) << name_of(incidents[i]) << ": " << verdicts[i].what;
}

TEST(Mutants, AreKilledButForAFewAndThoseThatAreExplained) {
  std::vector<Mutant> mutants;
  for (const NamedTable& each : real_tables()) {
    const auto all = mutants_of(each.name);
    for (std::size_t i = 0; i < all.size(); i += every) mutants.push_back(all[i]);
  }
  const auto verdicts = try_mutants(mutants, {});
  std::size_t killed = 0;
  std::size_t explained = 0;
  for (std::size_t i = 0; i < mutants.size(); ++i) {
    killed += verdicts[i].killed();
    explained += !verdicts[i].killed() && !why_equivalent(mutants[i]).empty();
  }
  EXPECT_GE(killed * 100, least_score * (mutants.size() - explained)) << killed << " of " << mutants.size() << ", " << explained << " explained";
}

}  // namespace
