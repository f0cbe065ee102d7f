/// A table as data: what the machine dispatches on is what checks, diagrams and explorers read.
/// Everything here is computed at compile time.
#pragma once
#include "statemachine/names.hpp"
#include "statemachine/notation.hpp"
#include "statemachine/row_names.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

namespace interlock::statemachine {

/// The number of no row.
inline constexpr std::uint16_t npos = 0xFFFF;

/// Bit i stands for state i; a table has at most 64 states.
using StateSet = std::uint64_t;
inline constexpr std::size_t state_limit = 64;
/// The set of this one state; empty for a number that is none.
constexpr StateSet set_of(std::size_t state) { return state < state_limit ? StateSet{1} << state : StateSet{0}; }

/// `internal` has no target; `external` has one. A deadline or caught (exception) row is internal if its target is empty.
enum class RowKind : std::uint8_t { external, internal, ignored, entry, exit, deadline, caught };

struct RowInfo {
  std::string_view source;                     ///< The state, the group, or "any".
  std::string_view event;                      ///< The event type; "entry", "exit", "exception", "after(…)".
  std::string_view guard;                      ///< As written: "wants_http_errors && !process_ready"; empty if none.
  NameList actions;                            ///< In the order in which they are done.
  std::string_view target;                     ///< Empty if the row has none.
  std::string_view deadline;                   ///< The duration's name, or "5 s"; empty if this is no deadline.
  StateSet sources{};                          ///< The states in which this row stands.
  std::size_t event_index{};                   ///< Into model::events; model::event_count for entry, exit and the like.
  std::size_t target_index{state_limit};       ///< Into model::states; state_limit if the row has no target.
  std::uint16_t slot{};                        ///< Of a deadline: the number of the first row with the same wait from the same source.
  Scope scope{};
  RowKind kind{};
  bool initial{};                              ///< The source bears the star.

  constexpr bool at_border() const { return kind == RowKind::entry || kind == RowKind::exit; }
  constexpr bool has_target() const { return !target.empty(); }
  /// Whether a move from one state to another crosses this row's border outwards. A state's border is crossed by
  /// a move to itself; that of a group only by moves that leave it.
  constexpr bool left_by(std::size_t from, std::size_t to) const {
    return (sources & set_of(from)) != 0 && (scope == Scope::state || (sources & set_of(to)) == 0);
  }
  constexpr bool entered_by(std::size_t from, std::size_t to) const {
    return (sources & set_of(to)) != 0 && (scope == Scope::state || (sources & set_of(from)) == 0);
  }
};

/// Row numbers, at most as many as a table has rows.
template <std::size_t Capacity>
struct RowList {
  std::array<std::uint16_t, Capacity> rows{};
  std::size_t count{};

  constexpr void add(std::size_t row) { rows[count++] = static_cast<std::uint16_t>(row); }
  constexpr std::size_t size() const { return count; }
  constexpr const std::uint16_t* begin() const { return rows.data(); }
  constexpr const std::uint16_t* end() const { return rows.data() + count; }
  constexpr std::uint16_t operator[](std::size_t place) const { return rows[place]; }
};

/// `Table` is a namespace-scope `inline constexpr` transition_table.
template <const auto& Table>
struct model {
  using table_type = std::remove_cvref_t<decltype(Table)>;
  static constexpr std::size_t part_count = table_type::part_count;
  static constexpr std::size_t row_count = table_type::row_count;
  static_assert(row_count > 0 && row_count < npos, "a table has at least one row");

  template <std::size_t Row>
  using row_type = decltype(detail::part_type_at<Row>(std::declval<const table_type&>()));
  template <std::size_t Row>
  static constexpr const row_type<Row>& row() { return detail::part_at<Row>(Table); }

 private:
  template <class Body>
  static constexpr void for_each_row(Body body) {
    [&]<std::size_t... Rows>(std::index_sequence<Rows...>) {
      (body.template operator()<Rows, row_type<Rows>>(), ...);
    }(std::make_index_sequence<row_count>{});
  }
  template <class Body>
  static constexpr void for_each_declaration(Body body) {
    [&]<std::size_t... Places>(std::index_sequence<Places...>) {
      (body.template operator()<row_type<row_count + Places>>(), ...);
    }(std::make_index_sequence<part_count - row_count>{});
  }

  static constexpr std::size_t mentions = [] {
    std::size_t count = 0;
    for_each_row([&]<std::size_t, class Row>() { count += Row::source_type::states.size() + 1; });
    for_each_declaration([&]<class Declared>() { count += Declared::states.size(); });
    return count;
  }();

