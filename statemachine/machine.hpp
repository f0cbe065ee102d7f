/// A machine: the state of one lifecycle, and the only code that changes it.
///
/// It is one byte for a flat table, trivially copyable, compared and hashed as a value, and owns nothing: contexts are passed to each call,
/// by whoever owns both. It allocates nothing, calls nothing virtual and looks nothing up: an event is a jump to its row.
///
/// An external transition: guard; exit actions, inner before outer; the row's actions; entry actions, outer before inner; deadlines and
/// tasks that end are cancelled, then those that begin are armed and started; last, the state changes. An internal row only does its actions.
/// If a guard or an action throws, the machine is where it was, and that state's exception row is taken. If there is none, or if an
/// exception row throws, process() throws. What was done in the context before the throw stays done. A duration, and what the context
/// offers the machine itself (`arm`, `cancel`, `start`, `stepped`), must not throw.
///
/// When a row is taken, what follows from it is done before process() returns: rows without an event, while any can be taken; then events
/// that actions asked to process, in order; then, if the state has changed, events that were deferred, in the order of their arrival.
///
/// Deadlines, if the table has any, are armed in the first context: `context.arm(slot, duration)` and `context.cancel(slot)`, slot being the
/// number of the row; rows with the same wait from the same source have one. Arming again moves a deadline. Cancelling one that has passed
/// must do nothing. A deadline that passed comes back as `deadline_passed{slot}`; a late one, for a state that was left, is unhandled.
/// Tasks (`invoke<Task>`) are begun by `context.start(Task{}, generation)` and ended early by `context.cancel(Task{}, generation)`.
///
/// A context with a member `stepped(const Step&)` is told of each row that is taken, also of those that follow.
///
/// An action must not call process() of the machine that runs it: that is what `process<Event>` in a row is for.
#pragma once
#include "statemachine/memory.hpp"
#include "statemachine/model.hpp"
#include "statemachine/row_info.hpp"
#include "statemachine/settle.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <string_view>
#include <type_traits>
#include <utility>

namespace interlock::statemachine {

namespace detail {
template <class Context>
inline constexpr bool is_told_of_steps = requires(Context context) { first_of_all(context).stepped(Step{}); };
}

template <const auto& Table>
class machine {
  using Model = model<Table>;
  static constexpr std::size_t outside = state_limit;

 public:
  static constexpr const auto& table = Table;

  /// Enters the initial states: starts their tasks, arms their deadlines, runs their entry actions. Called once, before process().
  template <class... Contexts>
  constexpr void start(Contexts&&... contexts) {
    const detail::EmptiedAtEnd emptied{memory_.posted};
    detail::with_contexts([&](auto& context) {
      for_each_region([&]<std::size_t Region>() {
        attempt<Region>(context, [&] {
          enter<outside, Model::stars.states[Region], Composites{}>(started{}, context);
          return npos;
        });
      });
      if constexpr (follows) settle(true, context);
    }, contexts...);
  }

  /// Does what the table says about this event, to completion. Where the table has regions, the step is that of the first that took it.
  template <class Event, class Context>
  constexpr Step process(const Event& event, Context&& context) {
    const detail::EmptiedAtEnd emptied{memory_.posted};
    if constexpr (Model::defers)
      if (memory_.recall_is_due) settle(false, context);
    Step step = unhandled();
    if constexpr (std::is_same_v<Event, deadline_passed>) {
      step = offer<Model::deadline_column>(event, context);
    } else {
      static_assert(handles<Table, Event>, "this event occurs in no row of the table");
      if constexpr (handles<Table, Event>) {
        if constexpr (detail::is_outcome<Event>)
          if (!memory_.ends_life(event)) {
            step.late = true;
            return step;
          }
        step = offer<Model::template event_index<Event>>(event, context);
      }
    }
    if constexpr (follows)
      if (step.handled) settle(is_move(step), context);
    return step;
  }
  template <class Event, class... Contexts>
    requires(sizeof...(Contexts) != 1)
  constexpr Step process(const Event& event, Contexts&&... contexts) {
    return detail::with_contexts([&](auto& context) { return process(event, context); }, contexts...);
  }

