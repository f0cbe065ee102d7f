#include "sim/mutation.hpp"

#include "sim/coverage.hpp"
#include "sim/interpreted_runner.hpp"
#include "sim/rules.hpp"

#include <utility>

namespace interlock::sim {

using statemachine::RowInfo;
using statemachine::RowKind;
using statemachine::TableData;

std::vector<Mutant> mutants_of(std::string_view lifecycle) {
  std::vector<Mutant> mutants;
  const TableData* const table = find_table(lifecycle);
  for (std::uint16_t i = 0; table != nullptr && i < table->rows.size(); ++i) {
    const RowInfo& row = table->rows[i];
    const auto add = [&](Change change, std::size_t which = 0) { mutants.push_back({lifecycle, i, change, static_cast<std::uint16_t>(which)}); };
    add(Change::deleted);
    if (row.has_target()) add(Change::retargeted, (row.target_index + std::size_t{1}) % table->states.size());
    if (row.guarded) {
      add(Change::guard_negated);
      add(Change::guard_dropped);
    }
    for (std::size_t action = 0; action < row.actions.size(); ++action) add(Change::action_dropped, action);
    for (std::size_t action = 0; action + 1 < row.actions.size(); ++action) add(Change::actions_swapped, action);
    const bool is_for_an_event = row.kind == RowKind::external || row.kind == RowKind::internal;
    if (is_for_an_event) add(Change::event_swapped, (row.event_index + std::size_t{1}) % table->events.size());
  }
  return mutants;
}

std::string name_of(const Mutant& mutant) {
  const TableData& table = *find_table(mutant.lifecycle);
  const RowInfo& row = table.rows[mutant.row];
  std::string name = std::string(mutant.lifecycle) + ": " + words_of(row);
  switch (mutant.change) {
    case Change::deleted: return name + (row.kind == RowKind::deadline ? ": has no deadline" : ": is deleted");
    case Change::retargeted: return name + ": leads to " + std::string(table.states[mutant.which]);
    case Change::guard_negated: return name + ": asks for the opposite";
    case Change::guard_dropped: return name + ": asks nothing";
    case Change::action_dropped: return name + ": does not " + std::string(row.actions[mutant.which]);
    case Change::actions_swapped: return name + ": does " + std::string(row.actions[mutant.which + std::size_t{1}]) + " before " + std::string(row.actions[mutant.which]);
    case Change::event_swapped: return name + ": is for " + std::string(table.events[mutant.which]);
  }
  return name;
}

void apply(const Mutant& mutant) {
  statemachine::RowCopy& row = interpreted_rows(mutant.lifecycle).at(mutant.row);
  switch (mutant.change) {
    case Change::deleted: row.deleted = true; break;
    case Change::retargeted: row.code.target_index = static_cast<std::uint8_t>(mutant.which); break;
    case Change::guard_negated: row.negated = !row.negated; break;
    case Change::guard_dropped: row.guard = statemachine::npos; break;
    case Change::action_dropped: row.actions.erase(row.actions.begin() + mutant.which); break;
    case Change::actions_swapped: std::swap(row.actions.at(mutant.which), row.actions.at(mutant.which + std::size_t{1})); break;
    case Change::event_swapped: row.code.event_index = mutant.which; break;
  }
}

}  // namespace interlock::sim
