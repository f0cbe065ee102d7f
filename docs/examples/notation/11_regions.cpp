// Orthogonal regions and X
//
// A second star begins a second region: the machine is then in one state of each. Every event goes to every region, in the
// order of the stars, and each takes its own row for it. The states of a region are its own. `process` returns the step of the
// first region that took the event. `name(region)` and `index(region)` ask for one; `is` holds if any region is in that state.
// The machine has ended when all regions have, or when one is in `X`.
//
// `X` is UML's terminate: a region that reaches it ends the machine, whatever the others do, and regions after it do not see
// the event. A table has at most eight regions. One with several defers no event: another region may take it.
#include "statemachine/statemachine.hpp"

using namespace interlock::statemachine;

struct play_pressed {};
struct mute_pressed {};
struct unplugged {};

inline constexpr auto player = transition_table(
  *"paused"_s  + event<play_pressed> = "playing"_s,
   "playing"_s + event<play_pressed> = "paused"_s,
  *"audible"_s + event<mute_pressed> = "muted"_s,
   "muted"_s   + event<mute_pressed> = "audible"_s,
   "muted"_s   + event<play_pressed> = "audible"_s,   // Both regions hear of it.
   "paused"_s  + event<unplugged> = X,
   "playing"_s + event<unplugged> = X,
   resting("paused"_s, "playing"_s, "audible"_s, "muted"_s));
static_assert(check<player>());
static_assert(sizeof(machine<player>) == 2);  // A byte a region.

int main() {
  struct {} context;
  machine<player> machine;
  machine.start(context);
  machine.process(mute_pressed{}, context);
  bool ok = machine.name(0) == "paused" && machine.name(1) == "muted";
  machine.process(play_pressed{}, context);
  ok = ok && machine.is("playing"_s) && machine.is("audible"_s) && !machine.ended();
  machine.process(unplugged{}, context);
  return ok && machine.ended() && !machine.process(mute_pressed{}, context).handled ? 0 : 1;
}
