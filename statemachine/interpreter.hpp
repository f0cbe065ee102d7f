/// The same machine, from data: runs a copy of a table that may have been changed, with the table's own guards and actions. A mutant
/// needs no recompilation; and machine and interpreter, which share nothing but `settle`, are held against each other in tests.
///
///     TableCopy<door> mutant;
///     mutant.rows[2].code.target_index = 0;
///     interpreter<door> machine(mutant);      // borrows it
///
/// It is the slow way: each event looks at each row. Rows are tried in the order of the table that was copied. A piece that takes the
/// event can be run only for events that reach it in the table as it is written: a mutant that gives it another throws std::logic_error.
#pragma once
#include "statemachine/row_info.hpp"
#include "statemachine/settle.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

namespace interlock::statemachine {

/// A row that may be changed: numbers of its own, and pieces that are named by the row of the table where they are written.
struct RowCopy {
  struct Action {
    std::uint16_t row;
    std::uint8_t place;
    friend bool operator==(const Action&, const Action&) = default;
  };
  RowCode code;
  std::uint16_t guard = npos;  ///< The row whose guard it has; npos: none.
  bool negated = false;
  std::vector<Action> actions;
  std::uint16_t row = npos;    ///< Where it is written: whose duration, task and error type it has.
  bool deleted = false;
};

template <const auto& Table>
struct TableCopy {
  std::vector<RowCopy> rows = [] {
    using Model = model<Table>;
    std::vector<RowCopy> copies(Model::row_count);
    [&]<std::size_t... Rows>(std::index_sequence<Rows...>) {
      ((copies[Rows] = copy_of<Rows>()), ...);
    }(std::make_index_sequence<Model::row_count>{});
    return copies;
  }();

 private:
  template <std::size_t Row>
  static RowCopy copy_of() {
    using row = typename model<Table>::template row_type<Row>;
    RowCopy copy;
    copy.code = model<Table>::codes[Row];
    copy.row = Row;
    if constexpr (!std::is_same_v<typename row::guard_type, detail::unguarded>) copy.guard = Row;
    for (std::uint8_t place = 0; place < row::actions_type::size; ++place) copy.actions.push_back({Row, place});
    return copy;
  }
};

namespace detail {

/// The action at `Place` of a sequence.
template <std::size_t Place>
constexpr const auto& node_at(const auto& sequence) {
  using Sequence = std::remove_cvref_t<decltype(sequence)>;
  if constexpr (Place + 1 == Sequence::size) return sequence.last;
  else return node_at<Place>(sequence.earlier);
}
template <class Callable, class Context>
inline constexpr bool takes_no_event = requires(const Callable& callable, Context& context) { callable(first_of_all(context)); } ||
                                       requires(const Callable& callable) { callable(); };

template <class Guard, class Context>
inline constexpr bool guard_takes_no_event = true;
template <class Test, class Context>
inline constexpr bool guard_takes_no_event<named_guard<Test>, Context> = takes_no_event<Test, const Context>;
template <class Inner, class Context>
inline constexpr bool guard_takes_no_event<negation<Inner>, Context> = guard_takes_no_event<Inner, Context>;
template <class Left, class Right, class Context>
inline constexpr bool guard_takes_no_event<conjunction<Left, Right>, Context> = guard_takes_no_event<Left, Context> && guard_takes_no_event<Right, Context>;
template <class Left, class Right, class Context>
inline constexpr bool guard_takes_no_event<disjunction<Left, Right>, Context> = guard_takes_no_event<Left, Context> && guard_takes_no_event<Right, Context>;

template <class Wait, class Context>
inline constexpr bool wait_takes_no_event = true;
template <class Measure, class Context>
inline constexpr bool wait_takes_no_event<named_wait<Measure>, Context> = takes_no_event<Measure, const Context>;

template <class Node, class Context>
inline constexpr bool node_takes_no_event = takes_no_event<Node, Context>;
template <class Effect, class Context>
inline constexpr bool node_takes_no_event<named_action<Effect>, Context> = takes_no_event<Effect, Context>;
template <class Event, class Context>
inline constexpr bool node_takes_no_event<posting<Event, default_maker>, Context> = true;
template <class Event, class Effect, class Context>
inline constexpr bool node_takes_no_event<posting<Event, named_action<Effect>>, Context> = takes_no_event<Effect, Context>;

/// Where the rows for an event are; column_count for the start, which has none.
template <const auto& Table, class Event>
inline constexpr std::size_t column_for = model<Table>::template event_index<Event>;
template <const auto& Table>
inline constexpr std::size_t column_for<Table, deadline_passed> = model<Table>::deadline_column;
template <const auto& Table>
inline constexpr std::size_t column_for<Table, thrown> = model<Table>::exception_column;
template <const auto& Table>
inline constexpr std::size_t column_for<Table, completion> = model<Table>::completion_column;
template <const auto& Table>
inline constexpr std::size_t column_for<Table, started> = model<Table>::column_count;

/// Guards, actions, durations and tasks of a table as function pointers, for one type of event. Null where a piece needs another event.
template <const auto& Table, class Event, class Context>
struct Calls {
  using Model = model<Table>;
  using Posted = decltype(Memory<Table>::posted);
  using Guard = bool (*)(const Context&, const Event&);
  using Action = void (*)(Context&, const Event&, Posted&);
  using Arm = void (*)(std::uint16_t slot, Context&, const Event&);
  using Task = void (*)(Life&, Context&, bool starts);

