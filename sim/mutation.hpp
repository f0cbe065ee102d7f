#pragma once
/// Every small change of every row: each is a bug that somebody could have made, and one that the properties must notice.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace interlock::sim {

enum class Change : std::uint8_t { deleted, retargeted, guard_negated, guard_dropped, action_dropped, actions_swapped, event_swapped };

struct Mutant {
  std::string_view lifecycle;  ///< Lives as long as the program.
  std::uint16_t row = 0;
  Change change{};
  std::uint16_t which = 0;     ///< The new target, the new event, the action that is dropped or comes after the next one.
  friend bool operator==(const Mutant&, const Mutant&) = default;
};

/// In the order of the table. Empty for a lifecycle that there is not.
[[nodiscard]] std::vector<Mutant> mutants_of(std::string_view lifecycle);
/// "run: dialing + upstream_opened: leads to interrupting"; no two of one lifecycle have the same.
[[nodiscard]] std::string name_of(const Mutant& mutant);
/// Changes the rows that interpreted worlds run on, for the rest of the process.
void apply(const Mutant& mutant);

/// Why no run can tell this mutant from the table that it was made of; empty where that is not known.
[[nodiscard]] std::string_view why_equivalent(const Mutant& mutant);

}  // namespace interlock::sim
