/// A table as a PlantUML state diagram, drawn as the Mermaid one is.
#pragma once
#include "statemachine/print/label.hpp"

namespace interlock::statemachine {

inline std::string plantuml(const TableData& table) {
  std::string text = "@startuml\nhide empty description\n";
  text.append("[*] --> ").append(table.states[table.initial]).append("\n");
  for (std::size_t state = 0; state < table.states.size(); ++state) {
    const std::string_view name = table.states[state];
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      const RowInfo& row = table.rows[i];
      if ((table.live_in[i] & set_of(state)) == 0) continue;
      text.append(name);
      if (row.has_target()) text.append(" --> ").append(row.target);
      text.append(" : ").append(detail::label_of(row)).append("\n");
    }
    if (table.is_end(state)) text.append(name).append(" --> [*]\n");
  }
  return text + "@enduml\n";
}

}  // namespace interlock::statemachine
