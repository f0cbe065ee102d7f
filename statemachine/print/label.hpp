/// What the printers say of a row.
#pragma once
#include "statemachine/table_data.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace interlock::statemachine::detail {

inline std::string joined(const NameList& actions, std::string_view between = ", ") {
  std::string text;
  for (std::size_t i = 0; i < actions.size(); ++i) text.append(i == 0 ? "" : between).append(actions[i]);
  return text;
}

/// "event [guard] / first, second"
inline std::string label_of(const RowInfo& row) {
  std::string label{row.event};
  if (!row.guard.empty()) label.append(" [").append(row.guard).append("]");
  if (row.actions.size() > 0) label.append(" / ").append(joined(row.actions));
  if (row.kind == RowKind::ignored) label += " is ignored";
  return label;
}

/// `text` with a backslash before each of `special`.
inline std::string escaped(std::string_view text, std::string_view special) {
  std::string safe;
  for (const char character : text) {
    if (special.find(character) != std::string_view::npos) safe += '\\';
    safe += character;
  }
  return safe;
}

}  // namespace interlock::statemachine::detail
