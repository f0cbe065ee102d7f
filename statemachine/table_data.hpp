/// A table as data that has no type of its own: what printers, explorers and interpreters read, whichever table it is.
#pragma once
#include "statemachine/row_info.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace interlock::statemachine {

/// A composite state, in the order of the tables, outer before inner.
struct CompositeInfo {
  std::string_view name;
  StateSet states{};
  StateSet ends{};         ///< In which it is done.
  std::uint8_t initial{};
  std::uint8_t depth{};  ///< 1 in the outermost table.
};

/// Refers to the constants of one model; valid for as long as the program.
struct TableData {
  std::span<const std::string_view> states;
  std::span<const std::string_view> events;
  std::span<const RowInfo> rows;                 ///< In the order of the table.
  std::span<const StateSet> live_in;             ///< For each row, the states in which it can be taken.
  std::span<const std::uint16_t> order;          ///< Row numbers, in the order in which rows are tried.
  std::span<const CompositeInfo> composites;
  std::span<const std::uint8_t> initial;         ///< Of each region.
  std::span<const StateSet> regions;             ///< The states of each.
  StateSet ends{};
  StateSet resting{};

  constexpr bool is_end(std::size_t state) const { return contains(ends, state); }

  // What rows are taken for besides events.
  constexpr std::size_t deadline_column() const { return events.size(); }
  constexpr std::size_t exception_column() const { return events.size() + 1; }
  constexpr std::size_t completion_column() const { return events.size() + 2; }

  /// The rows that can be taken in a state for one event (or one of the other columns), as visit(row number, row), in the order in which
  /// they are tried.
  constexpr void for_each_row_of(std::size_t state, std::size_t column, auto&& visit) const {
    for (const std::uint16_t i : order)
      if (stands_in(rows[i], column, events.size()) && contains(live_in[i], state)) visit(std::size_t{i}, rows[i]);
  }
  /// All of them: every column.
  constexpr void for_each_row_of(std::size_t state, auto&& visit) const {
    for (std::size_t column = 0; column <= completion_column(); ++column) for_each_row_of(state, column, visit);
  }
};

namespace detail {
template <const auto& Table>
inline constexpr auto composites_of_table = [] {
  std::array<CompositeInfo, model<Table>::member_count - 1> all{};
  for (std::size_t m = 1; m < model<Table>::member_count; ++m)
    all[m - 1] = {texts<Table>::member_names[m], model<Table>::composite_states(m), model<Table>::composite_ends(m), model<Table>::composite_initial(m),
                  static_cast<std::uint8_t>(model<Table>::depth_of_member(m))};
  return all;
}();
}  // namespace detail

template <const auto& Table>
inline constexpr TableData data_of{.states = texts<Table>::states,
                                   .events = texts<Table>::events,
                                   .rows = texts<Table>::rows,
                                   .live_in = model<Table>::live_in,
                                   .order = model<Table>::order,
                                   .composites = detail::composites_of_table<Table>,
                                   .initial = std::span(model<Table>::stars.states).first(model<Table>::region_count),
                                   .regions = model<Table>::regions,
                                   .ends = model<Table>::ends,
                                   .resting = model<Table>::resting};

}  // namespace interlock::statemachine
