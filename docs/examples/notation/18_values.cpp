// Machines as values
//
// A machine is a small, trivially copyable value. A flat table with one region takes one byte; regions, history, deferred
// events and tasks add what they need, and nothing else does. It has `==` and `hash()`, and equal machines have equal hashes.
// It holds no pointer and no context: copying it forks it, writing its bytes down saves it, for the same table and the same
// program.
//
// All of it works at compile time, if guards and actions do: a whole run is a `static_assert`.
#include "statemachine/statemachine.hpp"

#include <type_traits>

using namespace interlock::statemachine;

struct coin_inserted {};
struct pushed {};
struct removed {};
struct Turnstile { int visitors = 0; };

inline constexpr action count_visitor{[](Turnstile& turnstile) { ++turnstile.visitors; }};

inline constexpr auto turnstile_lifecycle = transition_table(
  *"locked"_s   + event<coin_inserted> = "unlocked"_s,
   "locked"_s   + event<pushed> = ignore,
   "unlocked"_s + event<pushed> / count_visitor = "locked"_s,
   "unlocked"_s + event<coin_inserted> = ignore,
   any          + event<removed> = "gone"_s,
   end("gone"_s), resting("locked"_s, "unlocked"_s));
static_assert(check<turnstile_lifecycle, total>());

using Machine = machine<turnstile_lifecycle>;
static_assert(sizeof(Machine) == 1 && std::is_trivially_copyable_v<Machine>);
static_assert([] {
  Turnstile turnstile;
  Machine machine;
  machine.start(turnstile);
  machine.process(pushed{}, turnstile);
  machine.process(coin_inserted{}, turnstile);
  machine.process(pushed{}, turnstile);
  return machine.is("locked"_s) && turnstile.visitors == 1;
}(), "nobody passes without a coin");

int main() {
  Turnstile turnstile;
  Machine machine;
  machine.start(turnstile);
  const Machine before = machine;
  machine.process(coin_inserted{}, turnstile);
  bool ok = machine != before && machine.hash() != before.hash();

  Machine fork = machine;  // Goes its own way from here.
  fork.process(removed{}, turnstile);
  ok = ok && fork.ended() && machine.is("unlocked"_s);
  machine.process(pushed{}, turnstile);
  return ok && machine == before && machine.hash() == before.hash() ? 0 : 1;
}