  template <std::size_t Row>
  static constexpr bool is_for_this_event() {
    using when = typename Model::template row_type<Row>::when_type;
    if constexpr (requires { typename when::event_type; }) return std::is_same_v<typename when::event_type, Event>;
    else if constexpr (Model::codes[Row].unexpected) return std::is_same_v<when, unexpected<Event>> || std::is_same_v<when, unexpected<void>>;
    else if constexpr (Model::codes[Row].kind == RowKind::caught) return std::is_same_v<Event, thrown>;
    else if constexpr (Model::codes[Row].kind == RowKind::completion) return std::is_same_v<Event, completion>;
    else if constexpr (Model::codes[Row].kind == RowKind::deadline) return std::is_same_v<Event, deadline_passed>;
    else return may_cross(Row);
  }
  /// Whether a row for this event crosses this row's border, in the table as it is written.
  static constexpr bool may_cross(std::size_t border) {
    const RowCode& row = Model::codes[border];
    if (column_for<Table, Event> == Model::column_count) {
      for (const std::uint8_t state : Memory<Table>::initial)
        if (row.entered_by(state_limit, state)) return true;
      return false;
    }
    for (std::size_t i = 0; i < Model::row_count; ++i) {
      const RowCode& mover = Model::codes[i];
      if (!mover.has_target() || !Model::stands_in(mover, column_for<Table, Event>)) continue;
      for (std::size_t from = 0; from < Model::state_count; ++from)
        for (std::size_t to = 0; to < Model::state_count; ++to)
          if (contains(Model::live_in[i], from) && contains(Model::targets_of(mover), to) &&
              (row.left_by(from, to, mover.through) || row.entered_by(from, to, mover.through)))
            return true;
    }
    return false;
  }
  template <std::size_t Row>
  static constexpr Guard guard() {
    using written = typename Model::template row_type<Row>::guard_type;
    if constexpr (is_for_this_event<Row>() || guard_takes_no_event<written, Context>)
      return [](const Context& context, const Event& event) -> bool { return holds(Model::template row<Row>().guard, context, event); };
    else return nullptr;
  }
  template <std::size_t Row, std::size_t Place>
  static constexpr Action action() {
    using actions = typename Model::template row_type<Row>::actions_type;
    if constexpr (Place < actions::size) {
      using node = std::remove_cvref_t<decltype(node_at<Place>(Model::template row<Row>().actions))>;
      if constexpr (is_for_this_event<Row>() || node_takes_no_event<node, Context>)
        return [](Context& context, const Event& event, Posted& posted) {
          run(sequence<no_actions, node>{{}, node_at<Place>(Model::template row<Row>().actions)}, context, event, posted);
        };
    }
    return nullptr;
  }
  template <std::size_t Row>
  static constexpr bool may_arm() {
    if constexpr (Model::codes[Row].kind != RowKind::deadline) return false;
    else return may_cross(Row) || wait_takes_no_event<decltype(Model::template row<Row>().when.wait), Context>;
  }
  template <std::size_t Row>
  static constexpr Arm arm() {
    if constexpr (may_arm<Row>())
      return [](std::uint16_t slot, Context& context, const Event& event) {
        first_of_all(context).arm(slot, length_of(Model::template row<Row>().when.wait, std::as_const(context), event));
      };
    else return nullptr;
  }
  template <std::size_t Row>
  static constexpr Task task() {
    if constexpr (Model::codes[Row].kind == RowKind::invoke)
      return [](Life& life, Context& context, bool starts) {
        using task = typename Model::template row_type<Row>::when_type::task_type;
        if (starts) {
          first_of_all(context).start(task{}, life.generation + 1);
          life = {life.generation + 1, true};
        } else if (life.running) {
          first_of_all(context).cancel(task{}, life.generation);
          life.running = false;
        }
      };
    else return nullptr;
  }
  template <std::size_t Row>
  static constexpr std::array<Action, NameList::capacity> actions_of() {
    return []<std::size_t... Places>(std::index_sequence<Places...>) {
      return std::array<Action, NameList::capacity>{action<Row, Places>()...};
    }(std::make_index_sequence<NameList::capacity>{});
  }
  static constexpr auto of_all_rows(auto make) {
    return [&]<std::size_t... Rows>(std::index_sequence<Rows...>) {
      return std::array<decltype(make.template operator()<0>()), Model::row_count>{make.template operator()<Rows>()...};
    }(std::make_index_sequence<Model::row_count>{});
  }

