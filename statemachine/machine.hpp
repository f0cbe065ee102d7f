/// A machine: the state of one lifecycle, and the only code that changes it.
///
/// It is one byte, trivially copyable, and owns nothing: the context is passed to each call, by whoever owns both.
/// It allocates nothing, calls nothing virtual and looks nothing up: an event is a jump to its row.
///
/// An external transition: guard; exit actions of the source; the row's actions; the state changes; deadlines that end
/// are cancelled, then those that begin are armed; entry actions of the target. An internal row only does its actions.
/// Leaving runs the state's on_exit rows, then those of groups that are left; entering runs those of groups first.
///
/// Deadlines, if the table has any, are armed in the context: `context.arm(slot, duration)` and `context.cancel(slot)`, slot being the number
/// of the row; rows with the same wait from the same source have one. Arming again moves a deadline. Cancelling one that has passed must do nothing. A deadline that passed
/// comes back as `deadline_passed{slot}`; a late one, for a state that was left, is unhandled.
///
/// If a guard or an action throws, the machine is in its source state (an entry action: in the target), and that state's
/// exception row is taken. If there is none, or if an exception row throws, process() throws. What was done before the
/// throw stays done: exit actions that ran run again when the exception row leaves the state.
///
/// An action must not call process() of the machine that runs it.
#pragma once
#include "statemachine/model.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <string_view>
#include <type_traits>
#include <utility>

namespace interlock::statemachine {

/// What an event did. `row` is npos if no row took it. from == to does not mean that nothing was left: see the row.
struct Step {
  bool handled;
  std::uint8_t from;
  std::uint8_t to;
  std::uint16_t row;
  friend constexpr bool operator==(const Step&, const Step&) = default;
};

template <const auto& Table>
class machine {
  using Model = model<Table>;
  static constexpr std::size_t outside = state_limit;

 public:
  /// Enters the initial state: arms its deadlines, runs its entry actions. Called once, before process().
  template <class Context>
  constexpr void start(Context&& context) {
    attempt(context, [&] {
      enter<outside, Model::initial>(started{}, context);
      return Step{true, index_, index_, npos};
    });
  }

  /// Does what the table says about this event, to completion.
  template <class Event, class Context>
  constexpr Step process(const Event& event, Context&& context) {
    if constexpr (std::is_same_v<Event, deadline_passed>) {
      return attempt(context, [&] { return dispatch<Model::deadline_column>(event, context); });
    } else {
      static_assert(handles<Table, Event>, "this event occurs in no row of the table");
      if constexpr (handles<Table, Event>)
        return attempt(context, [&] { return dispatch<Model::template event_index<Event>>(event, context); });
      else return unhandled();
    }
  }

  constexpr std::uint8_t index() const { return index_; }
  constexpr std::string_view name() const { return Model::states[index_]; }
  constexpr bool ended() const { return Model::is_end(index_); }

  template <class State>
  constexpr bool is(State) const {
    static_assert(Model::template state_index<State> < Model::state_count, "this state occurs nowhere in the table");
    return index_ == Model::template state_index<State>;
  }
  template <class Group>
  constexpr bool is_in(const Group&) const {
    static_assert(Model::template knows_group<Group>, "a state of this group occurs nowhere in the table");
    return (Model::template group_set<Group> & set_of(index_)) != 0;
  }

  friend constexpr bool operator==(const machine&, const machine&) = default;

 private:
  constexpr Step unhandled() const { return {false, index_, index_, npos}; }

  // ---- The jump: from the state to the rows of its cell. One switch over the states that have rows in the column; of the places
  // that its size has beyond them, each has a label that is no state.

  template <std::size_t Column>
  static constexpr auto labels = [] {
    std::array<int, state_limit> labels{};
    constexpr const auto& list = Model::template states_of<Column>;
    for (std::size_t place = 0; place < labels.size(); ++place)
      labels[place] = place < list.count ? int{list.states[place]} : -1 - static_cast<int>(place);
    return labels;
  }();

#define INTERLOCK_PLACE(place)                                                                                                      \
  case labels<Column>[place]:                                                                                                       \
    if constexpr (labels<Column>[place] >= 0) return try_row<Column, std::size_t{labels<Column>[place]}, 0>(event, context);        \
    else break;
#define INTERLOCK_4_PLACES(place) INTERLOCK_PLACE(place) INTERLOCK_PLACE(place + 1) INTERLOCK_PLACE(place + 2) INTERLOCK_PLACE(place + 3)
#define INTERLOCK_16_PLACES(place) \
  INTERLOCK_4_PLACES(place) INTERLOCK_4_PLACES(place + 4) INTERLOCK_4_PLACES(place + 8) INTERLOCK_4_PLACES(place + 12)

  template <std::size_t Column>
  constexpr Step dispatch(const auto& event, auto& context) {
    constexpr std::size_t count = Model::template states_of<Column>.count;
    if constexpr (count == 0) {
      return unhandled();
    } else if constexpr (count == 1) {
      if (index_ == labels<Column>[0]) return try_row<Column, std::size_t{labels<Column>[0]}, 0>(event, context);
    } else if constexpr (count <= 4) {
      switch (int{index_}) {
        INTERLOCK_4_PLACES(0)
        default: break;
      }
    } else if constexpr (count <= 16) {
      switch (int{index_}) {
        INTERLOCK_16_PLACES(0)
        default: break;
      }
    } else {
      switch (int{index_}) {
        INTERLOCK_16_PLACES(0) INTERLOCK_16_PLACES(16) INTERLOCK_16_PLACES(32) INTERLOCK_16_PLACES(48)
        default: break;
      }
    }
    return unhandled();
  }
#undef INTERLOCK_16_PLACES
#undef INTERLOCK_4_PLACES
#undef INTERLOCK_PLACE

