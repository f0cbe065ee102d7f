/// A row as numbers: what a machine dispatches on. States, events and rows are known by their places in the table's lists.
#pragma once
#include "statemachine/notation.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace interlock::statemachine {

/// The number of no row.
inline constexpr std::uint16_t npos = 0xFFFF;

/// Bit i stands for state i; a table has at most 128 states, those of its composites counted.
__extension__ typedef unsigned __int128 StateSet;
inline constexpr std::size_t state_limit = 128;
/// The set of this one state; empty for a number that is none.
constexpr StateSet set_of(std::size_t state) { return state < state_limit ? StateSet{1} << state : StateSet{0}; }
constexpr std::size_t size_of(StateSet set) {
  return static_cast<std::size_t>(__builtin_popcountll(static_cast<unsigned long long>(set)) + __builtin_popcountll(static_cast<unsigned long long>(set >> 64)));
}
/// The lowest state of a set that is not empty.
constexpr std::size_t first_of(StateSet set) {
  const auto low = static_cast<unsigned long long>(set);
  return static_cast<std::size_t>(low != 0 ? __builtin_ctzll(low) : 64 + __builtin_ctzll(static_cast<unsigned long long>(set >> 64)));
}
constexpr bool contains(StateSet set, std::size_t state) { return (set & set_of(state)) != 0; }

/// `internal` has no target; `external` has one. A deadline, caught (exception) or completion row is internal if its target is empty.
enum class RowKind : std::uint8_t { external, internal, ignored, entry, exit, deadline, caught, completion, deferred, invoke };

/// Composite states by their numbers, in the order of the tables, outer before inner: one, and all inside it. Empty: none.
struct Composites {
  std::uint8_t first = 0;
  std::uint8_t last = 0;  ///< One past the last.
  constexpr bool hold(std::size_t composite) const { return first <= composite && composite < last; }
  friend constexpr bool operator==(const Composites&, const Composites&) = default;
};

struct RowCode {
  StateSet sources{};                    ///< The states in which this row stands.
  Composites through{};                  ///< Of a composite's row: the composite, which a row into it leaves and enters again.
  std::uint16_t event_index = npos;      ///< Into model::events; npos for all others, and for any unexpected event.
  std::uint16_t slot{};                  ///< Of a deadline: the number of the first row with the same wait from the same source.
  std::uint8_t target_index{state_limit};  ///< Into model::states; state_limit if the row has no target.
  std::uint8_t rank{};                   ///< Rows of a lower rank are tried first.
  std::uint8_t composite{};              ///< Of a history target: the number of the composite; else 0.
  std::uint8_t table{};                  ///< The number of the composite in whose table it is written; 0: the outermost table.
  Scope scope{};
  RowKind kind{};
  History history{};
  bool guarded{};
  bool unexpected{};                     ///< Tried after all that are not.

  constexpr bool at_border() const { return kind == RowKind::entry || kind == RowKind::exit || kind == RowKind::invoke; }
  constexpr bool has_target() const { return target_index != state_limit; }
  /// Whether a move from one state to another crosses this row's border outwards. A state's border is crossed by a move to itself;
  /// that of a group or a composite only by moves that leave it, or by a row of a composite around it (`through`) that leads back in.
  constexpr bool left_by(std::size_t from, std::size_t to, Composites of_mover = {}) const {
    return contains(sources, from) && (scope == Scope::state || !contains(sources, to) || restarts(of_mover));
  }
  constexpr bool entered_by(std::size_t from, std::size_t to, Composites of_mover = {}) const {
    return contains(sources, to) && (scope == Scope::state || !contains(sources, from) || restarts(of_mover));
  }

 private:
  /// A composite that is restarted leaves and enters all that is inside it.
  constexpr bool restarts(Composites of_mover) const {
    return scope == Scope::composite ? of_mover.hold(through.first) && through.last != 0 : scope == Scope::group && of_mover.hold(table) && of_mover.last != 0;
  }
};

// The columns of a table: its events, then deadlines, exceptions, and rows without an event.
constexpr std::size_t column_of(const RowCode& row, std::size_t event_count) {
  switch (row.kind) {
    case RowKind::deadline: return event_count;
    case RowKind::caught: return event_count + 1;
    case RowKind::completion: return event_count + 2;
    default: return row.event_index;
  }
}
constexpr bool stands_in(const RowCode& row, std::size_t column, std::size_t event_count) {
  return !row.at_border() && (column_of(row, event_count) == column || (row.unexpected && row.event_index == npos && column < event_count));
}

/// Row numbers, at most `Capacity`.
template <std::size_t Capacity>
struct RowList {
  std::array<std::uint16_t, Capacity == 0 ? 1 : Capacity> rows{};
  std::size_t count{};

  constexpr void add(std::size_t row) { rows[count++] = static_cast<std::uint16_t>(row); }
  constexpr std::size_t size() const { return count; }
  constexpr const std::uint16_t* begin() const { return rows.data(); }
  constexpr const std::uint16_t* end() const { return rows.data() + count; }
  constexpr std::uint16_t operator[](std::size_t place) const { return rows[place]; }
};

