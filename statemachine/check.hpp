/// Checks of a table at compile time:
///
///     static_assert(check<connection, total, every_wait_has_a_deadline>());
///
/// Always: a state bears the star, and regions share no state; no state is only ever a source, or only ever a target; every state
/// can be reached; every state can reach an end, if the table has ends, and it has ends or resting states; no end is left; no row is
/// shadowed by those before it; no two rows compete; rows without an event lead in no circle; a task runs once at a time, and its three
/// outcomes are heeded where it runs; what is deferred is taken somewhere.
/// `total`: every state but the ends says what it does with each event type of the table: there is a row without a
/// guard, or one with a guard and one with its negation.
/// `every_wait_has_a_deadline`: every state that is neither an end nor resting has an after(...) row without a guard, or one with
/// a guard and one with its negation.
/// A failure stops the compiler with a sentence, in a template whose arguments name the state and the event.
#pragma once
#include "statemachine/findings.hpp"

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
struct state_that_is_only_a_source {
  static_assert(fails<State>, "no row leads to this state: is it misspelt?");
};
template <fixed State>
struct state_that_is_only_a_target {
  static_assert(fails<State>, "a row leads to this state, but none leaves it, and it is neither an end nor resting: is it misspelt?");
};
template <fixed State>
struct state_of_two_regions {
  static_assert(fails<State>, "rows lead to this state from two stars: the states of orthogonal regions are their own");
};
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
struct competing_rows {
  static_assert(fails<State, Event>, "two groups have a row for this event in this state, neither is a part of the other, and both "
                                     "guards may hold: say in the state's own row which counts");
};
template <fixed State>
struct circle_without_an_event {
  static_assert(fails<State>, "rows without event and guard lead from this state back to it, for ever");
};
template <fixed State, fixed Task>
struct task_without_all_outcomes {
  static_assert(fails<State, Task>, "a task runs in this state, which has no row for each of task_completed, task_failed and "
                                    "task_cancelled");
};
template <fixed State, fixed Task>
struct task_that_runs_twice {
  static_assert(fails<State, Task>, "two rows run this task at once: which of its lives has ended could not be told");
};
template <fixed State, fixed Event>
struct deferred_for_ever {
  static_assert(fails<State, Event>, "this state defers this event, and no state that comes after it takes it");
};
template <fixed State, fixed Event>
struct not_total {
  static_assert(fails<State, Event>, "this state does not say what it does with this event in every case: add a row, if only `= ignore`");
};
template <fixed State>
struct wait_without_a_deadline {
  static_assert(fails<State>, "this state is neither an end nor resting, and has no after(...) row that is taken in every case");
};

template <template <fixed> class Failure, class Checked, const Finding& Found>
consteval void require_none() {
  if constexpr (Found.bad) static_cast<void>(sizeof(Failure<text_of<Checked::template state_name<Found>.size()>(Checked::template state_name<Found>)>));
}
template <template <fixed, fixed> class Failure, class Checked, const Finding& Found>
consteval void require_no_pair() {
  if constexpr (Found.bad)
    static_cast<void>(sizeof(Failure<text_of<Checked::template state_name<Found>.size()>(Checked::template state_name<Found>),
                                     text_of<Checked::template event_name<Found>.size()>(Checked::template event_name<Found>)>));
}

template <class T, auto Value>
inline constexpr bool is = std::is_same_v<std::remove_cv_t<decltype(Value)>, T>;

}  // namespace detail

template <const auto& Table, auto... Demands>
consteval bool check() {
  using Model = model<Table>;
  using Found = detail::Findings<Table>;
  constexpr bool totality = (detail::is<total_t, Demands> || ...);
  constexpr bool deadlines = (detail::is<every_wait_has_a_deadline_t, Demands> || ...);
  static_assert(((detail::is<total_t, Demands> || detail::is<every_wait_has_a_deadline_t, Demands>) && ...),
                "check takes `total` and `every_wait_has_a_deadline`");
  static_assert(Model::stars.count > 0, "one state of a table bears the star: *\"name\"_s");
  static_assert(Model::ends != 0 || Model::resting != 0, "a table declares end states or resting states");
  detail::require_none<detail::state_that_is_only_a_source, Found, Found::only_a_source>();
  detail::require_none<detail::state_that_is_only_a_target, Found, Found::only_a_target>();
  detail::require_none<detail::state_of_two_regions, Found, Found::shared>();
  detail::require_none<detail::unreachable_state, Found, Found::unreachable>();
  detail::require_none<detail::no_way_to_an_end, Found, Found::endless>();
  detail::require_none<detail::end_state_is_left, Found, Found::left>();
  detail::require_no_pair<detail::shadowed_row, Found, Found::shadowed>();
  detail::require_no_pair<detail::competing_rows, Found, Found::competing>();
  if constexpr (Model::completes) detail::require_none<detail::circle_without_an_event, Found, Found::circling>();
  if constexpr (Model::task_count > 0) detail::require_no_pair<detail::task_that_runs_twice, Found, Found::doubled>();
  if constexpr (Model::task_count > 0) detail::require_no_pair<detail::task_without_all_outcomes, Found, Found::unheeded>();
  if constexpr (Model::defers) detail::require_no_pair<detail::deferred_for_ever, Found, Found::kept>();
  if constexpr (totality) detail::require_no_pair<detail::not_total, Found, Found::unsaid>();
  if constexpr (deadlines) detail::require_none<detail::wait_without_a_deadline, Found, Found::undated>();
  return true;
}

}  // namespace interlock::statemachine
