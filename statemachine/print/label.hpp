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

/// The composite that a history target enters, or null.
inline const CompositeInfo* remembered_composite(const TableData& table, const RowInfo& row) {
  return row.history == History::none ? nullptr : &table.composites[row.composite - std::size_t{1}];
}
/// "upgrade.asked" as one word.
inline std::string word_of(std::string_view name) {
  std::string word(name);
  for (char& character : word)
    if (character == '.') character = '_';
  return word;
}
/// Whether a state is inside a composite, and not inside a composite of that.
inline bool is_directly_in(const TableData& table, std::size_t composite, std::size_t state) {
  const CompositeInfo& outer = table.composites[composite];
  if (!contains(outer.states, state)) return false;
  for (std::size_t i = composite + 1; i < table.composites.size() && table.composites[i].depth > outer.depth; ++i)
    if (contains(table.composites[i].states, state)) return false;
  return true;
}
/// The boxes of a drawing, outer before inner: open(composite, depth), state(number, depth) for each inside it, close(depth).
inline void draw_composites(const TableData& table, auto&& open, auto&& state, auto&& close) {
  std::size_t depth = 0;
  for (std::size_t i = 0; i < table.composites.size(); ++i) {
    for (; depth >= table.composites[i].depth; --depth) close(depth);
    depth = table.composites[i].depth;
    open(table.composites[i], depth);
    for (std::size_t s = 0; s < table.states.size(); ++s)
      if (is_directly_in(table, i, s)) state(s, depth);
  }
  for (; depth > 0; --depth) close(depth);
}
/// A row of a composite is drawn once, from its box; all others from each state in which they can be taken.
inline bool is_drawn_from_box(const RowInfo& row) { return row.scope == Scope::composite && row.kind != RowKind::completion; }

}  // namespace interlock::statemachine::detail