  static constexpr auto state_keys = [] {
    Keys<mentions> keys;
    for_each_row([&]<std::size_t, class Row>() {
      if (Row::source_type::initial) keys.add(Row::source_type::states[0]);
    });
    for_each_row([&]<std::size_t, class Row>() {
      for (const Key& key : Row::source_type::states) keys.add(key);
      if constexpr (requires { Row::target_type::states; }) keys.add(Row::target_type::states[0]);
    });
    for_each_declaration([&]<class Declared>() {
      for (const Key& key : Declared::states) keys.add(key);
    });
    return keys;
  }();
  static_assert(state_keys.size <= state_limit, "a table has at most 64 states");

  static constexpr auto event_keys = [] {
    Keys<row_count> keys;
    for_each_row([&]<std::size_t, class Row>() {
      if constexpr (requires { typename Row::when_type::event_type; })
        keys.add(key_of_type<typename Row::when_type::event_type>);
    });
    return keys;
  }();

  template <std::size_t Count, std::size_t Capacity>
  static constexpr std::array<std::string_view, Count> names_of(const Keys<Capacity>& keys) {
    std::array<std::string_view, Count> names{};
    for (std::size_t i = 0; i < Count; ++i) names[i] = keys.keys[i].name;
    return names;
  }

  template <class Keys>
  static constexpr StateSet set_of_keys(const Keys& keys) {
    StateSet set = 0;
    for (const Key& key : keys) set |= set_of(state_keys.find(key.id));
    return set;
  }

  static constexpr StateSet declared(detail::Declaration kind) {
    StateSet set = 0;
    for_each_declaration([&]<class Declared>() {
      if (Declared::kind == kind) set |= set_of_keys(Declared::states);
    });
    return set;
  }

 public:
  static constexpr std::size_t state_count = state_keys.size;
  static constexpr std::size_t event_count = event_keys.size;
  static constexpr std::array<std::string_view, state_count> states = names_of<state_count>(state_keys);
  static constexpr std::array<std::string_view, event_count> events = names_of<event_count>(event_keys);
  static constexpr std::uint8_t initial = 0;
  static constexpr StateSet all = state_count == state_limit ? ~StateSet{0} : set_of(state_count) - 1;
  static constexpr StateSet ends = declared(detail::Declaration::end);
  static constexpr StateSet resting = declared(detail::Declaration::resting);
  static constexpr bool is_end(std::size_t state) { return (ends & set_of(state)) != 0; }
  static constexpr bool is_resting(std::size_t state) { return (resting & set_of(state)) != 0; }

  /// The place of an event type in `events`, or event_count.
  template <class Event>
  static constexpr std::size_t event_index = event_keys.find(key_of_type<Event>.id);
  /// The place of "name"_s in `states`, or state_count.
  template <class State>
  static constexpr std::size_t state_index = state_keys.find(State::states[0].id);
  template <class Group>
  static constexpr StateSet group_set = set_of_keys(Group::states);
  template <class Group>
  static constexpr bool knows_group = [] {
    for (const Key& key : Group::states)
      if (state_keys.find(key.id) == state_count) return false;
    return true;
  }();

  // Rows that are taken for one of these are looked up like those of an event: they are the columns of the matrix.
  static constexpr std::size_t deadline_column = event_count;
  static constexpr std::size_t exception_column = event_count + 1;

 private:
  template <std::size_t Row>
  static constexpr RowInfo describe() {
    using row = row_type<Row>;
    using source = typename row::source_type;
    using when = typename row::when_type;
    using target = typename row::target_type;
    constexpr const auto& written = detail::part_at<Row>(Table);
    constexpr bool has_target = requires { target::states; };
    constexpr bool ignored = std::is_same_v<target, detail::ignore_target>;
    constexpr bool border = std::is_same_v<when, detail::entering> || std::is_same_v<when, detail::leaving>;
    static_assert(row::actions_type::size <= NameList::capacity, "a row has at most eight actions");
    static_assert(has_target || ignored || row::actions_type::size > 0,
                  "a row without action and target says nothing: write `= ignore` if the event means nothing");
    static_assert(!ignored || row::actions_type::size == 0, "a row that ignores its event has no action");
    static_assert(!border || !(has_target || ignored), "on_entry and on_exit rows have no target");
    static_assert(!border || source::scope != Scope::any, "on_entry and on_exit belong to a state or a group");

    RowInfo info;
    info.scope = source::scope;
    info.initial = source::initial;
    if constexpr (source::scope == Scope::state) info.source = source::states[0].name;
    if constexpr (source::scope == Scope::group) info.source = variable_name<written.source.address>;
    if constexpr (source::scope == Scope::any) info.source = "any";
    info.sources = source::scope == Scope::any ? all & ~ends : set_of_keys(source::states);
    info.event_index = event_count;
    info.kind = has_target ? RowKind::external : ignored ? RowKind::ignored : RowKind::internal;
    if constexpr (requires { typename when::event_type; }) {
      info.event = type_name<typename when::event_type>;
      info.event_index = event_index<typename when::event_type>;
    } else if constexpr (std::is_same_v<when, detail::entering>) {
      info.event = "entry";
      info.kind = RowKind::entry;
    } else if constexpr (std::is_same_v<when, detail::leaving>) {
      info.event = "exit";
      info.kind = RowKind::exit;
    } else if constexpr (std::is_same_v<when, detail::throwing>) {
      info.event = "exception";
      info.kind = RowKind::caught;
    } else {
      info.deadline = detail::wait_text<written.when.wait>.view();
      info.event = after_text<Row>.view();
      info.kind = RowKind::deadline;
    }
    info.guard = detail::guard_text<written.guard>.view();
    detail::add_actions<written.actions>(info.actions);
    if constexpr (has_target) {
      info.target = target::states[0].name;
      info.target_index = state_index<target>;
    }
    return info;
  }
  template <std::size_t Row>
  static constexpr Text after_text = [] {
    Text text;
    text << "after(" << detail::wait_text<detail::part_at<Row>(Table).when.wait>.view() << ")";
    return text;
  }();

