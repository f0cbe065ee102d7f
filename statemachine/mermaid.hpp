/// A table as a Mermaid state diagram. Groups and `any` are drawn in each state in which their rows can be taken; what
/// does not leave a state (internal rows, entry, exit, what it ignores) stands in a note beside it.
#pragma once
#include "statemachine/model.hpp"

#include <cstddef>
#include <string>
#include <string_view>

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

/// "event [guard] / first, second"
inline std::string label_of(const RowInfo& row) {
  std::string label{row.event};
  if (!row.guard.empty()) label.append(" [").append(row.guard).append("]");
  for (std::size_t i = 0; i < row.actions.size(); ++i) label.append(i == 0 ? " / " : ", ").append(row.actions[i]);
  if (row.kind == RowKind::ignored) label += " is ignored";
  return label;
}

}  // namespace detail

template <const auto& Table>
std::string mermaid() {
  using Model = model<Table>;
  std::string text = "stateDiagram-v2\n";
  const auto line = [&](std::string_view start, std::string_view arrow_and_more) {
    text.append("  ").append(start).append(arrow_and_more).append("\n");
  };
  line("[*] --> ", Model::states[Model::initial]);
  for (std::size_t state = 0; state < Model::state_count; ++state) {
    const std::string_view name = Model::states[state];
    std::string note;
    for (std::size_t i = 0; i < Model::row_count; ++i) {
      const RowInfo& row = Model::rows[i];
      if ((Model::live_in[i] & set_of(state)) == 0) continue;
      const std::string label = detail::harmless(detail::label_of(row));
      if (row.has_target()) line(name, std::string{" --> "}.append(row.target).append(" : ").append(label));
      else note.append("    ").append(label).append("\n");
    }
    if (Model::is_end(state)) line(name, " --> [*]");
    if (!note.empty()) text.append("  note right of ").append(name).append("\n").append(note).append("  end note\n");
  }
  return text;
}

}  // namespace interlock::statemachine
