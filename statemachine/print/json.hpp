/// A table as one JSON object: its states, events and rows, as the model has them.
#pragma once
#include "statemachine/print/label.hpp"

namespace interlock::statemachine {

namespace detail {

/// Names of a table are C++ identifiers and types: quotes and backslashes are all that JSON could trip over.
inline std::string json_text(std::string_view text) { return "\"" + escaped(text, "\"\\") + "\""; }

inline std::string json_list(auto&& names) {
  std::string list = "[";
  for (std::size_t i = 0; i < names.size(); ++i) list.append(i == 0 ? "" : ", ").append(json_text(names[i]));
  return list + "]";
}

constexpr std::string_view kind_name(RowKind kind) {
  constexpr std::string_view names[] = {"external", "internal", "ignored", "entry", "exit", "deadline", "caught", "completion", "deferred", "invoke"};
  return names[static_cast<std::size_t>(kind)];
}

}  // namespace detail

inline std::string json(const TableData& table) {
  using detail::json_list;
  using detail::json_text;
  const auto states_in = [&](StateSet set) {
    std::vector<std::string_view> names;
    for (std::size_t state = 0; state < table.states.size(); ++state)
      if (contains(set, state)) names.push_back(table.states[state]);
    return json_list(names);
  };
  std::vector<std::string_view> initial;
  for (const std::uint8_t state : table.initial) initial.push_back(table.states[state]);
  std::string composites = "[";
  for (const CompositeInfo& box : table.composites)
    composites.append(composites.size() > 1 ? ", " : "").append("{\"name\": ").append(json_text(box.name)).append(", \"states\": ").append(states_in(box.states)).append(", \"initial\": ").append(json_text(table.states[box.initial])).append("}");
  std::string text = "{\n  \"states\": " + json_list(table.states) + ",\n  \"initial\": " + json_list(initial) +
                     ",\n  \"ends\": " + states_in(table.ends) + ",\n  \"resting\": " + states_in(table.resting) +
                     ",\n  \"composites\": " + composites + "],\n  \"events\": " + json_list(table.events) + ",\n  \"rows\": [";
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const RowInfo& row = table.rows[i];
    text.append(i == 0 ? "\n" : ",\n").append("    {\"source\": ").append(json_text(row.source)).append(", \"states\": ").append(states_in(table.live_in[i]));
    text.append(", \"event\": ").append(json_text(row.event)).append(", \"kind\": ").append(json_text(detail::kind_name(row.kind)));
    if (!row.guard.empty()) text.append(", \"guard\": ").append(json_text(row.guard));
    if (row.actions.size() > 0) text.append(", \"actions\": ").append(json_list(row.actions));
    if (row.has_target()) text.append(", \"target\": ").append(json_text(row.target));
    if (!row.deadline.empty()) text.append(", \"after\": ").append(json_text(row.deadline)).append(", \"slot\": ").append(std::to_string(row.slot));
    text += "}";
  }
  return text + "\n  ]\n}\n";
}

}  // namespace interlock::statemachine
