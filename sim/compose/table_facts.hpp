#pragma once
/// What a table says to those who compose it with others: what it sends and to whom, what it hears, what it does by itself, and what may
/// still come of it from each state on. Computed from the rows at compile time, so that it is written nowhere else.
#include "statemachine/machine.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace interlock::sim::compose {

using statemachine::contains;
using statemachine::RowCode;
using statemachine::RowKind;
using statemachine::set_of;
using statemachine::StateSet;

/// The base of events that nobody sends: an actor takes one in any state that has a row for it, whenever it likes.
///     struct lost_patience : by_itself {};
struct by_itself {};

/// What `send<Message, Receiver>` does. A message is a type without members.
template <class Message, class Receiver>
struct Sending {
  static_assert(std::is_empty_v<Message>, "a message carries nothing: what it would say is a type of its own");
  constexpr void operator()(auto& turn) const { turn.template post<Message, Receiver>(); }
};

/// The action of a row that sends: to the partner in the sender's own group if the receiver is a kind of that group, else to each actor of that kind.
///     "starting"_s + event<rose> / send<service_is_up, Startup> = "up"_s,
template <class Message, class Receiver>
inline constexpr statemachine::action send{Sending<Message, Receiver>{}};

// ---- Lists of types.

template <class... Members>
struct Types {
  static constexpr std::size_t size = sizeof...(Members);
  template <class Member>
  static constexpr bool has = (std::is_same_v<Member, Members> || ...);
  /// The place of a type; the size, if it isn't there.
  template <class Member>
  static constexpr std::size_t index_of = [] {
    constexpr std::array<bool, size + 1> same{std::is_same_v<Member, Members>..., true};
    return static_cast<std::size_t>(std::find(same.begin(), same.end(), true) - same.begin());
  }();
  /// visit.operator()<Member>(), for each.
  static constexpr void for_each(auto&& visit) { (visit.template operator()<Members>(), ...); }
  static constexpr bool any_of(auto&& is_so) { return (is_so.template operator()<Members>() || ...); }
};

template <class... Lists>
struct joining;
template <>
struct joining<> { using type = Types<>; };
template <class... Members>
struct joining<Types<Members...>> { using type = Types<Members...>; };
template <class... First, class... Second, class... Others>
struct joining<Types<First...>, Types<Second...>, Others...> : joining<Types<First..., Second...>, Others...> {};
/// Lists one after the other.
template <class... Lists>
using Joined = typename joining<Lists...>::type;

template <class Found, class... Others>
struct distinguishing { using type = Found; };
template <class... Found, class Next, class... Others>
struct distinguishing<Types<Found...>, Next, Others...>
    : distinguishing<std::conditional_t<Types<Found...>::template has<Next>, Types<Found...>, Types<Found..., Next>>, Others...> {};
template <class List>
struct distinct;
template <class... Members>
struct distinct<Types<Members...>> : distinguishing<Types<>, Members...> {};
/// Without repetitions.
template <class List>
using Distinct = typename distinct<List>::type;

// ---- Of one row.

template <class Actions>
struct sendings_of { using type = Types<>; };
template <class Earlier, class Node>
struct sendings_of<statemachine::detail::sequence<Earlier, Node>> : sendings_of<Earlier> {};
template <class Earlier, class Message, class Receiver>
struct sendings_of<statemachine::detail::sequence<Earlier, statemachine::detail::named_action<Sending<Message, Receiver>>>> {
  using type = Joined<typename sendings_of<Earlier>::type, Types<Sending<Message, Receiver>>>;
};

template <class When>
struct event_of { using type = Types<>; };
template <class Event>
struct event_of<statemachine::detail::on_event<Event>> { using type = Types<Event>; };

