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
  std::string text = "stateDiagram-v2\n";
  const auto line = [&](std::string_view start, std::string_view arrow_and_more) {
    text.append("  ").append(start).append(arrow_and_more).append("\n");
  };
  line("[*] --> ", table.states[table.initial]);
  for (std::size_t state = 0; state < table.states.size(); ++state) {
    const std::string_view name = table.states[state];
    std::string note;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      const RowInfo& row = table.rows[i];
      if ((table.live_in[i] & set_of(state)) == 0) continue;
      const std::string label = detail::harmless(detail::label_of(row));
      if (row.has_target()) line(name, std::string{" --> "}.append(row.target).append(" : ").append(label));
      else note.append("    ").append(label).append("\n");
    }
    if (table.is_end(state)) line(name, " --> [*]");
    if (!note.empty()) text.append("  note right of ").append(name).append("\n").append(note).append("  end note\n");
  }
  return text;
}

}  // namespace interlock::statemachine
