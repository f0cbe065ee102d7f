#pragma once
/// The steps of a composed world: which there are, which can be made now, and what making one does.
#include "sim/compose/layout.hpp"
#include "statemachine/names.hpp"

#include <bit>
#include <compare>
#include <string>

namespace interlock::sim::compose {

/// `what` is the number of a kind of step; `who` says which of several: the place of the record that holds the actor, or the FIFO.
struct Step {
  std::uint16_t what = 0;
  std::uint16_t who = 0;
  friend constexpr auto operator<=>(const Step&, const Step&) = default;
};

/// An actor does something by itself.
template <class Kind, class Event>
struct Act {
  using actor = Kind;
  static bool is_enabled(const auto& world, unsigned who) { return contains(FactsOf<Kind>::template takes_in<Event>, world.template state<Kind>(who)); }
  static const char* take(auto& world, unsigned who) { return world.template process<Kind>(who, Event{}); }
  static std::string text() { return std::string(statemachine::type_name<Kind>) + ": " + std::string(statemachine::type_name<Event>); }
};

/// A deadline passes.
template <class Kind, std::uint16_t Slot>
struct Wait {
  using actor = Kind;
  static bool is_enabled(const auto& world, unsigned who) { return contains(FactsOf<Kind>::template waits_in<Slot>, world.template state<Kind>(who)); }
  static const char* take(auto& world, unsigned who) { return world.template process<Kind>(who, statemachine::deadline_passed{Slot}); }
  static std::string text() { return std::string(statemachine::type_name<Kind>) + ": its deadline passes"; }
};

/// An actor takes the oldest message of one of its FIFOs.
template <class Queue, bool FromSeveral>
struct Receive {
  using queue = Queue;
  using actor = typename Queue::to;
  static bool is_enabled(const auto& world, unsigned who) { return world.template fifo<Queue>(who) != 0; }
  static const char* take(auto& world, unsigned who) {
    const auto word = world.template fifo<Queue>(who);
    world.template set_fifo<Queue>(who, Queue::without_head(word));
    const std::size_t message = Queue::head(word);
    const char* broken = "";
    Queue::messages::for_each([&]<class Message>() {
      if (Queue::messages::template index_of<Message> == message) broken = world.template process<actor>(receiver(who), Message{});
    });
    return broken;
  }
  static constexpr unsigned receiver(unsigned who) { return FromSeveral ? 0 : who; }
  static std::string text() { return std::string(statemachine::type_name<actor>) + " takes a message of " + std::string(statemachine::type_name<typename Queue::from>); }
};

template <class Layout>
struct Steps {
 private:
  template <class Kind, class... Events>
  static auto acts_of(Types<Events...>) -> Types<Act<Kind, Events>...>;
  template <class Kind, std::size_t... Places>
  static auto waits_of(std::index_sequence<Places...>) -> Types<Wait<Kind, FactsOf<Kind>::slots[Places]>...>;
  template <class Queue>
  using Taking = Receive<Queue, !Layout::template are_partners<typename Queue::from, typename Queue::to> && Layout::template count_of<typename Queue::to> == 1>;
  template <std::size_t Group, class... Kinds, class... Queues>
  static auto all_of(Types<Kinds...>, Types<Queues...>)
      -> Joined<Types<>, std::conditional_t<Layout::template group_of<Kinds> == Group, Joined<decltype(acts_of<Kinds>(typename FactsOf<Kinds>::own_events{})), decltype(waits_of<Kinds>(std::make_index_sequence<FactsOf<Kinds>::wait_count>{}))>, Types<>>...,
                std::conditional_t<Layout::template home_of<Queues> == Group, Types<Taking<Queues>>, Types<>>...>;
  template <std::size_t Group>
  using of_group = decltype(all_of<Group>(typename Layout::kinds{}, typename Layout::fifos{}));
  template <std::size_t... Groups>
  static auto all(std::index_sequence<Groups...>) -> Joined<of_group<Groups>...>;
  static constexpr std::size_t group_count = Layout::counts.size();

 public:
  /// Group by group.
  using types = decltype(all(std::make_index_sequence<group_count>{}));

  static void for_each_enabled(const auto& world, auto& visit) {
    for_each_step([&]<class What>(Step step) {
      if (What::is_enabled(world, step.who)) visit(step);
    });
  }
  /// visit.operator()<What>(Step), for each that there may ever be.
  static constexpr void for_each_step(auto&& visit) {
    [&]<std::size_t... Groups>(std::index_sequence<Groups...>) {
      (for_each_of_group<Groups>(visit), ...);
    }(std::make_index_sequence<group_count>{});
  }
  template <class World>
  static const char* take(World& world, Step step) {
    static constexpr auto takers = []<class... What>(Types<What...>) {
      return std::array<const char* (*)(World&, unsigned), sizeof...(What)>{&What::template take<World>...};
    }(types{});
    return takers[step.what](world, step.who);
  }
  static std::string describe(Step step) {
    std::string text;
    types::for_each([&]<class What>() {
      if (types::template index_of<What> == step.what) text = What::text();
    });
    return text + " #" + std::to_string(step.who);
  }

 private:
  template <std::size_t Group>
  static constexpr void for_each_of_group(auto& visit) {
    for (unsigned who = 0; who < Layout::counts[Group]; ++who)
      of_group<Group>::for_each([&]<class What>() {
        constexpr auto what = static_cast<std::uint16_t>(types::template index_of<What>);
        visit.template operator()<What>(Step{what, static_cast<std::uint16_t>(who)});
      });
  }
};

}  // namespace interlock::sim::compose
