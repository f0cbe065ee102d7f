/// A table as a Mermaid state diagram. Groups and `any` are drawn in each state in which their rows can be taken; what
/// does not leave a state (internal rows, entry, exit, what it ignores) stands in a note beside it.
#pragma once
#include "statemachine/print/label.hpp"

namespace interlock::statemachine {

namespace detail {

/// Characters that mean something to Mermaid inside a label become harmless ones.
inline std::string harmless(std::string_view text) {
  std::string result;
  for (const char character : text) {
    if (character == '<') result += '(';
    else if (character == '>') result += ')';
    else if (std::string_view{":;#{}\"`"}.find(character) != std::string_view::npos) result += '_';
    else result += character;
  }
  return result;
}

}  // namespace detail

inline std::string mermaid(const TableData& table) {
  using detail::word_of;
  std::string text = "stateDiagram-v2\n";
  const auto line = [&](std::string_view start, std::string_view arrow_and_more) {
    text.append("  ").append(start).append(arrow_and_more).append("\n");
  };
  const auto arrow = [&](std::string_view from, const RowInfo& row) {
    const CompositeInfo* const remembered = detail::remembered_composite(table, row);
    const std::string target = remembered != nullptr ? word_of(remembered->name) : word_of(row.target);
    const std::string_view history = remembered == nullptr ? "" : row.history == History::deep ? " (H*)" : " (H)";
    line(from, std::string{" --> "}.append(target).append(" : ").append(detail::harmless(detail::label_of(row))).append(history));
  };
  for (const std::uint8_t state : table.initial) line("[*] --> ", word_of(table.states[state]));
  detail::draw_composites(
      table,
      [&](const CompositeInfo& box, std::size_t depth) {
        text.append(2 * depth, ' ').append("state ").append(word_of(box.name)).append(" {\n");
        text.append(2 * depth + 2, ' ').append("[*] --> ").append(word_of(table.states[box.initial])).append("\n");
      },
      [&](std::size_t state, std::size_t depth) {
        text.append(2 * depth + 2, ' ').append("state \"").append(table.states[state]).append("\" as ").append(word_of(table.states[state])).append("\n");
      },
      [&](std::size_t depth) { text.append(2 * depth, ' ').append("}\n"); });
  const auto write_note = [&](std::string_view name, std::string_view note) {
    if (!note.empty()) text.append("  note right of ").append(name).append("\n").append(note).append("  end note\n");
  };
  const auto note_line = [](const RowInfo& row) { return "    " + detail::harmless(detail::label_of(row)) + "\n"; };
  for (const CompositeInfo& box : table.composites) {
    std::string note;
    for (const RowInfo& row : table.rows) {
      if (!detail::is_drawn_from_box(row) || row.source != box.name) continue;
      if (row.has_target()) arrow(word_of(box.name), row);
      else note += note_line(row);
    }
    write_note(word_of(box.name), note);
  }
  for (std::size_t state = 0; state < table.states.size(); ++state) {
    const std::string name = word_of(table.states[state]);
    std::string note;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      const RowInfo& row = table.rows[i];
      if (!contains(table.live_in[i], state)) continue;
      if (detail::is_drawn_from_box(row)) continue;
      if (row.has_target()) arrow(name, row);
      else note += note_line(row);
    }
    if (table.is_end(state)) line(name, " --> [*]");
    write_note(name, note);
  }
  return text;
}

}  // namespace interlock::statemachine
