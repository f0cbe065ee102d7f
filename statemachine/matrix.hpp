/// A table as a Markdown matrix: what each state does with each event. An empty field: the table does not say.
#pragma once
#include "statemachine/mermaid.hpp"
#include "statemachine/model.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace interlock::statemachine {

namespace detail {

/// "[guard] action, action → target", or "ignored".
inline std::string field_of(const RowInfo& row) {
  std::string field;
  const auto add = [&](std::string_view before, std::string_view text) {
    if (!field.empty()) field += before;
    field += text;
  };
  if (row.kind == RowKind::deadline) add("", row.event);
  if (!row.guard.empty()) add(" ", std::string{"["}.append(row.guard).append("]"));
  for (std::size_t i = 0; i < row.actions.size(); ++i) add(i == 0 ? " " : ", ", row.actions[i]);
  if (row.has_target()) add(" ", std::string{"→ "}.append(row.target));
  if (row.kind == RowKind::ignored) add(" ", "ignored");
  std::string safe;
  for (const char character : field) {
    if (character == '|') safe += '\\';
    safe += character;
  }
  return safe;
}

template <class Model, std::size_t Column, std::size_t State>
std::string cell_text() {
  std::string text;
  for (const auto row : Model::template cell<Column, State>) {
    if ((Model::live_in[row] & set_of(State)) == 0) continue;
    text.append(text.empty() ? "" : "<br>").append(field_of(Model::rows[row]));
  }
  return text;
}

}  // namespace detail

template <const auto& Table>
std::string matrix() {
  using Model = model<Table>;
  std::string text = "| state |";
  std::string rule = "| --- |";
  const auto column = [&](std::string_view name) {
    text.append(" ").append(name).append(" |");
    rule += " --- |";
  };
  for (const auto event : Model::events) column(event);
  column("deadline");
  column("exception");
  text.append("\n").append(rule).append("\n");
  [&]<std::size_t... States>(std::index_sequence<States...>) {
    const auto one_state = [&]<std::size_t State>() {
      text.append("| ").append(Model::states[State]).append(" |");
      [&]<std::size_t... Columns>(std::index_sequence<Columns...>) {
        (text.append(" ").append(detail::cell_text<Model, Columns, State>()).append(" |"), ...);
      }(std::make_index_sequence<Model::event_count + 2>{});
      text += "\n";
    };
    (one_state.template operator()<States>(), ...);
  }(std::make_index_sequence<Model::state_count>{});
  return text;
}

}  // namespace interlock::statemachine