  /// The number of the state; of a table with regions, that of each.
  constexpr std::uint8_t index(std::size_t region = 0) const { return at(region); }
  constexpr std::string_view name(std::size_t region = 0) const { return texts<Table>::states[at(region)]; }
  constexpr bool ended() const { return memory_.ended(); }

  template <class State>
  constexpr bool is(State) const {
    static_assert(Model::template knows_group<State>, "this state occurs nowhere in the table");
    return memory_.is_in(Model::template group_set<State>);
  }
  template <class Group>
  constexpr bool is_in(const Group&) const {
    static_assert(Model::template knows_group<Group>, "a state of this group occurs nowhere in the table");
    return memory_.is_in(Model::template group_set<Group>);
  }

  /// Whether the outcome of a task is of another life than its present one: no row would see it.
  template <class Outcome>
    requires detail::is_outcome<Outcome>
  constexpr bool is_late(const Outcome& outcome) const { return memory_.is_late(outcome); }

  /// The events that are deferred now, oldest first, as visit(event).
  constexpr void for_each_deferred(auto&& visit) const {
    if constexpr (Model::defers) memory_.deferred.for_each(visit);
  }

  friend constexpr bool operator==(const machine&, const machine&) = default;
  /// Equal machines have equal hashes.
  constexpr std::uint64_t hash() const { return memory_.hash(); }

 private:
  /// Whether a row that is taken may lead to others.
  static constexpr bool follows = Model::completes || Model::posts || Model::defers;

  constexpr std::uint8_t at(std::size_t region) const { return memory_.at[region]; }
  constexpr Step unhandled(std::size_t region = 0) const { return {false, at(region), at(region), npos}; }

  static constexpr void for_each_region(auto body) {
    [&]<std::size_t... Regions>(std::index_sequence<Regions...>) {
      (body.template operator()<Regions>(), ...);
    }(std::make_index_sequence<Model::region_count>{});
  }

  static constexpr std::size_t each = npos;
  /// To one region, or to each in turn.
  template <std::size_t Column, std::size_t Region = Model::region_count == 1 ? 0 : each>
  constexpr Step offer(const auto& event, auto& context) {
    if constexpr (Region == each) {
      Step first = unhandled();
      for_each_region([&]<std::size_t One>() {
        if (memory_.terminated()) return;
        const Step step = offer<Column, One>(event, context);
        if (step.handled && !first.handled) first = step;
      });
      return first;
    } else {
      const std::uint8_t from = at(Region);
      std::uint16_t row = npos;
      if constexpr (!Model::catches) row = dispatch<Column, Region>(event, context);
      else row = attempt<Region>(context, [&] { return dispatch<Column, Region>(event, context); });
      return {row != npos, from, at(Region), row};
    }
  }

  // ---- What follows from a row that was taken (see settle.hpp).

  static constexpr bool is_move(const Step& step) { return step.handled && Model::codes[step.row].has_target(); }
  struct Follower {
    machine& self;
    using Model = model<Table>;
    constexpr auto& memory() const { return self.memory_; }
    static constexpr bool is_move(const Step& step) { return machine::is_move(step); }
    static constexpr bool is_deferral(const Step& step) { return Model::codes[step.row].kind == RowKind::deferred; }
    constexpr Step complete(auto& context) const { return self.template offer<Model::completion_column>(completion{}, context); }
    template <class Event>
    constexpr Step offer(const Event& event, auto& context) const {
      static_assert(handles<Table, Event>, "an event that an action processes occurs in no row of the table");
      return self.template offer<Model::template event_index<Event>>(event, context);
    }
  };
  constexpr void settle(bool moved, auto& context) { detail::settle(Follower{*this}, moved, context); }