template <class Messages, class Receiver, class... Sendings>
struct messages_among { using type = Messages; };
template <class... Messages, class Receiver, class Message, class To, class... Sendings>
struct messages_among<Types<Messages...>, Receiver, Sending<Message, To>, Sendings...>
    : messages_among<std::conditional_t<std::is_same_v<To, Receiver>, Types<Messages..., Message>, Types<Messages...>>, Receiver, Sendings...> {};

template <class Receiver, class... Sendings>
auto messages_of(Types<Sendings...>) -> Distinct<typename messages_among<Types<>, Receiver, Sendings...>::type>;
template <class... Events>
auto own_among(Types<Events...>) -> Joined<Types<>, std::conditional_t<std::is_base_of_v<by_itself, Events>, Types<Events>, Types<>>...>;

// ---- Of a table.

template <const auto& Table>
struct TableFacts {
  using Model = statemachine::model<Table>;
  static_assert(sizeof(statemachine::machine<Table>) == 1, "the lifecycle of an actor that is composed remembers nothing but its state: no history, no tasks, no deferred events, one region");
  static_assert(Model::ends != 0 || Model::resting != 0);

 private:
  template <std::size_t Row>
  using row = typename Model::template row_type<Row>;
  template <std::size_t Row>
  using sent_in = typename sendings_of<typename row<Row>::actions_type>::type;

  template <class Message, class Receiver, class... Sendings>
  static constexpr std::size_t count(Types<Sendings...>) {
    return (std::size_t{std::is_same_v<Sendings, Sending<Message, Receiver>>} + ... + 0);
  }
  template <class Rows>
  struct all;
  template <std::size_t... Rows>
  struct all<std::index_sequence<Rows...>> {
    using events = Distinct<Joined<Types<>, typename event_of<typename row<Rows>::when_type>::type...>>;
    using sendings = Joined<Types<>, sent_in<Rows>...>;
    template <class Message, class Receiver>
    static constexpr std::array<std::size_t, sizeof...(Rows)> count_of{TableFacts::template count<Message, Receiver>(sent_in<Rows>{})...};
    static constexpr std::array<bool, sizeof...(Rows)> send_something{(sent_in<Rows>::size > 0)...};
  };
  using rows = all<std::make_index_sequence<Model::row_count>>;

  static constexpr StateSet states_that_reach(StateSet wanted) {
    for (StateSet before = 0; before != wanted;) {
      before = wanted;
      for (std::size_t i = 0; i < Model::row_count; ++i)
        if (Model::codes[i].has_target() && (Model::targets_of(Model::codes[i]) & wanted) != 0) wanted |= Model::live_in[i];
    }
    return wanted;
  }
  static_assert([] {
    for (std::size_t i = 0; i < Model::row_count; ++i)
      if (Model::codes[i].at_border() && rows::send_something[i]) return false;
    return true;
  }(), "an actor that is composed sends in the rows that cross a border, not on entry or exit: who may still send is read from the rows");

 public:
  using events = typename rows::events;
  /// What it does by itself.
  using own_events = decltype(own_among(events{}));
  /// What it may send to actors of a kind.
  template <class Receiver>
  using messages_to = decltype(messages_of<Receiver>(typename rows::sendings{}));

  /// The states in which it takes an event of its own. Where the table ignores it, nothing happens, and that is no step.
  template <class Event>
  static constexpr StateSet takes_in = [] {
    StateSet states = 0;
    for (std::size_t i = 0; i < Model::row_count; ++i) {
      const RowCode& code = Model::codes[i];
      if (code.event_index == Model::template event_index<Event> && code.kind != RowKind::ignored) states |= Model::live_in[i];
    }
    return states;
  }();
  static constexpr bool own_events_are_unguarded = [] {
    bool unguarded = true;
    own_events::for_each([&]<class Event>() {
      for (const RowCode& code : Model::codes)
        if (code.event_index == Model::template event_index<Event> && code.guarded) unguarded = false;
    });
    for (const RowCode& code : Model::codes)
      if (code.kind == RowKind::deadline && code.guarded) unguarded = false;
    return unguarded;
  }();
  static_assert(own_events_are_unguarded, "what an actor does by itself it does in a state, not under a guard: make the condition a state");

