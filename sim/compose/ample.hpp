#pragma once
/// Which of the enabled steps of a composed world stand for all of them: an ample set, computed from the tables.
///
/// A step touches its own actor and its end of that actor's FIFOs: it takes from the front of one, or appends to others. So two steps of
/// different actors can be swapped, unless one sends into the empty FIFO from which the other takes. For an actor in its state the tables say
/// what each of its senders may still send, and which messages mean nothing to it any more (statemachine/moot.hpp).
///
/// C0, something is left: the set is empty only if no step is enabled, since it is made of enabled steps of actors that have some.
/// C1, no step outside of it, nor any that such steps lead to, depends on one in it before one of it is made. Two kinds of sets are so:
///   - A message at the head of a FIFO that means nothing to its receiver, now and for ever. Taking it changes nothing else, and can be
///     swapped with everything: the sender appends behind it, and the receiver doesn't change by it.
///   - All that is enabled of a company of actors, where for each member each FIFO of its own holds something, or its sender can send
///     nothing more that means anything to it, or is of the company itself, whether it can do something now or not. Who is outside then
///     can only append behind what waits, which can be swapped with taking it, and neither enables nor prevents any step of the company.
///     An actor that waits for a wake-up, and whoever may still wake it, are thus one company: no order of the two is left out.
/// C2, nothing that is watched changes unseen: what is watched is what one actor is (`broken`), and how it ends (`broken_at_end`). Every full
/// run can be made of a reduced one by swapping steps of different actors. Each actor's own steps keep their order in that, so each actor
/// comes through the same states, and the run ends in the same state. What compares two actors on the way must not be asked here.
/// C3, no step is put off for ever: from the tables, a world whose actors all progress has no circle (`always_ends`). For others the search sees
/// to it (sim/search/search.hpp): where a reduced look finds nothing new, it looks at all.
/// A FIFO that could be full is left out of all this: a world in which nothing bounds what an actor sends is not reduced.
#include "sim/compose/steps.hpp"
#include "statemachine/moot.hpp"

#include <bit>

namespace interlock::sim::compose {

/// Of a FIFO's messages, bit i for the one of code i + 1, by states.
template <class Queue>
struct Prospects {
 private:
  using From = typename Queue::from;
  using To = typename Queue::to;
  using ModelOfTo = typename FactsOf<To>::Model;

 public:
  /// What its sender may still send, by the sender's state.
  static constexpr std::array<std::uint64_t, FactsOf<From>::Model::state_count> may_come = [] {
    std::array<std::uint64_t, FactsOf<From>::Model::state_count> messages{};
    for (std::size_t state = 0; state < messages.size(); ++state)
      Queue::messages::for_each([&]<class Message>() {
        if (contains(FactsOf<From>::template may_send_in<Message, To>, state)) messages[state] |= std::uint64_t{1} << Queue::messages::template index_of<Message>;
      });
    return messages;
  }();
  /// What means nothing to its receiver any more, by the receiver's state.
  static constexpr std::array<std::uint64_t, ModelOfTo::state_count> moot = [] {
    std::array<std::uint64_t, ModelOfTo::state_count> messages{};
    for (std::size_t state = 0; state < messages.size(); ++state)
      Queue::messages::for_each([&]<class Message>() {
        constexpr std::size_t event = ModelOfTo::template event_index<Message>;
        static_assert(event < ModelOfTo::event_count, "this table says nothing about a message that is sent to it: add a row, if only `= ignore`");
        if (contains(statemachine::moot_in<To::table>[event], state)) messages[state] |= std::uint64_t{1} << Queue::messages::template index_of<Message>;
      });
    return messages;
  }();
};

template <class World>
class Ample {
  using layout = typename World::layout;
  static_assert(layout::actor_count <= 64, "the reduction keeps actors as bits of a word");
  using Actors = std::uint64_t;

