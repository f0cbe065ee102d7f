/// Events that a machine keeps: a few, of a few types, in order, as a value.
#pragma once
#include "statemachine/flatten.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <type_traits>

namespace interlock::statemachine {

/// Thrown where a machine is asked to process more events after a row than it has room for.
struct too_many_events : std::exception {
  const char* what() const noexcept override { return "an action asked a machine to process more events than it has room for"; }
};

}  // namespace interlock::statemachine

namespace interlock::statemachine::detail {

/// One of several events, or none. Trivially copyable, and usable at compile time.
template <class... Events>
union stored {
  std::uint8_t none = 0;
};
template <class First, class... Others>
union stored<First, Others...> {
  std::uint8_t none = 0;
  First first;
  stored<Others...> others;
};

/// At most `Room` events of these types, oldest first.
template <std::size_t Room, class... Events>
class EventQueue {
  static_assert((std::is_trivially_copyable_v<Events> && ...),
                "an event that is deferred or processed from an action is trivially copyable, as the machine that keeps it is");
  static_assert((std::is_copy_assignable_v<Events> && ...), "an event that is deferred or processed from an action can be assigned");
  static_assert(Room > 0 && Room <= 255, "there is room for 1 to 255 events");
  using Stored = stored<Events...>;
  struct Item {
    std::uint8_t type = 0;
    Stored event{};
  };

 public:
  template <class Event>
  static constexpr bool keeps = (std::is_same_v<Event, Events> || ...);
  constexpr std::size_t size() const { return count_; }
  constexpr bool full() const { return count_ == Room; }

  template <class Event>
  constexpr void push(const Event& event) {
    if (full()) throw too_many_events{};
    constexpr std::size_t type = place_of<Event>;
    items_[count_].type = static_cast<std::uint8_t>(type);
    put<type>(items_[count_].event, event);
    ++count_;
  }
  /// The event at `place`, taken out, as visit(event).
  constexpr void take(std::size_t place, auto&& visit) {
    const Item item = items_[place];
    for (std::size_t i = place; i + 1 < count_; ++i) items_[i] = items_[i + 1];
    --count_;
    items_[count_] = {};
    visit_item<0, Events...>(item.type, item.event, visit);
  }
  /// The last event, moved to `place`.
  constexpr void move_last_to(std::size_t place) {
    const Item last = items_[count_ - 1];
    for (std::size_t i = count_ - 1; i > place; --i) items_[i] = items_[i - 1];
    items_[place] = last;
  }
  constexpr void truncate(std::size_t count) {
    while (count_ > count) items_[--count_] = {};
  }
  /// All of them, oldest first, as visit(event).
  constexpr void for_each(auto&& visit) const {
    for (std::size_t i = 0; i < count_; ++i) visit_item<0, Events...>(items_[i].type, items_[i].event, visit);
  }

  friend constexpr bool operator==(const EventQueue& a, const EventQueue& b) {
    if (a.count_ != b.count_) return false;
    for (std::size_t i = 0; i < a.count_; ++i) {
      bool equal = a.items_[i].type == b.items_[i].type;
      if (equal)
        visit_item<0, Events...>(a.items_[i].type, a.items_[i].event, [&](const auto& event) {
          using Event = std::remove_cvref_t<decltype(event)>;
          if constexpr (!std::is_empty_v<Event>) equal = event == get<place_of<Event>>(b.items_[i].event);
        });
      if (!equal) return false;
    }
    return true;
  }

 private:
  template <class Event>
  static constexpr std::size_t place_of = [] {
    constexpr std::array<bool, sizeof...(Events)> same{std::is_same_v<Event, Events>...};
    std::size_t place = 0;
    while (!same[place]) ++place;
    return place;
  }();
  template <std::size_t Place>
  static constexpr const auto& get(const auto& stored) {
    if constexpr (Place == 0) return stored.first;
    else return get<Place - 1>(stored.others);
  }
  template <std::size_t Place>
  static constexpr void put(auto& stored, const auto& event) {
    using Union = std::remove_reference_t<decltype(stored)>;
    if constexpr (Place == 0) stored = Union{.first = event};
    else {
      stored = Union{.others = {}};
      put<Place - 1>(stored.others, event);
    }
  }
  template <std::size_t Place, class First, class... Others>
  static constexpr void visit_item(std::size_t type, const auto& stored, auto&& visit) {
    if (type == Place) visit(stored.first);
    else if constexpr (sizeof...(Others) > 0) visit_item<Place + 1, Others...>(type, stored.others, visit);
  }

  std::array<Item, Room> items_{};
  std::uint8_t count_ = 0;
};

/// For tables that keep none.
template <int Which>
struct NoQueue {
  template <class Event>
  static constexpr bool keeps = false;
  static constexpr std::size_t size() { return 0; }
  constexpr void truncate(std::size_t) {}
  friend constexpr bool operator==(const NoQueue&, const NoQueue&) = default;
};

// ---- Which events a table keeps.

template <class List, class When, class Actions>
struct with_deferred { using type = List; };
template <class List, class Event>
struct with_deferred<List, on_event<Event>, deferring> : with<List, Event> {};

template <class List, class Actions>
struct with_posted { using type = List; };
template <class List, class Earlier, class Node>
struct with_posted<List, sequence<Earlier, Node>> : with_posted<List, Earlier> {};
template <class List, class Earlier, class Event, class Maker>
struct with_posted<List, sequence<Earlier, posting<Event, Maker>>> : with<typename with_posted<List, Earlier>::type, Event> {};

template <class List, class... Rows>
struct deferred_of { using type = List; };
template <class List, class Row, class... Others>
struct deferred_of<List, Row, Others...> : deferred_of<typename with_deferred<List, typename Row::when_type, typename Row::actions_type>::type, Others...> {};
template <class List, class... Rows>
struct posted_of { using type = List; };
template <class List, class Row, class... Others>
struct posted_of<List, Row, Others...> : posted_of<typename with_posted<List, typename Row::actions_type>::type, Others...> {};

template <int Which, std::size_t Room, class List>
struct queue_of { using type = NoQueue<Which>; };
template <int Which, std::size_t Room, class First, class... Others>
struct queue_of<Which, Room, list<First, Others...>> { using type = EventQueue<Room, First, Others...>; };

}  // namespace interlock::statemachine::detail
