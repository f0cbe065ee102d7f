// What check refuses
//
// A mistake in a table is an error of compilation: one sentence, with the names of the state and the event. This program
// compiles; the comments in it say which one change would stop it, and `tests/refused/` has a program for each sentence.
//
// Some are refused wherever a row is written: a guard, an action, a duration or a group without a name, a row that neither acts
// nor leads anywhere, an `on_entry` row with a target. The rest is refused by `check`, which looks at the table as a whole, and
// for two things only on demand: `total` and `every_wait_has_a_deadline`.
#include "statemachine/statemachine.hpp"

#include <chrono>
#include <cstdint>

using namespace interlock::statemachine;
using namespace std::chrono_literals;

struct opened {};
struct closed {};
struct Door {
  bool locked = false;
  int creaks = 0;
  void arm(std::uint16_t, std::chrono::minutes) {}
  void cancel(std::uint16_t) {}
};

inline constexpr guard is_locked{[](const Door& door) { return door.locked; }};
inline constexpr action creak{[](Door& door) { ++door.creaks; }};

inline constexpr auto door_lifecycle = transition_table(
  *"shut"_s + event<opened> [!is_locked] / creak = "open"_s,  // No star: one state of a table bears the star.
                                                              // = "opne"_s: a row leads to this state, but none leaves it.
                                                              // / [] {}: the slash of a row takes named actions.
   "shut"_s + event<opened> [is_locked] = ignore,             // Without this row, with `total`: the state does not say what it does.
                                                              // With [!is_locked] again: this row can never be taken.
   "shut"_s + event<closed> = ignore,
   "shut"_s + after(10min) = "gone"_s,                        // Without this row: no rows lead to an end state.
   "open"_s + event<closed> / creak = "shut"_s,               // "opne"_s + ...: no row leads to this state.
   "open"_s + event<opened> = ignore,
   end("gone"_s),                                             // "gone"_s + event<opened> = ...: a row leads out of this end state.
   resting("open"_s));                                        // Without it, with `every_wait_has_a_deadline`: no after(...) row.
static_assert(check<door_lifecycle, total, every_wait_has_a_deadline>());

// Of what this door has no use for, `check` also refuses: a state that two regions share; rows of overlapping groups that compete; rows
// without event and guard that lead in a circle; a task without rows for its three outcomes; an event that is deferred for ever.

int main() {
  Door door;
  machine<door_lifecycle> machine;
  machine.start(door);
  machine.process(opened{}, door);
  machine.process(closed{}, door);
  door.locked = true;
  machine.process(opened{}, door);
  // machine.process(42, door): this event occurs in no row of the table.
  return machine.is("shut"_s) && door.creaks == 2 ? 0 : 1;
}