  // ---- The jump: from the state to its rows for one event. One switch over the states that have any; of the places that its
  // size has beyond them, each has a label that is no state. What comes back is the row that was taken: of a plain number g++
  // makes better code than of a Step.

  template <std::size_t Column>
  static consteval int label(std::size_t place) {
    return place < Model::cell_count(Column) ? int{Model::index.cells[Model::index.first_cell[Column] + place].state} : -1 - static_cast<int>(place);
  }
  template <std::size_t Column, std::size_t Region>
  static consteval bool is_place(std::size_t place) {
    return place < Model::cell_count(Column) && (Model::region_count == 1 || contains(Model::regions[Region], static_cast<std::size_t>(label<Column>(place))));
  }

#define INTERLOCK_PLACE(place)                                                                                                            \
  case label<Column>(place):                                                                                                              \
    if constexpr (is_place<Column, Region>(place)) return try_row<Column, Model::index.first_cell[Column] + (place), 0, Region>(event, context); \
    else break;
#define INTERLOCK_4_PLACES(place) INTERLOCK_PLACE(place) INTERLOCK_PLACE(place + 1) INTERLOCK_PLACE(place + 2) INTERLOCK_PLACE(place + 3)
#define INTERLOCK_16_PLACES(place) \
  INTERLOCK_4_PLACES(place) INTERLOCK_4_PLACES(place + 4) INTERLOCK_4_PLACES(place + 8) INTERLOCK_4_PLACES(place + 12)
#define INTERLOCK_64_PLACES(place) \
  INTERLOCK_16_PLACES(place) INTERLOCK_16_PLACES(place + 16) INTERLOCK_16_PLACES(place + 32) INTERLOCK_16_PLACES(place + 48)

  template <std::size_t Column, std::size_t Region>
  constexpr std::uint16_t dispatch(const auto& event, auto& context) {
    constexpr std::size_t count = Model::cell_count(Column);
    if constexpr (count == 1) {
      if constexpr (is_place<Column, Region>(0))
        if (at(Region) == label<Column>(0)) return try_row<Column, Model::index.first_cell[Column], 0, Region>(event, context);
    } else if constexpr (count > 64) {
      switch (int{at(Region)}) {
        INTERLOCK_64_PLACES(0) INTERLOCK_64_PLACES(64)
        default: break;
      }
    } else if constexpr (count > 16) {
      switch (int{at(Region)}) {
        INTERLOCK_64_PLACES(0)
        default: break;
      }
    } else if constexpr (count > 4) {
      switch (int{at(Region)}) {
        INTERLOCK_16_PLACES(0)
        default: break;
      }
    } else if constexpr (count > 0) {
      switch (int{at(Region)}) {
        INTERLOCK_4_PLACES(0)
        default: break;
      }
    }
    return npos;
  }
#undef INTERLOCK_64_PLACES
#undef INTERLOCK_16_PLACES
#undef INTERLOCK_4_PLACES
#undef INTERLOCK_PLACE

  // ---- The rows of a cell: the first that may be taken.

  template <std::size_t Column, std::size_t Cell, std::size_t Place, std::size_t Region>
  constexpr std::uint16_t try_row(const auto& event, auto& context) {
    constexpr auto cell = Model::index.cells[Cell];
    if constexpr (Place == cell.count) {
      return npos;
    } else {
      constexpr std::uint16_t Row = Model::index.rows[cell.first + Place];
      constexpr const RowCode& code = Model::codes[Row];
      if constexpr (!Model::always_takes(code))
        if (!may_take<Row>(event, context)) return try_row<Column, Cell, Place + 1, Region>(event, context);
      if constexpr (code.kind == RowKind::deferred) memory_.deferred.push(event);
      else if constexpr (code.history != History::none) restore<Row, cell.state, Region>(event, context);
      else move<Row, cell.state, code.target_index, Region>(event, context);
      if constexpr (detail::is_told_of_steps<decltype(context)>)
        detail::first_of_all(context).stepped(Step{true, cell.state, at(Region), Row});
      return Row;
    }
  }

