/// Checks of a table at compile time:
///
///     static_assert(check<connection, total, every_wait_has_a_deadline>());
///
/// Always: one state bears the star; every state can be reached; every state can reach an end, if the table has ends, and
/// it has ends or resting states; no end is left; no row is shadowed by those before it.
/// `total`: every state but the ends says what it does with each event type of the table: there is a row without a
/// guard, or one with a guard and one with its negation.
/// `every_wait_has_a_deadline`: every state that is neither an end nor resting has an after(...) row without a guard, or one with
/// a guard and one with its negation.
/// A failure stops the compiler with a sentence, in a template whose arguments name the state and the event.
#pragma once
#include "statemachine/model.hpp"

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>

namespace interlock::statemachine {

struct total_t {};
struct every_wait_has_a_deadline_t {};
inline constexpr total_t total{};
inline constexpr every_wait_has_a_deadline_t every_wait_has_a_deadline{};

namespace detail {

template <fixed...>
inline constexpr bool fails = false;

template <fixed State>
struct unreachable_state {
  static_assert(fails<State>, "no row leads from the initial state to this state");
};
template <fixed State>
struct no_way_to_an_end {
  static_assert(fails<State>, "no rows lead from this state to an end state");
};
template <fixed State>
struct end_state_is_left {
  static_assert(fails<State>, "a row leads out of this end state");
};
template <fixed Source, fixed Event>
struct shadowed_row {
  static_assert(fails<Source, Event>, "this row can never be taken: rows before it take this event whenever it could");
};
template <fixed State, fixed Event>
struct not_total {
  static_assert(fails<State, Event>, "this state does not say what it does with this event in every case: add a row, if only `= ignore`");
};
template <fixed State>
struct wait_without_a_deadline {
  static_assert(fails<State>, "this state is neither an end nor resting, and has no after(...) row that is taken in every case");
};

/// A state and an event, or row, that fail a check; `bad` if there are any.
struct Finding {
  bool bad{};
  std::string_view first{};
  std::string_view second{};
};

template <class Model>
constexpr Finding first_of(StateSet states) {
  for (std::size_t i = 0; i < Model::state_count; ++i)
    if ((states & set_of(i)) != 0) return {true, Model::states[i]};
  return {};
}

template <class Model>
constexpr Finding find_unreachable() {
  StateSet reached = set_of(Model::initial);
  for (StateSet before = 0; before != reached;) {
    before = reached;
    for (std::size_t i = 0; i < Model::row_count; ++i)
      if ((Model::live_in[i] & reached) != 0) reached |= set_of(Model::rows[i].target_index);
  }
  return first_of<Model>(Model::all & ~reached);
}

template <class Model>
constexpr Finding find_endless() {
  StateSet ending = Model::ends;
  for (StateSet before = 0; before != ending;) {
    before = ending;
    for (std::size_t i = 0; i < Model::row_count; ++i)
      if ((ending & set_of(Model::rows[i].target_index)) != 0) ending |= Model::live_in[i];
  }
  return Model::ends == 0 ? Finding{} : first_of<Model>(Model::all & ~ending);
}

template <class Model>
constexpr Finding find_end_that_is_left() {
  StateSet left = 0;
  for (const RowInfo& row : Model::rows)
    if (row.has_target()) left |= row.sources & Model::ends;
  return first_of<Model>(left);
}

template <class Model>
constexpr bool may_compete(const RowInfo& one, const RowInfo& other) {
  return !one.at_border() && !other.at_border() && one.kind != RowKind::deadline &&
         Model::column_of(one) == Model::column_of(other);
}

template <class Model>
constexpr Finding find_shadowed() {
  for (std::size_t i = 0; i < Model::row_count; ++i) {
    const RowInfo& row = Model::rows[i];
    StateSet live = Model::live_in[i];
    for (std::size_t j = 0; j < i; ++j)  // The same guard again, in a row of the same rank.
      if (row.scope == Model::rows[j].scope && may_compete<Model>(row, Model::rows[j]) && row.guard == Model::rows[j].guard)
        live &= ~Model::rows[j].sources;
    if (live == 0) return {true, row.source, row.event};
  }
  return {};
}

/// Whether one of the guards is the negation of the other, as written.
constexpr bool complement(std::string_view one, std::string_view other) {
  const auto negates = [](std::string_view longer, std::string_view shorter) {
    if (!longer.starts_with("!") || shorter.empty()) return false;
    longer.remove_prefix(1);
    // Not string_view::find: with -fsanitize=undefined g++ 12 takes it for no constant expression.
    bool compound = false;
    for (const char c : shorter) compound |= c == ' ';
    if (!compound) return longer == shorter;
    return longer.size() == shorter.size() + 2 && longer.front() == '(' && longer.substr(1, shorter.size()) == shorter;
  };
  return negates(one, other) || negates(other, one);
}

template <class Model>
constexpr Finding find_unsaid() {
  std::array<StateSet, Model::event_count + 2> said{};
  for (std::size_t i = 0; i < Model::row_count; ++i) {
    const RowInfo& row = Model::rows[i];
    if (row.at_border()) continue;
    if (row.guard.empty()) said[Model::column_of(row)] |= row.sources;
    else
      for (std::size_t j = 0; j < i; ++j)
        if (may_compete<Model>(row, Model::rows[j]) && complement(row.guard, Model::rows[j].guard))
          said[Model::column_of(row)] |= row.sources & Model::rows[j].sources;
  }
  for (std::size_t event = 0; event < Model::event_count; ++event) {
    Finding finding = first_of<Model>(Model::all & ~Model::ends & ~said[event]);
    finding.second = Model::events[event];
    if (finding.bad) return finding;
  }
  return {};
}

template <class Model>
constexpr Finding find_wait_without_a_deadline() {
  StateSet waits = Model::all & ~Model::ends & ~Model::resting;
  for (const RowInfo& row : Model::rows) {
    if (row.kind != RowKind::deadline) continue;
    if (row.guard.empty()) waits &= ~row.sources;
    for (const RowInfo& other : Model::rows)
      if (other.kind == RowKind::deadline && complement(row.guard, other.guard)) waits &= ~(row.sources & other.sources);
  }
  return first_of<Model>(waits);
}

template <const Finding& Found>
inline constexpr fixed<Found.first.size() + 1> first_name{Found.first};
template <const Finding& Found>
inline constexpr fixed<Found.second.size() + 1> second_name{Found.second};

template <template <fixed> class Failure, const Finding& Found>
consteval void require_none() {
  if constexpr (Found.bad) static_cast<void>(sizeof(Failure<first_name<Found>>));
}
template <template <fixed, fixed> class Failure, const Finding& Found>
consteval void require_no_pair() {
  if constexpr (Found.bad) static_cast<void>(sizeof(Failure<first_name<Found>, second_name<Found>>));
}

template <class Model>
struct Findings {
  static constexpr Finding unreachable = find_unreachable<Model>();
  static constexpr Finding endless = find_endless<Model>();
  static constexpr Finding left = find_end_that_is_left<Model>();
  static constexpr Finding shadowed = find_shadowed<Model>();
  static constexpr Finding unsaid = find_unsaid<Model>();
  static constexpr Finding undated = find_wait_without_a_deadline<Model>();
};

template <class T, auto Value>
inline constexpr bool is = std::is_same_v<std::remove_cv_t<decltype(Value)>, T>;

template <class Model>
constexpr bool has_one_initial_state() {
  StateSet stars = 0;
  for (const RowInfo& row : Model::rows)
    if (row.initial) stars |= row.sources;
  return stars == set_of(Model::initial);
}

}  // namespace detail

template <const auto& Table, auto... Demands>
consteval bool check() {
  using Model = model<Table>;
  using Found = detail::Findings<Model>;
  constexpr bool totality = (detail::is<total_t, Demands> || ...);
  constexpr bool deadlines = (detail::is<every_wait_has_a_deadline_t, Demands> || ...);
  static_assert(((detail::is<total_t, Demands> || detail::is<every_wait_has_a_deadline_t, Demands>) && ...),
                "check takes `total` and `every_wait_has_a_deadline`");
  static_assert(detail::has_one_initial_state<Model>(), "one state of a table bears the star: *\"name\"_s");
  static_assert(Model::ends != 0 || Model::resting != 0, "a table declares end states or resting states");
  detail::require_none<detail::unreachable_state, Found::unreachable>();
  detail::require_none<detail::no_way_to_an_end, Found::endless>();
  detail::require_none<detail::end_state_is_left, Found::left>();
  detail::require_no_pair<detail::shadowed_row, Found::shadowed>();
  if constexpr (totality) detail::require_no_pair<detail::not_total, Found::unsaid>();
  if constexpr (deadlines) detail::require_none<detail::wait_without_a_deadline, Found::undated>();
  return true;
}

}  // namespace interlock::statemachine