  // ---- The rows of a cell: the first whose guard holds.

  template <std::size_t Column, std::size_t From, std::size_t Place>
  constexpr Step try_row(const auto& event, auto& context) {
    constexpr const auto& cell = Model::template cell<Column, From>;
    if constexpr (Place == cell.count) {
      return unhandled();
    } else {
      constexpr std::size_t Row = cell[Place];
      if constexpr (Column == Model::deadline_column)
        if (event.slot != Model::rows[Row].slot) return try_row<Column, From, Place + 1>(event, context);
      if (!detail::holds(Model::template row<Row>().guard, std::as_const(context), event))
        return try_row<Column, From, Place + 1>(event, context);
      return take_row<Row, From>(event, context);
    }
  }

  template <std::size_t Row, std::size_t From>
  constexpr Step take_row(const auto& event, auto& context) {
    constexpr const RowInfo& row = Model::rows[Row];
    const auto& actions = Model::template row<Row>().actions;
    if constexpr (row.has_target()) {
      run_borders<RowKind::exit, Scope::state, From, row.target_index>(event, context);
      run_borders<RowKind::exit, Scope::group, From, row.target_index>(event, context);
      detail::run(actions, context, event);
      index_ = static_cast<std::uint8_t>(row.target_index);
      enter<From, row.target_index>(event, context);
    } else {
      detail::run(actions, context, event);
    }
    return {true, static_cast<std::uint8_t>(From), index_, static_cast<std::uint16_t>(Row)};
  }

  // ---- Borders: what begins and ends on the way from one state to another.

  template <std::size_t From, std::size_t To>
  constexpr void enter(const auto& event, auto& context) {
    if constexpr (Model::template column<Model::deadline_column>.count > 0) {
      for_each<ended_deadlines<From, To>>([&]<std::size_t Row>() { context.cancel(static_cast<std::uint16_t>(Row)); });
      for_each<begun_deadlines<From, To>>([&]<std::size_t Row>() {
        context.arm(static_cast<std::uint16_t>(Row),
                    detail::length_of(Model::template row<Row>().when.wait, std::as_const(context), event));
      });
    }
    run_borders<RowKind::entry, Scope::group, From, To>(event, context);
    run_borders<RowKind::entry, Scope::state, From, To>(event, context);
  }

  template <RowKind Kind, Scope Of, std::size_t From, std::size_t To>
  constexpr void run_borders(const auto& event, auto& context) {
    if constexpr (Model::template has_rows<Kind, Of>)
      for_each<borders<Kind, Of, From, To>>([&]<std::size_t Row>() {
        const auto& row = Model::template row<Row>();
        if (detail::holds(row.guard, std::as_const(context), event)) detail::run(row.actions, context, event);
      });
  }

  template <class Predicate>
  static constexpr RowList<Model::row_count> rows_where(Predicate predicate) {
    RowList<Model::row_count> list;
    for (std::size_t i = 0; i < Model::row_count; ++i)
      if (predicate(Model::rows[i]) && (Model::rows[i].kind != RowKind::deadline || Model::rows[i].slot == i)) list.add(i);
    return list;
  }

  template <std::size_t From, std::size_t To>
  static constexpr auto ended_deadlines = rows_where([](const RowInfo& row) {
    return row.kind == RowKind::deadline && row.left_by(From, To) && !row.entered_by(From, To);
  });
  template <std::size_t From, std::size_t To>
  static constexpr auto begun_deadlines = rows_where([](const RowInfo& row) {
    return row.kind == RowKind::deadline && row.entered_by(From, To);
  });
  template <RowKind Kind, Scope Of, std::size_t From, std::size_t To>
  static constexpr auto borders = rows_where([](const RowInfo& row) {
    return row.kind == Kind && row.scope == Of && (Kind == RowKind::exit ? row.left_by(From, To) : row.entered_by(From, To));
  });

  template <const auto& List>
  static constexpr void for_each(auto body) {
    [&]<std::size_t... Places>(std::index_sequence<Places...>) {
      (body.template operator()<std::size_t{List[Places]}>(), ...);
    }(std::make_index_sequence<List.count>{});
  }

  // ---- Exceptions.

  constexpr Step attempt(auto& context, auto work) {
    if constexpr (!Model::catches) {
      return work();
    } else {
      const std::uint8_t from = index_;
      try {
        return work();
      } catch (const std::exception& error) {
        return recover(from, thrown{error.what()}, context);
      } catch (...) {
        return recover(from, thrown{"something that is no std::exception"}, context);
      }
    }
  }

  /// Called inside a catch block only.
  constexpr Step recover(std::uint8_t from, const thrown& error, auto& context) {
    Step step = dispatch<Model::exception_column>(error, context);
    if (!step.handled) throw;
    step.from = from;
    return step;
  }

  std::uint8_t index_ = Model::initial;
};

}  // namespace interlock::statemachine
