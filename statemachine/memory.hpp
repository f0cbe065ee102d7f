/// What a machine knows between two events: all of it one value, trivially copyable, and nothing that its table does not need.
#pragma once
#include "statemachine/event_queue.hpp"
#include "statemachine/model.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace interlock::statemachine::detail {

/// In place of what a table does not need.
template <int Which>
struct Nothing {
  friend constexpr bool operator==(const Nothing&, const Nothing&) = default;
};

/// The present or last life of a task.
struct Life {
  std::uint32_t generation = 0;
  bool running = false;
  friend constexpr bool operator==(const Life&, const Life&) = default;
};

template <const auto& Table>
struct Memory {
  using Model = model<Table>;

  template <template <class, class...> class Collect, bool Any, class Places = std::make_index_sequence<Model::row_count>>
  struct kept_events { using type = list<>; };
  template <template <class, class...> class Collect, std::size_t... Rows>
  struct kept_events<Collect, true, std::index_sequence<Rows...>> {
    using type = typename Collect<list<>, typename Model::template row_type<Rows>...>::type;
  };

  static constexpr std::array<std::uint8_t, Model::region_count> initial = [] {
    std::array<std::uint8_t, Model::region_count> states{};
    for (std::size_t region = 0; region < states.size(); ++region) states[region] = Model::stars.states[region];
    return states;
  }();
  static constexpr std::array<std::uint8_t, Model::member_count> initial_left = [] {
    std::array<std::uint8_t, Model::member_count> states{};
    for (std::size_t m = 0; m < states.size(); ++m) states[m] = Model::composite_initial(m);
    return states;
  }();
  using LeftIn = std::conditional_t<Model::remembers, std::array<std::uint8_t, Model::member_count>, Nothing<0>>;
  static constexpr LeftIn nothing_left() {
    if constexpr (Model::remembers) return initial_left;
    else return {};
  }

  std::array<std::uint8_t, Model::region_count> at = initial;  ///< The state of each region.
  [[no_unique_address]] LeftIn left_in = nothing_left();       ///< By members: the state in which a composite was last left.
  [[no_unique_address]] std::conditional_t<(Model::task_count > 0), std::array<Life, Model::task_count>, Nothing<1>> lives{};
  [[no_unique_address]] typename queue_of<2, Model::deferred_room, typename kept_events<deferred_of, Model::defers>::type>::type deferred{};
  [[no_unique_address]] std::conditional_t<Model::defers, bool, Nothing<4>> recall_is_due{};  ///< The state has changed, and what is deferred was not offered again.
  /// Empty but inside process().
  [[no_unique_address]] typename queue_of<3, 8, typename kept_events<posted_of, Model::posts>::type>::type posted{};

  friend constexpr bool operator==(const Memory&, const Memory&) = default;

  /// Equal memories have equal hashes. What deferred events carry is not hashed, only which they are.
  constexpr std::uint64_t hash() const {
    std::uint64_t hash = 14695981039346656037U;
    const auto add = [&](std::uint64_t value) { hash = (hash ^ value) * 1099511628211U; };
    for (const std::uint8_t state : at) add(state);
    if constexpr (Model::remembers)
      for (const std::uint8_t state : left_in) add(state);
    if constexpr (Model::task_count > 0)
      for (const Life& life : lives) add(2 * std::uint64_t{life.generation} + (life.running ? 1U : 0U));
    if constexpr (Model::defers)
      deferred.for_each([&](const auto& event) { add(key_of_type<std::remove_cvref_t<decltype(event)>>.id); });
    return hash;
  }

  constexpr bool terminated() const {
    for (const std::uint8_t state : at)
      if (contains(Model::terminal, state)) return true;
    return false;
  }
  constexpr bool ended() const {
    for (const std::uint8_t state : at)
      if (!contains(Model::ends, state)) return terminated();
    return true;
  }
  constexpr bool is_in(StateSet states) const {
    for (const std::uint8_t state : at)
      if (contains(states, state)) return true;
    return false;
  }
  /// On leaving composites by a move: where they were left; one that was done begins anew.
  constexpr void note_left(std::size_t from, std::size_t to, Composites through) {
    if constexpr (Model::remembers)
      for (std::size_t m = 1; m < Model::member_count; ++m) {
        const StateSet states = Model::composite_states(m);
        if (Model::remembered[m] && contains(states, from) && (!contains(states, to) || through.hold(m))) left_in[m] = Model::left_at(m, from);
      }
  }
  /// Whether this outcome is of another life than the task's present one.
  template <class Outcome>
  constexpr bool is_late(const Outcome& outcome) const {
    constexpr std::size_t task = Model::template task_index<typename Outcome::task>;
    if constexpr (task < Model::task_count) return !lives[task].running || lives[task].generation != outcome.generation;
    else return false;
  }
  /// Whether this outcome is that of the task's present life, which ends by it.
  template <class Outcome>
  constexpr bool ends_life(const Outcome& outcome) {
    constexpr std::size_t task = Model::template task_index<typename Outcome::task>;
    if (is_late(outcome)) return false;
    if constexpr (task < Model::task_count) lives[task].running = false;
    return true;
  }
};

}  // namespace interlock::statemachine::detail