  static constexpr bool waits_with(const RowInfo& one, const RowInfo& other) {
    return one.kind == other.kind && one.scope == other.scope && one.sources == other.sources && one.event == other.event;
  }

 public:
  static constexpr std::array<RowInfo, row_count> rows = []<std::size_t... Rows>(std::index_sequence<Rows...>) {
    std::array<RowInfo, row_count> described{describe<Rows>()...};
    for (std::size_t i = 0; i < row_count; ++i) {
      std::size_t first = 0;
      while (!waits_with(described[first], described[i])) ++first;
      described[i].slot = static_cast<std::uint16_t>(first);
    }
    return described;
  }(std::make_index_sequence<row_count>{});

  static constexpr std::size_t column_of(const RowInfo& row) {
    if (row.kind == RowKind::deadline) return deadline_column;
    if (row.kind == RowKind::caught) return exception_column;
    return row.event_index;
  }

  /// The rows of one column in the order of their priority.
  template <std::size_t Column>
  static constexpr RowList<row_count> column = [] {
    RowList<row_count> list;
    for (const Scope scope : {Scope::state, Scope::group, Scope::any})
      for (std::size_t i = 0; i < row_count; ++i)
        if (rows[i].scope == scope && !rows[i].at_border() && column_of(rows[i]) == Column) list.add(i);
    return list;
  }();

  /// The rows of one column that stand in one state, in the order in which they are tried.
  template <std::size_t Column, std::size_t State>
  static constexpr RowList<row_count> cell = [] {
    RowList<row_count> list;
    for (const std::uint16_t row : column<Column>)
      if ((rows[row].sources & set_of(State)) != 0) list.add(row);
    return list;
  }();

  /// The states that have rows in this column.
  struct StateList {
    std::array<std::uint8_t, state_count> states{};
    std::size_t count{};
  };
  template <std::size_t Column>
  static constexpr StateList states_of = [] {
    StateSet set = 0;
    for (const std::uint16_t row : column<Column>) set |= rows[row].sources;
    StateList list;
    for (std::size_t i = 0; i < state_count; ++i)
      if ((set & set_of(i)) != 0) list.states[list.count++] = static_cast<std::uint8_t>(i);
    return list;
  }();

  /// Each row with the states in which it can be taken: no row without a guard stands before it there.
  static constexpr std::array<StateSet, row_count> live_in = [] {
    std::array<StateSet, row_count> live{};
    std::array<StateSet, event_count + 2> taken{};
    for (const Scope scope : {Scope::state, Scope::group, Scope::any})
      for (std::size_t i = 0; i < row_count; ++i) {
        if (rows[i].scope != scope) continue;
        live[i] = rows[i].sources;
        if (rows[i].at_border() || rows[i].kind == RowKind::deadline) continue;
        live[i] &= ~taken[column_of(rows[i])];
        if (rows[i].guard.empty()) taken[column_of(rows[i])] |= rows[i].sources;
      }
    return live;
  }();

  static constexpr bool catches = column<exception_column>.count > 0;
  /// Whether any row is of this kind, in this scope: what no row asks for costs nothing, not even compile time.
  template <RowKind Kind, Scope Of>
  static constexpr bool has_rows = [] {
    for (const RowInfo& row : rows)
      if (row.kind == Kind && row.scope == Of) return true;
    return false;
  }();
};

/// Whether the table says anything about this event type.
template <const auto& Table, class Event>
inline constexpr bool handles = model<Table>::template event_index<Event> < model<Table>::event_count;

}  // namespace interlock::statemachine