  template <std::size_t Row>
  constexpr bool may_take(const auto& event, auto& context) const {
    using when = typename Model::template row_type<Row>::when_type;
    constexpr const RowCode& code = Model::codes[Row];
    if constexpr (code.kind == RowKind::deadline)
      if (event.slot != code.slot) return false;
    if constexpr (requires { typename when::error_type; }) {
      if constexpr (!std::is_void_v<typename when::error_type>)
        if (dynamic_cast<const typename when::error_type*>(event.error) == nullptr) return false;
    }
    if constexpr (code.kind == RowKind::deferred)
      if (memory_.deferred.full()) return false;
    return detail::holds(Model::template row<Row>().guard, std::as_const(context), event);
  }

  /// To where a composite was left.
  template <std::size_t Row, std::size_t From, std::size_t Region>
  constexpr void restore(const auto& event, auto& context) {
    constexpr const RowCode& code = Model::codes[Row];
    if constexpr (Model::leaves_what_it_restores(code, From))
      return move<Row, From, Model::remembered_target(code, Model::left_at(code.composite, From)), Region>(event, context);
    const auto restored = [&]<std::size_t Left>() {
      if constexpr (contains(Model::composite_states(code.composite), Left)) {
        if (memory_.left_in[code.composite] != Left) return false;
        move<Row, From, Model::remembered_target(code, Left), Region>(event, context);
        return true;
      } else return false;
    };
    [&]<std::size_t... States>(std::index_sequence<States...>) {
      static_cast<void>((restored.template operator()<States>() || ...));
    }(std::make_index_sequence<Model::state_count>{});
  }

  /// Without a target, only the actions.
  template <std::size_t Row, std::size_t From, std::size_t To, std::size_t Region>
  constexpr void move(const auto& event, auto& context) {
    constexpr Composites through = Model::codes[Row].through;
    constexpr bool crosses = Model::border_count > 0 && To != state_limit;
    if constexpr (crosses) run_borders<borders<RowKind::exit, From, To, through>>(event, context);
    detail::run(Model::template row<Row>().actions, context, event, memory_.posted);
    if constexpr (crosses) enter<From, To, through>(event, context);
    if constexpr (To != state_limit && Model::remembers) memory_.note_left(From, To, through);
    if constexpr (To != state_limit) memory_.at[Region] = static_cast<std::uint8_t>(To);
  }

  // ---- Borders: what begins and ends on the way from one state to another.

  template <std::size_t From, std::size_t To, Composites Through>
  constexpr void enter(const auto& event, auto& context) {
    run_borders<borders<RowKind::entry, From, To, Through>>(event, context);
    if constexpr (Model::waits)
      for_each<ended_deadlines<From, To, Through>>([&]<std::size_t Row>() { detail::first_of_all(context).cancel(static_cast<std::uint16_t>(Row)); });
    if constexpr (Model::task_count > 0) for_each<left_tasks<From, To, Through>>([&]<std::size_t Row>() { cancel_task<Row>(context); });
    if constexpr (Model::waits)
      for_each<begun_deadlines<From, To, Through>>([&]<std::size_t Row>() {
        detail::first_of_all(context).arm(static_cast<std::uint16_t>(Row),
                                          detail::length_of(Model::template row<Row>().when.wait, std::as_const(context), event));
      });
    if constexpr (Model::task_count > 0) for_each<entered_tasks<From, To, Through>>([&]<std::size_t Row>() { start_task<Row>(context); });
  }
  template <std::size_t Row>
  using task_of = typename Model::template row_type<Row>::when_type::task_type;
  template <std::size_t Row>
  constexpr void cancel_task(auto& context) {
    detail::Life& life = memory_.lives[Model::template task_index<task_of<Row>>];
    if (!life.running) return;
    detail::first_of_all(context).cancel(task_of<Row>{}, life.generation);
    life.running = false;
  }
  template <std::size_t Row>
  constexpr void start_task(auto& context) {
    detail::Life& life = memory_.lives[Model::template task_index<task_of<Row>>];
    detail::first_of_all(context).start(task_of<Row>{}, life.generation + 1);
    life = {life.generation + 1, true};
  }

