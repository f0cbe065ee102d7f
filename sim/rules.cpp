#include "sim/rules.hpp"

#include "statemachine/print/label.hpp"

namespace interlock::sim {

std::string words_of(const statemachine::RowInfo& row) {
  std::string text = std::string(row.source) + " + " + std::string(row.event);
  if (!row.guard.empty()) text += " [" + std::string(row.guard) + "]";
  return text;
}

std::string rule_of(const statemachine::RowInfo& row) {
  std::string text = words_of(row);
  if (row.actions.size() > 0) text += " / " + statemachine::detail::joined(row.actions);
  if (row.kind == statemachine::RowKind::ignored) text += " = ignore";
  else if (!row.target.empty()) text += " = " + std::string(row.target);
  return text;
}

void add_rules(std::vector<TraceLine>& lines, std::span<const NamedTable> tables) {
  for (TraceLine& line : lines) {
    const statemachine::TableData* const table = table_named(tables, line.lifecycle);
    if (table != nullptr && line.row < table->rows.size()) line.rule = rule_of(table->rows[line.row]);
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