 public:
  /// Whether this world can be reduced at all.
  static constexpr bool is_possible = !layout::fifos::any_of([]<class Queue>() {
    return FactsOf<typename Queue::from>::template most_sent_to<typename Queue::to> == FactsOf<typename Queue::from>::unbounded;
  });

  explicit Ample(const World& world) : world_(world) {
    World::steps::for_each_step([&]<class What>(Step step) { note_step<What>(step); });
    layout::fifos::for_each([&]<class Queue>() {
      for (unsigned who = 0; who < layout::counts[layout::template home_of<Queue>]; ++who) note_dependence<Queue>(who);
    });
  }

  /// visit(Step), for each of the set. Says whether there are fewer of them than are enabled.
  bool for_each(auto&& visit) const {
    if (moot_ < count_) {
      visit(steps_[moot_].step);
      return count_ > 1;
    }
    Actors chosen = 0;
    std::size_t fewest = count_ + 1;
    for (Actors left = can_act_; left != 0; left &= left - 1) {
      const Actors company = with_all_it_needs(left & -left);
      std::size_t size = 0;
      for (std::size_t i = 0; i < count_; ++i) size += (company >> steps_[i].actor) & 1U;
      if (size <= fewest) fewest = size, chosen = company;
    }
    for (std::size_t i = 0; i < count_; ++i)
      if (((chosen >> steps_[i].actor) & 1U) != 0) visit(steps_[i].step);
    return fewest < count_;
  }

 private:
  struct Enabled {
    Step step;
    std::uint8_t actor;
  };
  static constexpr std::size_t most_steps = [] {
    std::size_t count = 0;
    World::steps::for_each_step([&]<class What>(Step) { ++count; });
    return count;
  }();
  static constexpr std::size_t none = most_steps;

  template <class Kind>
  static constexpr std::uint8_t actor(unsigned who) { return static_cast<std::uint8_t>(layout::template first_actor<Kind> + who); }
  template <class Kind>
  static constexpr unsigned end_of(unsigned who) { return layout::template count_of<Kind> == 1 ? 0 : who; }

  template <class What>
  void note_step(Step step) {
    if (!What::is_enabled(world_, step.who)) return;
    const std::uint8_t who = actor<typename What::actor>(end_of<typename What::actor>(step.who));
    if constexpr (requires { typename What::queue; }) {
      using Queue = typename What::queue;
      const std::uint64_t head = std::uint64_t{1} << Queue::head(world_.template fifo<Queue>(step.who));
      if ((Prospects<Queue>::moot[world_.template state<typename Queue::to>(end_of<typename Queue::to>(step.who))] & head) != 0) moot_ = count_;
    }
    can_act_ |= Actors{1} << who;
    steps_[count_++] = {step, who};
  }
  template <class Queue>
  void note_dependence(unsigned who) {
    using From = typename Queue::from;
    using To = typename Queue::to;
    const unsigned from = end_of<From>(who), to = end_of<To>(who);
    if (world_.template fifo<Queue>(who) != 0) return;
    if ((Prospects<Queue>::may_come[world_.template state<From>(from)] & ~Prospects<Queue>::moot[world_.template state<To>(to)]) != 0)
      needs_[actor<To>(to)] |= Actors{1} << actor<From>(from);
  }
  [[nodiscard]] Actors with_all_it_needs(Actors company) const {
    for (Actors fresh = company; fresh != 0;) {
      Actors needed = 0;
      for (; fresh != 0; fresh &= fresh - 1) needed |= needs_[static_cast<std::size_t>(std::countr_zero(fresh))];
      fresh = needed & ~company;
      company |= needed;
    }
    return company;
  }

  const World& world_;
  std::array<Enabled, most_steps> steps_;
  std::size_t count_ = 0;
  std::size_t moot_ = none;
  Actors can_act_ = 0;
  std::array<Actors, layout::actor_count> needs_{};
};

}  // namespace interlock::sim::compose
