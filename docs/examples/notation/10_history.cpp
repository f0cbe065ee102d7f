// History
//
// A row may lead to where a composite was last left. `deep_history(state<table>)` leads to that very state;
// `shallow_history(state<table>)` to the same direct child, and if that is itself a composite, to where it begins. A composite
// that was never entered, or was done when it was left, begins anew.
//
// What is remembered is part of the machine's value, and only of machines whose table asks for it. Entry actions, deadlines and
// tasks of what is entered by history happen as on any entry.
#include "statemachine/statemachine.hpp"

using namespace interlock::statemachine;

struct begun {};
struct filled {};
struct dried {};
struct door_opened {};
struct resumed {};
struct step_repeated {};

inline constexpr auto washing = transition_table(
  *"filling"_s  + event<filled> = "turning"_s,
   "turning"_s  + event<filled> = "clean"_s,
   end("clean"_s), resting("filling"_s, "turning"_s));
inline constexpr auto program = transition_table(
  *state<washing> = "drying"_s,
   "drying"_s     + event<dried> = "dry"_s,
   end("dry"_s), resting("drying"_s));
inline constexpr auto washer = transition_table(
  *"off"_s        + event<begun> = state<program>,
   state<program> + event<door_opened> = "paused"_s,
   state<program> = "off"_s,
   "paused"_s     + event<resumed> = deep_history(state<program>),
   "paused"_s     + event<step_repeated> = shallow_history(state<program>),
   resting("off"_s, "paused"_s));
static_assert(check<washer>());

int main() {
  struct {} context;
  machine<washer> machine;
  machine.start(context);
  machine.process(begun{}, context);
  machine.process(filled{}, context);
  bool ok = machine.name() == "program.washing.turning";
  machine.process(door_opened{}, context);

  auto copy = machine;  // What it remembers is copied with it.
  copy.process(step_repeated{}, context);
  ok = ok && copy.name() == "program.washing.filling";

  machine.process(resumed{}, context);
  ok = ok && machine.name() == "program.washing.turning";
  machine.process(filled{}, context);
  return ok && machine.name() == "program.drying" ? 0 : 1;
}
