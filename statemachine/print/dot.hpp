/// A table as a Graphviz graph. What does not leave a state stands in its box; deadlines are dashed.
#pragma once
#include "statemachine/print/label.hpp"

namespace interlock::statemachine {

inline std::string dot(const TableData& table, std::string_view title = "lifecycle") {
  const auto quoted = [](std::string_view text) { return "\"" + detail::escaped(text, "\"\\") + "\""; };
  std::string text = "digraph " + quoted(title) + " {\n  rankdir=LR;\n  node [shape=box, style=rounded];\n  start [shape=point];\n";
  for (const std::uint8_t state : table.initial) text.append("  start -> ").append(quoted(table.states[state])).append(";\n");
  detail::draw_composites(
      table,
      [&](const CompositeInfo& box, std::size_t depth) {
        text.append(2 * depth, ' ').append("subgraph ").append(quoted("cluster_" + std::string(box.name))).append(" {\n");
        text.append(2 * depth + 2, ' ').append("label=").append(quoted(box.name)).append(";\n");
      },
      [&](std::size_t state, std::size_t depth) { text.append(2 * depth + 2, ' ').append(quoted(table.states[state])).append(";\n"); },
      [&](std::size_t depth) { text.append(2 * depth, ' ').append("}\n"); });
  for (std::size_t state = 0; state < table.states.size(); ++state) {
    const std::string_view name = table.states[state];
    std::string box(name);
    std::string arrows;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      const RowInfo& row = table.rows[i];
      if (!contains(table.live_in[i], state)) continue;
      if (!row.has_target()) {
        box.append("\n").append(detail::label_of(row));
        continue;
      }
      const std::string_view target = row.history == History::none ? row.target : table.states[row.target_index];
      arrows.append("  ").append(quoted(name)).append(" -> ").append(quoted(target)).append(" [label=").append(quoted(detail::label_of(row)));
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
