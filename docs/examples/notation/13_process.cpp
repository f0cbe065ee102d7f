// An event from an action
//
// `process<Event>` in the actions of a row is an event for this very machine. It is made by default, or by a named action that
// returns it: `process<Event>(make_it)`. It is made in its place among the row's actions and processed when the row is done and
// its rows without an event have been taken, before `process()` returns; several in the order in which they were asked for.
//
// Such events are trivially copyable, and at most eight wait at a time: one more throws `too_many_events`. A row that throws
// has asked for nothing.
#include "statemachine/statemachine.hpp"

#include <string>

using namespace interlock::statemachine;

struct coin_inserted { int value; };
struct price_reached { int change; };
struct served {};
struct Kiosk {
  int paid = 0;
  std::string log;
};

inline constexpr guard is_enough{[](const Kiosk& kiosk, const coin_inserted& event) { return kiosk.paid + event.value >= 5; }};
inline constexpr action take{[](Kiosk& kiosk, const coin_inserted& event) { kiosk.paid += event.value; }};
inline constexpr action with_change{[](Kiosk& kiosk) { return price_reached{kiosk.paid - 5}; }};
inline constexpr action give_change{[](Kiosk& kiosk, const price_reached& event) { kiosk.log += std::to_string(event.change); }};
inline constexpr action thank{[](Kiosk& kiosk) {
  kiosk.paid = 0;
  kiosk.log += " thanks";
}};

inline constexpr auto kiosk_lifecycle = transition_table(
  *"open"_s    + event<coin_inserted> [is_enough] / (take, process<price_reached>(with_change), process<served>) = "serving"_s,
   "open"_s    + event<coin_inserted> / take,
   "serving"_s + event<price_reached> / give_change,
   "serving"_s + event<served> / thank = "open"_s,
   resting("open"_s, "serving"_s));
static_assert(check<kiosk_lifecycle>());

int main() {
  Kiosk kiosk;
  machine<kiosk_lifecycle> machine;
  machine.start(kiosk);
  machine.process(coin_inserted{2}, kiosk);
  machine.process(coin_inserted{5}, kiosk);  // All three events are done when this returns.
  return kiosk.log == "2 thanks" && machine.is("open"_s) ? 0 : 1;
}