namespace detail {

/// What the type of a part of a table says, before states and events have numbers.
struct PartFacts {
  const Key* sources{};
  std::size_t source_count{};
  Key target{};
  Key event{};
  Key task{};
  Scope scope{};
  RowKind kind{};
  History history{};
  bool initial{};
  bool guarded{};
  bool unexpected{};
  bool has_target{};
  bool is_row{};
  bool posts{};
  Declaration declares{};
  std::size_t room{};
};

template <class Row>
constexpr void add_when(PartFacts& facts, const on_event<Row>*) { facts.event = key_of_type<Row>; }
constexpr void add_when(PartFacts& facts, const entering*) { facts.kind = RowKind::entry; }
constexpr void add_when(PartFacts& facts, const leaving*) { facts.kind = RowKind::exit; }
template <class Error>
constexpr void add_when(PartFacts& facts, const throwing<Error>*) {
  facts.kind = RowKind::caught;
  facts.guarded |= !std::is_void_v<Error>;
}
constexpr void add_when(PartFacts& facts, const completing*) { facts.kind = RowKind::completion; }
template <class Wait>
constexpr void add_when(PartFacts& facts, const waiting<Wait>*) { facts.kind = RowKind::deadline; }
template <class Event>
constexpr void add_when(PartFacts& facts, const unexpected<Event>*) {
  facts.unexpected = true;
  if constexpr (!std::is_void_v<Event>) facts.event = key_of_type<Event>;
}
template <class Task>
constexpr void add_when(PartFacts& facts, const invoking<Task>*) {
  facts.kind = RowKind::invoke;
  facts.task = key_of_type<Task>;
}

constexpr bool mentions_a_composite(const auto& keys) {
  for (const Key& key : keys)
    if (key.is_composite) return true;
  return false;
}

template <class Part>
constexpr PartFacts facts_of() {
  PartFacts facts;
  if constexpr (is_row<Part>) {
    using source = typename Part::source_type;
    using target = typename Part::target_type;
    constexpr bool has_target = requires { target::states; };
    constexpr bool ignored = std::is_same_v<target, ignore_target>;
    constexpr bool defers = std::is_same_v<typename Part::actions_type, deferring>;
    facts.is_row = true;
    if constexpr (Part::actions_type::size > 0) facts.posts = posts<typename Part::actions_type>;
    facts.sources = source::states.data();
    facts.source_count = source::states.size();
    facts.scope = source::scope;
    facts.initial = source::initial;
    facts.guarded = !std::is_same_v<typename Part::guard_type, unguarded>;
    facts.kind = defers ? RowKind::deferred : has_target ? RowKind::external : ignored ? RowKind::ignored : RowKind::internal;
    add_when(facts, static_cast<const typename Part::when_type*>(nullptr));
    if constexpr (has_target) {
      facts.has_target = true;
      facts.target = target::states[0];
      if constexpr (requires { target::history; }) facts.history = target::history;
    }
    static_assert(Part::actions_type::size <= NameList::capacity, "a row has at most eight actions");
    static_assert(has_target || ignored || defers || Part::actions_type::size > 0 || requires { typename Part::when_type::task_type; },
                  "a row without action and target says nothing: write `= ignore` if the event means nothing");
    static_assert(!ignored || Part::actions_type::size == 0, "a row that ignores its event has no action");
    static_assert(!defers || !(has_target || ignored), "a row that defers its event has no target");
    static_assert(has_target || !std::is_same_v<typename Part::when_type, completing>, "a row without an event has a target");
    static_assert(!defers || requires { typename Part::when_type::event_type; }, "only an event can be deferred");
    if constexpr (requires { typename Part::when_type::event_type; })
      static_assert(!defers || !is_outcome<typename Part::when_type::event_type>, "the outcome of a task is not deferred: it would be late");
    if constexpr (std::is_same_v<typename Part::when_type, entering> || std::is_same_v<typename Part::when_type, leaving> || requires { typename Part::when_type::task_type; }) {
      static_assert(!(has_target || ignored), "on_entry, on_exit and invoke rows have no target");
      static_assert(source::scope != Scope::any, "on_entry, on_exit and invoke belong to a state, a composite or a group");
    }
  } else {
    facts.sources = Part::states.data();
    facts.source_count = Part::states.size();
    facts.declares = Part::kind;
    static_assert(Part::kind != Declaration::end || !mentions_a_composite(Part::states), "an end is a state, not a composite");
    if constexpr (Part::kind == Declaration::room) facts.room = Part::count;
  }
  return facts;
}

template <class Table>
inline constexpr auto facts_of_parts = 0;
template <std::size_t... Places, class... Parts>
inline constexpr std::array<PartFacts, sizeof...(Parts)> facts_of_parts<table<std::index_sequence<Places...>, Parts...>>{facts_of<Parts>()...};

}  // namespace detail
}  // namespace interlock::statemachine