  static constexpr std::array<Guard, Model::row_count> guards = of_all_rows([]<std::size_t Row>() { return guard<Row>(); });
  static constexpr std::array<std::array<Action, NameList::capacity>, Model::row_count> actions = of_all_rows([]<std::size_t Row>() { return actions_of<Row>(); });
  static constexpr std::array<Arm, Model::row_count> arms = of_all_rows([]<std::size_t Row>() -> Arm { return arm<Row>(); });
  static constexpr std::array<Task, Model::row_count> tasks = of_all_rows([]<std::size_t Row>() -> Task { return task<Row>(); });
};

/// By rows: the task that it starts.
template <const auto& Table>
inline constexpr auto task_of_row = []<std::size_t... Rows>(std::index_sequence<Rows...>) {
  const auto task = []<std::size_t Row>() -> std::size_t {
    using when = typename model<Table>::template row_type<Row>::when_type;
    if constexpr (requires { typename when::task_type; }) return model<Table>::template task_index<typename when::task_type>;
    else return npos;
  };
  return std::array<std::size_t, model<Table>::row_count>{task.template operator()<Rows>()...};
}(std::make_index_sequence<model<Table>::row_count>{});

/// Whether what was thrown is of the type that a row asks for.
template <const auto& Table>
inline constexpr auto error_tests = []<std::size_t... Rows>(std::index_sequence<Rows...>) {
  const auto test = []<std::size_t Row>() -> bool (*)(const thrown&) {
    using when = typename model<Table>::template row_type<Row>::when_type;
    if constexpr (requires { typename when::error_type; })
      if constexpr (!std::is_void_v<typename when::error_type>)
        return [](const thrown& what) { return dynamic_cast<const typename when::error_type*>(what.error) != nullptr; };
    return nullptr;
  };
  return std::array<bool (*)(const thrown&), model<Table>::row_count>{test.template operator()<Rows>()...};
}(std::make_index_sequence<model<Table>::row_count>{});

}  // namespace detail

template <const auto& Table>
class interpreter {
  using Model = model<Table>;
  using Copy = TableCopy<Table>;

 public:
  static constexpr const auto& table = Table;

  /// `copy` outlives it, and does not change while it runs.
  explicit interpreter(const Copy& copy) : copy_(&copy) {}

  template <class... Contexts>
  void start(Contexts&&... contexts) {
    const detail::EmptiedAtEnd emptied{memory_.posted};
    detail::with_contexts([&](auto& context) {
      for (std::size_t region = 0; region < Model::region_count; ++region)
        attempt(region, context, [&] {
          enter(state_limit, memory_.at[region], {}, started{}, context);
          return Step{};
        });
      if constexpr (follows) detail::settle(Follower{*this}, true, context);
    }, contexts...);
  }

