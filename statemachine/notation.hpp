/// The notation of a lifecycle: one constexpr object that the machine runs and that diagrams and checks read.
///
///     inline constexpr auto live = group("accepted"_s, "ready"_s);
///     inline constexpr auto connection = transition_table(
///       *"accepted"_s + event<token_accepted> [process_ready] / (establish, notify) = "ready"_s,   // * : initial state
///        "accepted"_s + after(readiness_timeout) / refuse = "closed"_s,   // a deadline: named, or a std::chrono constant
///        "ready"_s    + on_entry / enter_room,
///        "ready"_s    + event<message> / handle,                 // internal: no exit, no entry, deadlines untouched
///        "ready"_s    + event<poke> / handle = "ready"_s,        // external: exit, entry, the state's deadlines re-armed
///        "ready"_s    + event<pong> = ignore,                    // expected, and means nothing
///        in(live)     + event<peer_lost> = "closed"_s,           // in each state of the group
///        any          + event<foo> / act,                        // in each state that is not an end
///        in(live)     + exception / note_failure = "closed"_s,   // a guard or an action threw
///        end("closed"_s), resting("ready"_s));                   // declarations come last
///
/// Beyond flat tables:
///
///     inline constexpr auto upgrade = transition_table(*"asked"_s + event<checked> = "done"_s, end("done"_s));   // a table of its own
///
///      *state<upgrade>                         = "ready"_s,     // a composite state; no event: taken when it is done (completion)
///       state<upgrade> + event<peer_lost>      = "closed"_s,    // in each of its states; their own rows come first
///       "paused"_s     + event<resumed>        = deep_history(state<upgrade>),   // where it was left; or shallow_history
///       "busy"_s       + event<message> / defer,                // kept until the state changes
///       "busy"_s       + event<done> / (note, process<retried>) = "idle"_s,      // an event for this machine, after the row
///       "busy"_s       + invoke<probe>,                         // a task: begun on entry, cancelled on exit
///       "busy"_s       + event<task_completed<probe>> = "idle"_s,                // and task_failed, task_cancelled
///       "idle"_s       + unexpected_event<> / complain,         // what no other row takes
///       "idle"_s       + event<stop> = X,                       // terminates the machine, whatever its other regions do
///
/// A second star begins an orthogonal region: each event goes to every region, in the order of the stars. A row of `any` that leads
/// somewhere is the row of the region where that is.
///
/// Which row is taken for an event: the rows of an inner table before those of the table around it; in one table the state's own rows,
/// then those of the composite it is in, of its groups, and of `any`, each in table order; unexpected_event rows after all others. A row
/// whose guard does not hold passes the event on. A deferring row does so too when the queue is full.
/// A composite's and a group's `after`, `on_entry`, `on_exit` and `invoke` belong to its border: they happen when it is entered from
/// outside or left, not on moves inside; a row of a composite that leads into that composite leaves it and enters it again.
/// A deadline passes once: an internal `after` row, or a group's that moves inside the group, is not armed again by that. Rows of one
/// source that wait for the same are one deadline: when it passes, the first of them whose guard holds is taken.
///
/// glibc has a global `on_exit`: in a namespace of yours, `using namespace interlock::statemachine` needs
/// `using interlock::statemachine::on_exit;` beside it.
#pragma once
#include "statemachine/callables.hpp"
#include "statemachine/names.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <type_traits>
#include <utility>

