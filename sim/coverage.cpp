#include "sim/coverage.hpp"

#include "sim/rules.hpp"
#include "statemachine/lifecycles/lifecycles.hpp"

#include <algorithm>

namespace interlock::sim {

using statemachine::RowInfo;
using statemachine::RowKind;

std::span<const NamedTable> real_tables() { return tables_of<lifecycles::Real>; }
const statemachine::TableData* find_table(std::string_view lifecycle) { return table_named(real_tables(), lifecycle); }

void Coverage::add(const Move& move, const port::StepRecord& step) {
  const auto known = std::ranges::find(real_tables(), step.lifecycle, &NamedTable::name);
  if (known == real_tables().end()) return;
  const auto& [name, table] = *known;
  const bool is_deadline = move.kind == Move::Kind::deadline;
  if (step.row == port::StepRecord::no_row && !is_deadline) return;
  const auto state = static_cast<std::size_t>(std::ranges::find(table->states, step.from) - table->states.begin());
  if (state == table->states.size()) return;
  if (step.row != port::StepRecord::no_row && !taken_.emplace(name, step.row, state).second) return;
  // The rows of the same cell that come before the one that was taken said no; all of them, where none was.
  bool is_before = true;
  table->for_each_row_of(state, is_deadline ? table->deadline_column() : table->rows[step.row].event_index, [&](std::size_t i, const RowInfo& row) {
    is_before &= i != step.row;
    if (is_before && row.guarded && (!is_deadline || row.slot == move.slot)) refused_.emplace(name, i, state);
  });
}

namespace {
bool has_cell(const auto& cells, std::string_view lifecycle, std::size_t row) {
  const auto first = cells.lower_bound({lifecycle, row, 0});
  return first != cells.end() && std::get<0>(*first) == lifecycle && std::get<1>(*first) == row;
}
}  // namespace

bool Coverage::was_taken(std::string_view lifecycle, std::size_t row) const { return has_cell(taken_, lifecycle, row); }
bool Coverage::was_refused(std::string_view lifecycle, std::size_t row) const { return has_cell(refused_, lifecycle, row); }

std::size_t Coverage::cells(std::string_view lifecycle) const {
  return static_cast<std::size_t>(std::ranges::count_if(taken_, [&](const Cell& cell) { return std::get<0>(cell) == lifecycle; }));
}

std::size_t Coverage::cells_of(const Coverage& reachable, std::string_view lifecycle) const {
  return static_cast<std::size_t>(std::ranges::count_if(reachable.taken_, [&](const Cell& cell) { return std::get<0>(cell) == lifecycle && taken_.contains(cell); }));
}

void Coverage::add(const Coverage& other) {
  taken_.insert(other.taken_.begin(), other.taken_.end());
  refused_.insert(other.refused_.begin(), other.refused_.end());
}

std::set<std::string> Coverage::missed() const {
  std::set<std::string> missed;
  for (const auto& [name, table] : real_tables())
    for (std::size_t i = 0; i < table->rows.size(); ++i) {
      const RowInfo& row = table->rows[i];
      if (row.at_border() || row.kind == RowKind::caught) continue;
      if (!was_taken(name, i)) missed.insert(std::string(name) + ": taken: " + words_of(row));
      if (row.guarded && !was_refused(name, i)) missed.insert(std::string(name) + ": refused: " + words_of(row));
    }
  return missed;
}

}  // namespace interlock::sim
