// Several contexts
//
// `start` and `process` take one context or several. The first is the context: it is what guards and actions of the forms
// (context, event) and (context) get, and what is told of deadlines, tasks and steps. Where there are several, guards and
// actions may also name what they need by type, in any order, the event among them:
// `[](Ledger& ledger, const paid& event) { ... }`. Guards see all of them as const.
//
// Contexts are borrowed for the call, so one machine may work with other contexts each time. Asking for a type that nobody
// supplies is an error of compilation.
#include "statemachine/statemachine.hpp"

using namespace interlock::statemachine;

struct paid { int amount; };
struct Till { int customers = 0; };
struct Ledger { int sum = 0; };
struct Bell { int rings = 0; };

inline constexpr guard is_enough{[](const paid& event, const Ledger& ledger) { return ledger.sum + event.amount >= 10; }};
inline constexpr action book{[](Ledger& ledger, const paid& event) { ledger.sum += event.amount; }};
inline constexpr action ring{[](Bell& bell, const Ledger& ledger) { bell.rings += ledger.sum; }};
inline constexpr action count_customer{[](auto& till) { ++till.customers; }};  // The first context.

inline constexpr auto sale = transition_table(
  *"open"_s + event<paid> [is_enough] / (book, ring, count_customer) = "paid"_s,
   "open"_s + event<paid> / book,
   end("paid"_s), resting("open"_s));
static_assert(check<sale, total>());

int main() {
  Till till;
  Ledger ledger;
  Bell bell;
  machine<sale> machine;
  machine.start(till, ledger, bell);
  machine.process(paid{4}, till, ledger, bell);
  bool ok = bell.rings == 0 && ledger.sum == 4;
  machine.process(paid{7}, till, ledger, bell);
  return ok && bell.rings == 11 && till.customers == 1 && machine.ended() ? 0 : 1;
}