namespace interlock::statemachine {

/// What an action or a guard of an exception row may take as its event. It lives until the row is done.
struct thrown {
  const char* what;
  const std::exception* error = nullptr;  ///< Null if something else was thrown.
};

/// The event of a row without an event.
struct completion {};

/// How a task ended that `invoke<Task>` began: an event like any other, but for the generation, which says which of its lives ended.
/// `Task` is a type of the user's; if it has a type `result`, its completion brings one; if a type `failure`, so does its failure.
/// They are compared as values, if what they bring is.
template <class Task>
struct task_completed {
  using task = Task;
  std::uint32_t generation;
  friend constexpr bool operator==(const task_completed&, const task_completed&) = default;
};
template <class Task>
  requires requires { typename Task::result; }
struct task_completed<Task> {
  using task = Task;
  std::uint32_t generation;
  typename Task::result result;
  friend constexpr bool operator==(const task_completed&, const task_completed&) = default;
};
template <class Task>
struct task_failed {
  using task = Task;
  std::uint32_t generation;
  friend constexpr bool operator==(const task_failed&, const task_failed&) = default;
};
template <class Task>
  requires requires { typename Task::failure; }
struct task_failed<Task> {
  using task = Task;
  std::uint32_t generation;
  typename Task::failure failure;
  friend constexpr bool operator==(const task_failed&, const task_failed&) = default;
};
template <class Task>
struct task_cancelled {
  using task = Task;
  std::uint32_t generation;
  friend constexpr bool operator==(const task_cancelled&, const task_cancelled&) = default;
};

/// The event of the initial state's entry.
struct started {};

/// The deadline of row `slot` has passed.
struct deadline_passed {
  std::uint16_t slot;
};

enum class Scope : std::uint8_t { state, composite, group, any };
enum class History : std::uint8_t { none, shallow, deep };

namespace detail {

template <class Event>
inline constexpr bool is_outcome = false;
template <class Task>
inline constexpr bool is_outcome<task_completed<Task>> = true;
template <class Task>
inline constexpr bool is_outcome<task_failed<Task>> = true;
template <class Task>
inline constexpr bool is_outcome<task_cancelled<Task>> = true;

/// "task_failed<probe>", whatever scope `probe` is in.
template <class Task>
constexpr Text composed_name(std::string_view outcome) { return Text{} << outcome << "<" << type_name<Task> << ">"; }
template <class Task>
inline constexpr Text name_of_completed = composed_name<Task>("task_completed");
template <class Task>
inline constexpr Text name_of_failed = composed_name<Task>("task_failed");
template <class Task>
inline constexpr Text name_of_cancelled = composed_name<Task>("task_cancelled");

struct no_target {};
struct ignore_target {};

template <class Event>
struct on_event { using event_type = Event; };
struct entering {};
struct leaving {};
template <class Error>
struct throwing { using error_type = Error; };
struct completing {};
template <class Event>
struct unexpected {};
template <class Task>
struct invoking { using task_type = Task; };
template <class Wait>
struct waiting { Wait wait; };

template <class Source, class When, class Guard, class Actions, class Target>
struct row {
  using source_type = Source;
  using when_type = When;
  using guard_type = Guard;
  using actions_type = Actions;
  using target_type = Target;
  Source source;
  When when;
  Guard guard;
  Actions actions;

  template <class NewTarget>
  constexpr auto operator=(const NewTarget&) const {
    static_assert(requires { typename NewTarget::is_target; } || std::is_same_v<NewTarget, ignore_target>,
                  "the target of a row is a state, or `ignore`");
    return row<Source, When, Guard, Actions, NewTarget>{source, when, guard, actions};
  }
  /// *"a"_s [guard] = "b"_s: the brackets come before the star.
  constexpr auto operator*() const {
    return row<std::remove_cvref_t<decltype(*source)>, When, Guard, Actions, Target>{*source, when, guard, actions};
  }
  /// Of a row without an event.
  template <class Next>
  constexpr auto operator/(Next&& next) const {
    static_assert(std::is_same_v<When, completing>, "the actions of a row stand before its target");
    static_assert(action_like<Next>, "the slash of a row takes named actions: a bare lambda or function is none");
    return row<Source, When, Guard, decltype(append(actions, std::forward<Next>(next))), no_target>{source, when, guard, append(actions, std::forward<Next>(next))};
  }
};

template <class When, class Guard = unguarded, class Actions = no_actions>
struct trigger {
  When when{};
  Guard guard{};
  Actions actions{};

  template <class Condition>
  constexpr auto operator[](Condition&& condition) const {
    static_assert(guard_like<Condition>, "the brackets of a row take named guards: a bare lambda, function or bool is none");
    static_assert(std::is_same_v<Guard, unguarded>, "a row has one pair of brackets: combine guards with &&, || and !");
    return trigger<When, guard_of<Condition>, Actions>{when, as_guard(std::forward<Condition>(condition)), actions};
  }

