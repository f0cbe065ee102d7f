/// What follows from a row that was taken, before process() returns. One piece for the machine and for the interpreter.
#pragma once
#include "statemachine/memory.hpp"

#include <cstddef>
#include <cstdint>
#include <utility>

namespace interlock::statemachine {

/// What an event did. `row` is npos if no row took it. from == to does not mean that nothing was left: see the row.
struct Step {
  bool handled;
  std::uint8_t from;
  std::uint8_t to;
  std::uint16_t row;
  bool late = false;  ///< It was the outcome of a task's life that is over, so no row was asked.
  friend constexpr bool operator==(const Step&, const Step&) = default;
};

namespace detail {

/// When a row throws, what was to be processed after it is given up.
template <class Queue>
struct EmptiedAtEnd {
  Queue& queue;
  constexpr explicit EmptiedAtEnd(Queue& emptied) : queue(emptied) {}
  EmptiedAtEnd(const EmptiedAtEnd&) = delete;
  EmptiedAtEnd& operator=(const EmptiedAtEnd&) = delete;
  constexpr ~EmptiedAtEnd() { queue.truncate(0); }
};
template <int Which>
struct EmptiedAtEnd<NoQueue<Which>> {
  constexpr explicit EmptiedAtEnd(NoQueue<Which>&) {}
};
template <class Queue>
EmptiedAtEnd(Queue&) -> EmptiedAtEnd<Queue>;

/// Offers deferred events again, oldest first, until one is taken. Returns whether one was.
constexpr bool recall(auto follower, auto& context) {
  auto& deferred = follower.memory().deferred;
  for (std::size_t place = 0; place < deferred.size();) {
    Step step{};
    deferred.take(place, [&](const auto& event) { step = follower.offer(event, context); });
    if (!step.handled) continue;
    if (!follower.is_deferral(step)) return true;
    deferred.move_last_to(place++);
  }
  return false;
}

/// Rows without an event, while any can be taken; then what actions asked to process; then, if the state has changed, what was deferred.
template <class Follower>
constexpr void settle(Follower follower, bool moved, auto& context) {
  using Model = typename Follower::Model;
  auto& memory = follower.memory();
  if constexpr (Model::defers) memory.recall_is_due |= moved;
  bool completes = Model::completes;
  for (;;) {
    if constexpr (Model::completes)
      if (std::exchange(completes, false)) {
        // One that throws, and whose exception row leads nowhere, is not tried again before something else was taken.
        const Step step = follower.complete(context);
        completes = follower.is_move(step);
        if constexpr (Model::defers) memory.recall_is_due |= completes;
        if (step.handled) continue;
      }
    if constexpr (Model::posts)
      if (memory.posted.size() > 0) {
        Step step{};
        memory.posted.take(0, [&](const auto& event) { step = follower.offer(event, context); });
        if constexpr (Model::defers) memory.recall_is_due |= follower.is_move(step);
        completes = step.handled;
        continue;
      }
    if constexpr (Model::defers)
      if (memory.recall_is_due) {  // And stays so until all were offered: where one throws, the others come before the next event.
        memory.recall_is_due = completes = recall(follower, context);
        continue;
      }
    return;
  }
}

}  // namespace detail
}  // namespace interlock::statemachine
