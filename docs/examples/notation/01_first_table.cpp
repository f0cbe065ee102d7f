// A first table
//
// A lifecycle is one `inline constexpr` object at namespace scope. Each row reads as a sentence: in this state, on this event,
// go to that state. The star marks the initial state. `end(...)` names the states in which the work is done; `resting(...)`
// those in which the machine may wait for ever. Events are types; a state is its name.
//
// `check` proves at compile time, among other things, that every state can be reached and that every state can reach an end;
// `total` demands as well that each state says what it does with each event (see "What check refuses").
//
// `machine<table>` is the machine; `start` enters the initial state, once, before the first `process`. It owns nothing:
// whatever guards and actions need is passed to each call as the context. `process` returns a `Step`: whether a row took the
// event, where the machine was and is, and which row it was.
#include "statemachine/statemachine.hpp"

using namespace interlock::statemachine;

struct opened {};
struct closed {};
struct removed {};

inline constexpr auto door = transition_table(
  *"shut"_s + event<opened> = "open"_s,
   "shut"_s + event<removed> = "gone"_s,
   "open"_s + event<closed> = "shut"_s,
   end("gone"_s), resting("shut"_s, "open"_s));
static_assert(check<door>());

int main() {
  struct {} context;
  machine<door> front_door;
  front_door.start(context);
  bool ok = front_door.is("shut"_s);

  const Step step = front_door.process(opened{}, context);
  ok = ok && step.handled && front_door.is("open"_s) && front_door.name() == "open";

  ok = ok && !front_door.process(removed{}, context).handled;  // An open door says nothing about it: no row, no change.

  front_door.process(closed{}, context);
  front_door.process(removed{}, context);
  return ok && front_door.ended() ? 0 : 1;
}