  template <class Event, class... Contexts>
  Step process(const Event& event, Contexts&&... contexts) {
    static_assert(std::is_same_v<Event, deadline_passed> || handles<Table, Event>, "this event occurs in no row of the table");
    const detail::EmptiedAtEnd emptied{memory_.posted};
    return detail::with_contexts([&](auto& context) {
      if constexpr (Model::defers)
        if (memory_.recall_is_due) detail::settle(Follower{*this}, false, context);
      if constexpr (detail::is_outcome<Event>)
        if (!memory_.ends_life(event)) return Step{false, memory_.at[0], memory_.at[0], npos, true};
      const Step step = offer(detail::column_for<Table, Event>, event, context);
      if constexpr (follows)
        if (step.handled) detail::settle(Follower{*this}, is_move(step), context);
      return step;
    }, contexts...);
  }

  std::uint8_t index(std::size_t region = 0) const { return memory_.at[region]; }
  std::string_view name(std::size_t region = 0) const { return texts<Table>::states[memory_.at[region]]; }
  bool ended() const { return memory_.ended(); }
  std::uint64_t hash() const { return memory_.hash(); }
  template <class Outcome>
    requires detail::is_outcome<Outcome>
  bool is_late(const Outcome& outcome) const { return memory_.is_late(outcome); }
  void for_each_deferred(auto&& visit) const {
    if constexpr (Model::defers) memory_.deferred.for_each(visit);
  }
  /// Of the same copy.
  friend bool operator==(const interpreter& a, const interpreter& b) { return a.memory_ == b.memory_; }

 private:
  static constexpr bool follows = Model::completes || Model::posts || Model::defers;

  bool is_move(const Step& step) const { return step.handled && copy_->rows[step.row].code.has_target(); }
  struct Follower {
    interpreter& self;
    using Model = model<Table>;
    auto& memory() const { return self.memory_; }
    bool is_move(const Step& step) const { return self.is_move(step); }
    bool is_deferral(const Step& step) const { return self.copy_->rows[step.row].code.kind == RowKind::deferred; }
    Step complete(auto& context) const { return self.offer(Model::completion_column, completion{}, context); }
    template <class Event>
    Step offer(const Event& event, auto& context) const { return self.offer(detail::column_for<Table, Event>, event, context); }
  };

  Step offer(std::size_t column, const auto& event, auto& context) {
    Step first{false, memory_.at[0], memory_.at[0], npos};
    for (std::size_t region = 0; region < Model::region_count && (Model::region_count == 1 || !memory_.terminated()); ++region) {
      const Step step = attempt(region, context, [&] { return dispatch(region, column, event, context); });
      if (step.handled && !first.handled) first = step;
    }
    return first;
  }

  template <class Event, class Context>
  Step dispatch(std::size_t region, std::size_t column, const Event& event, Context& context) {
    const std::uint8_t from = memory_.at[region];
    for (const std::uint16_t i : Model::order) {
      const RowCopy& row = copy_->rows[i];
      if (row.deleted || !Model::stands_in(row.code, column) || !contains(row.code.sources, from)) continue;
      if constexpr (std::is_same_v<Event, deadline_passed>)
        if (event.slot != row.code.slot) continue;
      if constexpr (std::is_same_v<Event, thrown>)
        if (const auto test = detail::error_tests<Table>[row.row]; test != nullptr && !test(event)) continue;
      if (!allows(row, event, context)) continue;
      if (row.code.kind == RowKind::deferred) {
        if constexpr (decltype(memory_.deferred)::template keeps<Event>) {
          if (memory_.deferred.full()) continue;
          memory_.deferred.push(event);
        }
      } else {
        move(region, row, from, event, context);
      }
      const Step step{true, from, memory_.at[region], i};
      if constexpr (requires { detail::first_of_all(context).stepped(step); }) detail::first_of_all(context).stepped(step);
      return step;
    }
    return {false, from, from, npos};
  }

  template <class Event, class Context>
  bool allows(const RowCopy& row, const Event& event, const Context& context) const {
    if (row.guard == npos) return true;
    return called(detail::Calls<Table, Event, Context>::guards[row.guard])(context, event) != row.negated;
  }
  template <class Event, class Context>
  void run(const RowCopy& row, const Event& event, Context& context) {
    for (const RowCopy::Action& action : row.actions) called(detail::Calls<Table, Event, Context>::actions[action.row][action.place])(context, event, memory_.posted);
  }
  static auto called(auto function) {
    if (function == nullptr) throw std::logic_error("this guard or action needs another event than the one that it was given");
    return function;
  }