  template <class Next>
  constexpr auto operator/(Next&& next) const {
    static_assert(action_like<Next>, "the slash of a row takes named actions: a bare lambda or function is none");
    using Longer = decltype(append(actions, std::forward<Next>(next)));
    return trigger<When, Guard, Longer>{when, guard, append(actions, std::forward<Next>(next))};
  }
  constexpr auto operator/(deferring) const {
    static_assert(std::is_same_v<Actions, no_actions>, "a row that defers its event has no other action");
    return trigger<When, Guard, deferring>{when, guard, {}};
  }
};

/// A row without an event begins with its source alone.
template <class Source, class Condition>
constexpr auto without_event_if(const Source& source, Condition&& condition) { return source + trigger<completing>{}[std::forward<Condition>(condition)]; }
template <class Source, class Next>
constexpr auto without_event_do(const Source& source, Next&& next) { return source + trigger<completing>{} / std::forward<Next>(next); }
template <class Source, class Target>
constexpr auto without_event_to(const Source& source, const Target& target) { return (source + trigger<completing>{}) = target; }

template <fixed Name, bool Initial = false>
struct state {
  using is_target = void;
  static constexpr Scope scope = Scope::state;
  static constexpr bool initial = Initial;
  static constexpr std::array<Key, 1> states{Key{hash_of(Name.view()), Name.view()}};
  constexpr state<Name, true> operator*() const { return {}; }
  constexpr auto operator[](auto&& condition) const { return without_event_if(*this, std::forward<decltype(condition)>(condition)); }
  constexpr auto operator/(auto&& next) const { return without_event_do(*this, std::forward<decltype(next)>(next)); }
  template <class Target>
  constexpr auto operator=(const Target& target) const { return without_event_to(*this, target); }
};

/// `state<table>`: a composite state.
template <const auto& Table, bool Initial = false>
struct composite {
  using is_target = void;
  static constexpr Scope scope = Scope::composite;
  static constexpr bool initial = Initial;
  static constexpr const auto& table = Table;
  static constexpr std::array<Key, 1> states{Key{hash_of(argument_of(signature_of_value<&Table>(), start_of_value)), variable_name<&Table>, true}};
  constexpr composite<Table, true> operator*() const { return {}; }
  constexpr auto operator[](auto&& condition) const { return without_event_if(*this, std::forward<decltype(condition)>(condition)); }
  constexpr auto operator/(auto&& next) const { return without_event_do(*this, std::forward<decltype(next)>(next)); }
  template <class Target>
  constexpr auto operator=(const Target& target) const { return without_event_to(*this, target); }
};

template <const auto& Table, History Depth>
struct history_of {
  using is_target = void;
  static constexpr History history = Depth;
  static constexpr const auto& table = Table;
  static constexpr std::array<Key, 1> states = composite<Table>::states;
};

template <class... States>
struct group_of {
  static constexpr std::array<Key, sizeof...(States)> states{States::states[0]...};
};

template <class Group>
struct in_group {
  static constexpr Scope scope = Scope::group;
  static constexpr bool initial = false;
  static constexpr auto states = Group::states;
  const Group* address;
};

struct in_any {
  static constexpr Scope scope = Scope::any;
  static constexpr bool initial = false;
  static constexpr std::array<Key, 0> states{};
};

enum class Declaration : std::uint8_t { end, resting, room };
template <Declaration Kind, class... States>
struct declaration {
  static constexpr Declaration kind = Kind;
  static constexpr std::array<Key, sizeof...(States)> states{States::states[0]...};
};
template <std::size_t Count>
struct room_for {
  static constexpr Declaration kind = Declaration::room;
  static constexpr std::size_t count = Count;
  static constexpr std::array<Key, 0> states{};
};

template <class T>
inline constexpr bool is_row = requires { typename T::when_type; };

template <class Source, class When, class Guard, class Actions>
  requires(requires { Source::scope; })
constexpr auto operator+(const Source& source, const trigger<When, Guard, Actions>& what) {
  return row<Source, When, Guard, Actions, no_target>{source, what.when, what.guard, what.actions};
}

template <std::size_t Place, class Part>
struct leaf { Part part; };
template <std::size_t Place, class Part>
consteval const Part& part_at(const leaf<Place, Part>& leaf) { return leaf.part; }
template <std::size_t Place, class Part>
Part part_type_at(const leaf<Place, Part>&);

template <class Places, class... Parts>
struct table;
template <std::size_t... Places, class... Parts>
struct table<std::index_sequence<Places...>, Parts...> : leaf<Places, Parts>... {
  static constexpr std::size_t part_count = sizeof...(Parts);
  static constexpr std::size_t row_count = (std::size_t{is_row<Parts>} + ... + 0);
};

template <class... Parts>
constexpr bool rows_come_first() {
  constexpr std::array<bool, sizeof...(Parts)> rows{is_row<Parts>...};
  for (std::size_t i = 1; i < rows.size(); ++i)
    if (rows[i] && !rows[i - 1]) return false;
  return true;
}

}  // namespace detail

template <class Task>
inline constexpr std::string_view type_name<task_completed<Task>> = detail::name_of_completed<Task>.view();
template <class Task>
inline constexpr std::string_view type_name<task_failed<Task>> = detail::name_of_failed<Task>.view();
template <class Task>
inline constexpr std::string_view type_name<task_cancelled<Task>> = detail::name_of_cancelled<Task>.view();

template <fixed Name>
constexpr detail::state<Name> operator""_s() { return {}; }

template <class Event>
inline constexpr detail::trigger<detail::on_event<Event>> event{};
inline constexpr detail::trigger<detail::entering> on_entry{};
inline constexpr detail::trigger<detail::leaving> on_exit{};
/// A guard or an action threw anything, or (exception_of<E>) an E, which is a std::exception.
inline constexpr detail::trigger<detail::throwing<void>> exception{};
template <class Error>
inline constexpr detail::trigger<detail::throwing<Error>> exception_of{};
/// An event of the table, or this one, that no other row takes.
template <class Event = void>
inline constexpr detail::trigger<detail::unexpected<Event>> unexpected_event{};
/// A task that runs while its state is active. The machine tells the context `start(Task{}, generation)` on entry, and, if it has not
/// ended by then, `cancel(Task{}, generation)` on exit. An outcome of another life than the present one is late: no row sees it.
template <class Task>
inline constexpr detail::trigger<detail::invoking<Task>> invoke{};
/// A table, a namespace-scope `inline constexpr` variable, as one state of another.
template <const auto& Table>
inline constexpr detail::composite<Table> state{};
template <const auto& Table>
constexpr detail::history_of<Table, History::shallow> shallow_history(detail::composite<Table>) { return {}; }
template <const auto& Table>
constexpr detail::history_of<Table, History::deep> deep_history(detail::composite<Table>) { return {}; }
/// UML's terminate: a machine in it is at its end, in every region.
inline constexpr detail::state<"X"> X{};
inline constexpr detail::ignore_target ignore{};
inline constexpr detail::in_any any{};

/// A deadline: armed when the row's state (or group) is entered, cancelled when it is left.
template <class Measure>
constexpr auto after(const duration<Measure>& named) {
  return detail::trigger<detail::waiting<detail::named_wait<Measure>>>{{{&named}}, {}, {}};
}
template <class Measure>
constexpr auto after(duration<Measure>&&) {
  static_assert(detail::never<Measure>, "this duration has no name: write `inline constexpr duration its_name{...};` and use the name");
  return detail::trigger<detail::waiting<detail::named_wait<Measure>>>{};
}
/// A std::chrono::duration, which this header does not know: <chrono> takes longer to compile than a table.
template <class Length>
  requires requires { typename Length::rep; typename Length::period; }
constexpr auto after(Length constant) {
  static_assert(std::is_integral_v<typename Length::rep>, "a constant deadline is a whole number of something: milliseconds, say");
  return detail::trigger<detail::waiting<detail::constant_wait<Length>>>{{{constant.count()}}, {}, {}};
}

/// A set of states with one name: `inline constexpr auto live = group("a"_s, "b"_s);`
template <class... States>
constexpr detail::group_of<States...> group(States...) { return {}; }

template <class... States>
constexpr auto in(const detail::group_of<States...>& named) {
  return detail::in_group<detail::group_of<States...>>{&named};
}
template <class... States>
constexpr auto in(detail::group_of<States...>&&) {
  static_assert(detail::never<States...>, "this group has no name: write `inline constexpr auto its_name = group(...);` and use the name");
  return detail::in_group<detail::group_of<States...>>{nullptr};
}

/// States in which the machine has done its work. They need no rows; entering one cancels what was armed.
template <class... States>
constexpr detail::declaration<detail::Declaration::end, States...> end(States...) { return {}; }

/// States that may wait for ever.
template <class... States>
constexpr detail::declaration<detail::Declaration::resting, States...> resting(States...) { return {}; }

/// How many events a machine can keep deferred; 8 unless a table says so.
template <std::size_t Count>
inline constexpr detail::room_for<Count> room_for_deferred{};

template <class... Parts>
constexpr auto transition_table(Parts... parts) {
  static_assert(((detail::is_row<Parts> || requires { Parts::kind; }) && ...), "a table has rows, end(...), resting(...) and room_for_deferred<N>");
  static_assert(detail::rows_come_first<Parts...>(), "end(...), resting(...) and room_for_deferred<N> come after the rows");
  return detail::table<std::index_sequence_for<Parts...>, Parts...>{{parts}...};
}

}  // namespace interlock::statemachine
