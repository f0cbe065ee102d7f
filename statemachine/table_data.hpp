/// A table as data that has no type of its own: what printers, explorers and interpreters read, whichever table it is.
#pragma once
#include "statemachine/model.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace interlock::statemachine {

/// Refers to the constants of one model; valid for as long as the program.
struct TableData {
  std::span<const std::string_view> states;
  std::span<const std::string_view> events;
  std::span<const RowInfo> rows;       ///< In the order of the table.
  std::span<const StateSet> live_in;   ///< For each row, the states in which it can be taken.
  StateSet ends{};
  StateSet resting{};
  std::uint8_t initial{};

  constexpr bool is_end(std::size_t state) const { return (ends & set_of(state)) != 0; }
  constexpr bool is_resting(std::size_t state) const { return (resting & set_of(state)) != 0; }

  /// The rows that can be taken in a state for one event (or `events.size()` for deadlines, one more for exceptions), as
  /// visit(row number, row), in the order in which they are tried.
  constexpr void for_each_row_of(std::size_t state, std::size_t column, auto&& visit) const {
    for (const Scope scope : {Scope::state, Scope::group, Scope::any})
      for (std::size_t i = 0; i < rows.size(); ++i)
        if (rows[i].scope == scope && !rows[i].at_border() && column_of(rows[i]) == column && (live_in[i] & set_of(state)) != 0) visit(i, rows[i]);
  }
  /// All of them: every column.
  constexpr void for_each_row_of(std::size_t state, auto&& visit) const {
    for (std::size_t column = 0; column < events.size() + 2; ++column) for_each_row_of(state, column, visit);
  }

 private:
  constexpr std::size_t column_of(const RowInfo& row) const {
    return row.kind == RowKind::deadline ? events.size() : row.kind == RowKind::caught ? events.size() + 1 : row.event_index;
  }
};

template <const auto& Table>
inline constexpr TableData data_of{.states = model<Table>::states,
                                   .events = model<Table>::events,
                                   .rows = model<Table>::rows,
                                   .live_in = model<Table>::live_in,
                                   .ends = model<Table>::ends,
                                   .resting = model<Table>::resting,
                                   .initial = model<Table>::initial};

}  // namespace interlock::statemachine
