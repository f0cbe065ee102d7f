#include "sim/rules.hpp"

#include "statemachine/print/label.hpp"

#include <algorithm>

namespace interlock::sim {

std::string rule_of(const statemachine::RowInfo& row) {
  std::string text = std::string(row.source) + " + " + std::string(row.event);
  if (!row.guard.empty()) text += " [" + std::string(row.guard) + "]";
  if (row.actions.size() > 0) text += " / " + statemachine::detail::joined(row.actions);
  if (row.kind == statemachine::RowKind::ignored) text += " = ignore";
  else if (!row.target.empty()) text += " = " + std::string(row.target);
  return text;
}

void add_rules(std::vector<TraceLine>& lines, std::span<const NamedTable> tables) {
  for (TraceLine& line : lines) {
    const auto found = std::ranges::find(tables, line.lifecycle, &NamedTable::name);
    if (found != tables.end() && line.row < found->table->rows.size()) line.rule = rule_of(found->table->rows[line.row]);
  }
}

std::uint64_t number_of(std::span<const NamedTable> tables) {
  std::string all;
  for (const NamedTable& named : tables) {
    all += std::string(named.name) + "\n";
    for (const statemachine::RowInfo& row : named.table->rows) all += rule_of(row) + "\n";
  }
  return statemachine::hash_of(all);
}

}  // namespace interlock::sim
