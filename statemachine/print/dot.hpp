/// A table as a Graphviz graph. What does not leave a state stands in its box; deadlines are dashed.
#pragma once
#include "statemachine/print/label.hpp"

namespace interlock::statemachine {

inline std::string dot(const TableData& table, std::string_view title = "lifecycle") {
  const auto quoted = [](std::string_view text) { return "\"" + detail::escaped(text, "\"\\") + "\""; };
  std::string text = "digraph " + quoted(title) + " {\n  rankdir=LR;\n  node [shape=box, style=rounded];\n  start [shape=point];\n";
  text.append("  start -> ").append(quoted(table.states[table.initial])).append(";\n");
  for (std::size_t state = 0; state < table.states.size(); ++state) {
    const std::string_view name = table.states[state];
    std::string box(name);
    std::string arrows;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      const RowInfo& row = table.rows[i];
      if ((table.live_in[i] & set_of(state)) == 0) continue;
      if (!row.has_target()) {
        box.append("\n").append(detail::label_of(row));
        continue;
      }
      arrows.append("  ").append(quoted(name)).append(" -> ").append(quoted(row.target)).append(" [label=").append(quoted(detail::label_of(row)));
      arrows.append(row.kind == RowKind::deadline ? ", style=dashed];\n" : "];\n");
    }
    std::string label;
    for (const char character : box) {
      if (character == '\n') label += "\\l";
      else label += detail::escaped(std::string_view(&character, 1), "\"\\");
    }
    text.append("  ").append(quoted(name)).append(" [label=\"").append(label).append("\"");
    if (table.is_end(state)) text += ", peripheries=2";
    text.append("];\n").append(arrows);
  }
  return text + "}\n";
}

}  // namespace interlock::statemachine
