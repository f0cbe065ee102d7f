// Guards
//
// A guard is a named clause in the brackets of a row. It may take the context and the event, the context, the event, or
// nothing; it sees the context as const and must not change anything. Named guards combine with `&&`, `||` and `!`, which stop
// as early as the built-in ones. Neither a bare lambda nor a bool is a guard: a guard has a name, and diagrams and checks show
// it.
//
// Rows of one state and one event are tried in the order of the table. The first whose guard holds is taken; a row whose guard
// does not hold passes the event on. A row without a guard always holds, so it comes last. A guard in one row and its negation
// in another, as written, are together complete: that is how this table passes `total`.
#include "statemachine/statemachine.hpp"

using namespace interlock::statemachine;

struct withdrawal_requested { int amount; };
struct closed {};
struct Account {
  int balance = 100;
  bool blocked = false;
};

inline constexpr guard is_covered{[](const Account& account, const withdrawal_requested& event) {
  return event.amount <= account.balance;
}};
inline constexpr guard is_small{[](const withdrawal_requested& event) { return event.amount <= 20; }};
inline constexpr guard is_blocked{[](const Account& account) { return account.blocked; }};
inline constexpr action pay{[](Account& account, const withdrawal_requested& event) { account.balance -= event.amount; }};

inline constexpr auto account_lifecycle = transition_table(
  *"active"_s + event<withdrawal_requested> [!is_blocked && (is_covered || is_small)] / pay,
   "active"_s + event<withdrawal_requested> [!(!is_blocked && (is_covered || is_small))] = ignore,
   "active"_s + event<closed> = "closed"_s,
   end("closed"_s), resting("active"_s));
static_assert(check<account_lifecycle, total>());

int main() {
  Account account;
  machine<account_lifecycle> machine;
  machine.start(account);
  machine.process(withdrawal_requested{90}, account);
  bool ok = account.balance == 10;
  machine.process(withdrawal_requested{70}, account);  // Not covered, and not small.
  ok = ok && account.balance == 10;
  machine.process(withdrawal_requested{20}, account);  // Not covered, but small.
  ok = ok && account.balance == -10;
  account.blocked = true;
  machine.process(withdrawal_requested{1}, account);
  return ok && account.balance == -10 ? 0 : 1;
}