  template <const auto& Rows>
  constexpr void run_borders(const auto& event, auto& context) {
    for_each<Rows>([&]<std::size_t Row>() {
      const auto& row = Model::template row<Row>();
      if (detail::holds(row.guard, std::as_const(context), event)) detail::run(row.actions, context, event, memory_.posted);
    });
  }

  using Borders = RowList<Model::border_count>;
  static constexpr Borders borders_where(auto predicate) {
    Borders list;
    for (const std::uint16_t row : Model::borders)
      if (predicate(Model::codes[row])) list.add(row);
    return list;
  }
  /// What is done on the way out, inner before outer, or on the way in, outer before inner.
  template <RowKind Kind, std::size_t From, std::size_t To, Composites Through>
  static constexpr Borders borders = [] {
    Borders list = borders_where([](const RowCode& row) {
      return row.kind == Kind && (Kind == RowKind::exit ? row.left_by(From, To, Through) : row.entered_by(From, To, Through));
    });
    if (Kind == RowKind::entry)
      for (std::size_t i = 1; i < list.count; ++i)  // By falling rank; rows of one rank stay in table order.
        for (std::size_t j = i; j > 0 && Model::codes[list.rows[j - 1]].rank < Model::codes[list.rows[j]].rank; --j) std::swap(list.rows[j - 1], list.rows[j]);
    return list;
  }();
  template <std::size_t From, std::size_t To, Composites Through>
  static constexpr Borders ended_deadlines = borders_where([](const RowCode& row) {
    return row.kind == RowKind::deadline && row.left_by(From, To, Through) && !row.entered_by(From, To, Through);
  });
  template <std::size_t From, std::size_t To, Composites Through>
  static constexpr Borders begun_deadlines = borders_where([](const RowCode& row) {
    return row.kind == RowKind::deadline && row.entered_by(From, To, Through);
  });
  template <std::size_t From, std::size_t To, Composites Through>
  static constexpr Borders left_tasks = borders_where([](const RowCode& row) { return row.kind == RowKind::invoke && row.left_by(From, To, Through); });
  template <std::size_t From, std::size_t To, Composites Through>
  static constexpr Borders entered_tasks = borders_where([](const RowCode& row) { return row.kind == RowKind::invoke && row.entered_by(From, To, Through); });

  template <const auto& List>
  static constexpr void for_each(auto body) {
    if constexpr (List.count > 0)
      [&]<std::size_t... Places>(std::index_sequence<Places...>) {
        (body.template operator()<std::size_t{List[Places]}>(), ...);
      }(std::make_index_sequence<List.count>{});
  }

  // ---- Exceptions.

  template <std::size_t Region>
  constexpr std::uint16_t attempt(auto& context, auto work) {
    if constexpr (!Model::catches) {
      return work();
    } else {
      const std::size_t kept = memory_.posted.size();
      try {
        return work();
      } catch (const std::exception& error) {
        return recover<Region>(kept, thrown{error.what(), &error}, context);
      } catch (...) {
        return recover<Region>(kept, thrown{"something that is no std::exception"}, context);
      }
    }
  }
  /// Called inside a catch block only.
  template <std::size_t Region>
  constexpr std::uint16_t recover(std::size_t kept, const thrown& error, auto& context) {
    memory_.posted.truncate(kept);
    const std::uint16_t row = dispatch<Model::exception_column, Region>(error, context);
    if (row == npos) throw;
    return row;
  }

  detail::Memory<Table> memory_;
};

}  // namespace interlock::statemachine