  /// Its deadlines, by their slots, and the states in which each may pass: time is a choice like any other.
  static constexpr std::size_t wait_count = [] {
    std::size_t count = 0;
    for (std::size_t i = 0; i < Model::row_count; ++i) count += Model::codes[i].kind == RowKind::deadline && Model::codes[i].slot == i ? 1U : 0U;
    return count;
  }();
  static constexpr std::array<std::uint16_t, wait_count> slots = [] {
    std::array<std::uint16_t, wait_count> found{};
    for (std::size_t i = 0, next = 0; i < Model::row_count; ++i)
      if (Model::codes[i].kind == RowKind::deadline && Model::codes[i].slot == i) found[next++] = static_cast<std::uint16_t>(i);
    return found;
  }();
  template <std::uint16_t Slot>
  static constexpr StateSet waits_in = [] {
    StateSet states = 0;
    for (std::size_t i = 0; i < Model::row_count; ++i)
      if (Model::codes[i].kind == RowKind::deadline && Model::codes[i].slot == Slot) states |= Model::live_in[i];
    return states;
  }();
  static_assert([] {
    for (std::size_t i = 0; i < Model::row_count; ++i)
      if (Model::codes[i].kind == RowKind::deadline && (!Model::codes[i].has_target() || (Model::targets_of(Model::codes[i]) & Model::live_in[i]) != 0)) return false;
    return true;
  }(), "a deadline of an actor that is composed leads out of the states that wait for it: then it is armed just where it may pass");

  /// The states from which on it may still send this.
  template <class Message, class Receiver>
  static constexpr StateSet may_send_in = [] {
    StateSet states = 0;
    for (std::size_t i = 0; i < Model::row_count; ++i)
      if (rows::template count_of<Message, Receiver>[i] > 0) states |= Model::live_in[i];
    return states_that_reach(states);
  }();

  /// Whether it comes to rest whatever happens, if only finitely much is sent to it: every row leads on to a state from which none leads back,
  /// or takes a message and sends nothing.
  static constexpr bool always_progresses = [] {
    for (std::size_t i = 0; i < Model::row_count; ++i) {
      const RowCode& code = Model::codes[i];
      if (code.at_border() || code.kind == RowKind::ignored) continue;
      bool is_own = code.event_index == statemachine::npos;
      own_events::for_each([&]<class Event>() { is_own |= code.event_index == Model::template event_index<Event>; });
      for (std::size_t state = 0; state < Model::state_count; ++state) {
        if (!contains(Model::live_in[i], state)) continue;
        const bool stays = !code.has_target() || contains(Model::targets_of(code), state);
        if (stays ? is_own || rows::send_something[i] : contains(states_that_reach(set_of(state)), code.target_index)) return false;
      }
    }
    return true;
  }();

  /// The most messages that it sends to one actor of a kind, ever; without a bound, `unbounded`.
  static constexpr std::size_t unbounded = 1000;
  template <class Receiver>
  static constexpr std::size_t most_sent_to = [] {
    if (!always_progresses) return unbounded;
    std::array<std::size_t, Model::state_count> most{};
    for (std::size_t round = 0; round < Model::state_count; ++round)
      for (std::size_t i = 0; i < Model::row_count; ++i)
        for (std::size_t state = 0; state < Model::state_count; ++state) {
          if (!contains(Model::live_in[i], state) || !Model::codes[i].has_target() || Model::codes[i].target_index == state) continue;
          std::size_t sent = 0;
          messages_to<Receiver>::for_each([&]<class Message>() { sent += rows::template count_of<Message, Receiver>[i]; });
          most[state] = std::max(most[state], sent + most[Model::codes[i].target_index]);
        }
    return most[Model::initial];
  }();
};

}  // namespace interlock::sim::compose