  void move(std::size_t region, const RowCopy& row, std::size_t from, const auto& event, auto& context) {
    if (!row.code.has_target()) return run(row, event, context);
    std::size_t to = row.code.target_index;
    if constexpr (Model::remembers)
      if (row.code.history != History::none)
        to = Model::remembered_target(row.code, Model::leaves_what_it_restores(row.code, from) ? Model::left_at(row.code.composite, from)
                                                                                              : memory_.left_in[row.code.composite]);
    run_borders(RowKind::exit, from, to, row.code.through, event, context);
    run(row, event, context);
    enter(from, to, row.code.through, event, context);
    memory_.note_left(from, to, row.code.through);
    memory_.at[region] = static_cast<std::uint8_t>(to);
  }
  template <class Event, class Context>
  void enter(std::size_t from, std::size_t to, Composites through, const Event& event, Context& context) {
    using Calls = detail::Calls<Table, Event, Context>;
    run_borders(RowKind::entry, from, to, through, event, context);
    if constexpr (Model::waits)
      for_each_border([&](std::uint16_t i, const RowCopy& row) {
        if (row.code.kind == RowKind::deadline && row.code.left_by(from, to, through) && !row.code.entered_by(from, to, through)) detail::first_of_all(context).cancel(i);
      });
    if constexpr (Model::task_count > 0) switch_tasks<Event>(false, from, to, through, context);
    if constexpr (Model::waits)
      for_each_border([&](std::uint16_t i, const RowCopy& row) {
        if (row.code.kind == RowKind::deadline && row.code.entered_by(from, to, through)) called(Calls::arms[row.row])(i, context, event);
      });
    if constexpr (Model::task_count > 0) switch_tasks<Event>(true, from, to, through, context);
  }
  template <class Event, class Context>
  void switch_tasks(bool starts, std::size_t from, std::size_t to, Composites through, Context& context) {
    for_each_border([&](std::uint16_t, const RowCopy& row) {
      if (row.code.kind == RowKind::invoke && (starts ? row.code.entered_by(from, to, through) : row.code.left_by(from, to, through)))
        detail::Calls<Table, Event, Context>::tasks[row.row](memory_.lives[detail::task_of_row<Table>[row.row]], context, starts);
    });
  }
  void run_borders(RowKind kind, std::size_t from, std::size_t to, Composites through, const auto& event, auto& context) {
    std::vector<std::uint16_t> crossed;
    for_each_border([&](std::uint16_t i, const RowCopy& row) {
      if (row.code.kind == kind && (kind == RowKind::exit ? row.code.left_by(from, to, through) : row.code.entered_by(from, to, through))) crossed.push_back(i);
    });
    if (kind == RowKind::entry)
      std::sort(crossed.begin(), crossed.end(), [&](std::uint16_t a, std::uint16_t b) {
        return std::pair(-copy_->rows[a].code.rank, a) < std::pair(-copy_->rows[b].code.rank, b);
      });
    for (const std::uint16_t i : crossed)
      if (allows(copy_->rows[i], event, context)) run(copy_->rows[i], event, context);
  }
  void for_each_border(auto visit) {
    for (const std::uint16_t i : Model::order) {
      const RowCopy& row = copy_->rows[i];
      if (!row.deleted && (row.code.at_border() || (row.code.kind == RowKind::deadline && row.code.slot == i))) visit(i, row);
    }
  }

  Step attempt(std::size_t region, auto& context, auto work) {
    if constexpr (!Model::catches) {
      return work();
    } else {
      const std::size_t kept = memory_.posted.size();
      try {
        return work();
      } catch (const std::exception& error) {
        return recover(region, kept, thrown{error.what(), &error}, context);
      } catch (...) {
        return recover(region, kept, thrown{"something that is no std::exception"}, context);
      }
    }
  }
  /// Called inside a catch block only.
  Step recover(std::size_t region, std::size_t kept, const thrown& error, auto& context) {
    memory_.posted.truncate(kept);
    const Step step = dispatch(region, Model::exception_column, error, context);
    if (!step.handled) throw;
    return step;
  }

  const Copy* copy_;
  detail::Memory<Table> memory_;
};

}  // namespace interlock::statemachine
