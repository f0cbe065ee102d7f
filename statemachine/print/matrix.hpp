/// A table as a Markdown matrix: what each state does with each event. An empty field: the table does not say.
#pragma once
#include "statemachine/print/label.hpp"

namespace interlock::statemachine {

namespace detail {

/// "[guard] action, action → target", or "ignored".
inline std::string field_of(const RowInfo& row) {
  std::string field;
  const auto add = [&](std::string_view text) { field.append(field.empty() ? "" : " ").append(text); };
  if (row.kind == RowKind::deadline) add(row.event);
  if (!row.guard.empty()) add(std::string{"["}.append(row.guard).append("]"));
  if (row.actions.size() > 0) add(joined(row.actions));
  if (row.has_target()) add(std::string{"→ "}.append(row.target));
  if (row.kind == RowKind::ignored) add("ignored");
  return escaped(field, "|");
}

}  // namespace detail

inline std::string matrix(const TableData& table) {
  std::string text = "| state |";
  std::string rule = "| --- |";
  const auto column = [&](std::string_view name) {
    text.append(" ").append(name).append(" |");
    rule += " --- |";
  };
  for (const std::string_view event : table.events) column(event);
  column("deadline");
  column("exception");
  column("completion");
  text.append("\n").append(rule).append("\n");
  for (std::size_t state = 0; state < table.states.size(); ++state) {
    text.append("| ").append(table.states[state]).append(" |");
    for (std::size_t event = 0; event <= table.completion_column(); ++event) {
      std::string field;
      table.for_each_row_of(state, event, [&](std::size_t, const RowInfo& row) { field.append(field.empty() ? "" : "<br>").append(detail::field_of(row)); });
      text.append(" ").append(field).append(" |");
    }
    text += "\n";
  }
  return text;
}

}  // namespace interlock::statemachine
