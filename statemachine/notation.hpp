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
/// Which row is taken for an event: the state's own rows in table order, then those of its groups in table order, then
/// those of `any`; a row whose guard does not hold passes the event on. A group's `after`, `on_entry` and `on_exit`
/// belong to its border: they happen when it is entered from outside or left, not on moves inside. A deadline passes once:
/// an internal `after` row, or a group's that moves inside the group, is not armed again by that. Rows of one source that wait
/// for the same are one deadline: when it passes, the first of them whose guard holds is taken.
///
/// glibc has a global `on_exit`: outside namespace interlock, `using namespace interlock::statemachine` needs
/// `using interlock::statemachine::on_exit;` beside it.
#pragma once
#include "statemachine/callables.hpp"
#include "statemachine/names.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace interlock::statemachine {

/// What an action or a guard of an exception row may take as its event. `what` lives until the row is done.
struct thrown {
  const char* what;
};

/// The event of the initial state's entry.
struct started {};

/// The deadline of row `slot` has passed.
struct deadline_passed {
  std::uint16_t slot;
};

enum class Scope : std::uint8_t { state, group, any };

namespace detail {

struct no_target {};
struct ignore_target {};

template <class Event>
struct on_event { using event_type = Event; };
struct entering {};
struct leaving {};
struct throwing {};
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
};

template <fixed Name, bool Initial = false>
struct state {
  using is_target = void;
  static constexpr Scope scope = Scope::state;
  static constexpr bool initial = Initial;
  static constexpr std::array<Key, 1> states{Key{hash_of(Name.view()), Name.view()}};
  constexpr state<Name, true> operator*() const { return {}; }
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

enum class Declaration : std::uint8_t { end, resting };
template <Declaration Kind, class... States>
struct declaration {
  static constexpr Declaration kind = Kind;
  static constexpr std::array<Key, sizeof...(States)> states{States::states[0]...};
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
constexpr const Part& part_at(const leaf<Place, Part>& leaf) { return leaf.part; }
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

template <fixed Name>
constexpr detail::state<Name> operator""_s() { return {}; }

template <class Event>
inline constexpr detail::trigger<detail::on_event<Event>> event{};
inline constexpr detail::trigger<detail::entering> on_entry{};
inline constexpr detail::trigger<detail::leaving> on_exit{};
inline constexpr detail::trigger<detail::throwing> exception{};
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

template <class... Parts>
constexpr auto transition_table(Parts... parts) {
  static_assert(((detail::is_row<Parts> || requires { Parts::kind; }) && ...), "a table has rows, end(...) and resting(...)");
  static_assert(detail::rows_come_first<Parts...>(), "end(...) and resting(...) come after the rows");
  return detail::table<std::index_sequence_for<Parts...>, Parts...>{{parts}...};
}

}  // namespace interlock::statemachine
