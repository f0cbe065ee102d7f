/// A table as a PlantUML state diagram, drawn as the Mermaid one is.
#pragma once
#include "statemachine/print/label.hpp"

namespace interlock::statemachine {

inline std::string plantuml(const TableData& table) {
  using detail::word_of;
  std::string text = "@startuml\nhide empty description\n";
  const auto say = [&](std::string_view from, const RowInfo& row) {
    text.append(from);
    if (const CompositeInfo* const remembered = detail::remembered_composite(table, row))
      text.append(" --> ").append(word_of(remembered->name)).append(row.history == History::deep ? "[H*]" : "[H]");
    else if (row.has_target()) text.append(" --> ").append(word_of(row.target));
    text.append(" : ").append(detail::label_of(row)).append("\n");
  };
  for (const std::uint8_t state : table.initial) text.append("[*] --> ").append(word_of(table.states[state])).append("\n");
  detail::draw_composites(
      table,
      [&](const CompositeInfo& box, std::size_t depth) {
        text.append(2 * depth - 2, ' ').append("state ").append(word_of(box.name)).append(" {\n");
        text.append(2 * depth, ' ').append("[*] --> ").append(word_of(table.states[box.initial])).append("\n");
      },
      [&](std::size_t state, std::size_t depth) {
        text.append(2 * depth, ' ').append("state \"").append(table.states[state]).append("\" as ").append(word_of(table.states[state])).append("\n");
      },
      [&](std::size_t depth) { text.append(2 * depth - 2, ' ').append("}\n"); });
  for (const CompositeInfo& box : table.composites)
    for (const RowInfo& row : table.rows)
      if (detail::is_drawn_from_box(row) && row.source == box.name) say(word_of(box.name), row);
  for (std::size_t state = 0; state < table.states.size(); ++state) {
    const std::string name = word_of(table.states[state]);
    for (std::size_t i = 0; i < table.rows.size(); ++i)
      if (contains(table.live_in[i], state) && !detail::is_drawn_from_box(table.rows[i])) say(name, table.rows[i]);
    if (table.is_end(state)) text.append(name).append(" --> [*]\n");
  }
  return text + "@enduml\n";
}

}  // namespace interlock::statemachine
