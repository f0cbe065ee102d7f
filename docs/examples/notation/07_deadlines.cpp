// Deadlines
//
// `after(...)` is a row that is taken when its state has lasted so long: a `std::chrono` constant, or a named `duration` that
// is asked of the context whenever the deadline is armed. It is armed when the state (or group, or composite) is entered and
// cancelled when it is left; an internal row leaves it alone, a self-transition arms it anew.
//
// The machine has no clock. It tells the first context `arm(slot, length)` and `cancel(slot)`, and is told
// `deadline_passed{slot}` by whoever keeps the time; the slot is the number of the row. Arming a slot again moves it, and
// cancelling one that has passed must do nothing. A deadline that comes late, for a state that was left, is unhandled. Rows of
// one source that wait for the same have one deadline, that of the first; when it passes, the first of them whose guard holds
// is taken. A deadline passes once: an internal `after` row is not armed again by being taken.
//
// `every_wait_has_a_deadline` demands of `check` that each state that is neither an end nor resting has one.
#include "statemachine/statemachine.hpp"

#include <array>
#include <chrono>
#include <cstdint>

using namespace interlock::statemachine;
using namespace std::chrono_literals;

struct answered {};
struct Call {
  std::chrono::seconds patience = 20s;
  std::array<std::chrono::seconds, 8> armed{};  // 0: not armed.
  void arm(std::uint16_t slot, std::chrono::seconds length) { armed[slot] = length; }
  void cancel(std::uint16_t slot) { armed[slot] = 0s; }
};

inline constexpr duration patience{[](const Call& call) { return call.patience; }};

inline constexpr auto call_lifecycle = transition_table(
  *"ringing"_s + after(patience) = "missed"_s,        // Row 0, so slot 0.
   "ringing"_s + event<answered> = "talking"_s,
   "talking"_s + after(1h) = "over"_s,                // Slot 2.
   end("missed"_s, "over"_s));
static_assert(check<call_lifecycle, every_wait_has_a_deadline>());

int main() {
  Call call;
  machine<call_lifecycle> machine;
  machine.start(call);
  bool ok = call.armed[0] == 20s && call.armed[2] == 0s;

  auto missed = machine;
  Call other = call;
  missed.process(deadline_passed{0}, other);
  ok = ok && missed.is("missed"_s);

  machine.process(answered{}, call);
  ok = ok && call.armed[0] == 0s && call.armed[2] == 1h;
  ok = ok && !machine.process(deadline_passed{0}, call).handled;  // Late: "ringing" was left.
  machine.process(deadline_passed{2}, call);
  return ok && machine.is("over"_s) ? 0 : 1;
}
