// The interpreter and a mutant
//
// `interpreter<table>` is the same machine, run from data: a `TableCopy` of the rows, with the table's own guards and actions.
// The copy may be changed before it runs - another target, a negated guard, an action less, a row deleted - without compiling
// anything. Such a mutant says whether tests are worth something: a good test of the table fails on it. Held against the
// compiled machine, it also proves that one.
//
// It has the same `start`, `process`, `name`, `ended`, `==` and `hash`. It borrows the copy, and it is the slow way: each event
// looks at each row. Guards and actions of entry, exit, deadline and task rows take no event there.
#include "statemachine/interpreter.hpp"
#include "statemachine/statemachine.hpp"

using namespace interlock::statemachine;

struct code_entered { int code; };
struct shut {};
struct Safe { int wrong = 0; };

inline constexpr guard is_right{[](const code_entered& event) { return event.code == 1234; }};
inline constexpr action count_wrong{[](Safe& safe) { ++safe.wrong; }};

inline constexpr auto safe_lifecycle = transition_table(
  *"locked"_s + event<code_entered> [is_right] = "open"_s,     // Row 0.
   "locked"_s + event<code_entered> / count_wrong,
   "open"_s   + event<shut> = "locked"_s,
   resting("locked"_s, "open"_s));
static_assert(check<safe_lifecycle>());

/// The test of the table: a wrong code does not open it, and the right one does.
bool is_secure(auto machine) {
  Safe safe;
  machine.start(safe);
  machine.process(code_entered{1}, safe);
  const bool stays_locked = machine.name() == "locked" && safe.wrong == 1;
  machine.process(code_entered{1234}, safe);
  return stays_locked && machine.name() == "open";
}

int main() {
  const TableCopy<safe_lifecycle> unchanged;
  TableCopy<safe_lifecycle> negated;
  negated.rows[0].negated = true;
  TableCopy<safe_lifecycle> without_row;
  without_row.rows[0].deleted = true;
  return is_secure(machine<safe_lifecycle>{}) && is_secure(interpreter<safe_lifecycle>(unchanged)) &&
                 !is_secure(interpreter<safe_lifecycle>(negated)) && !is_secure(interpreter<safe_lifecycle>(without_row))
             ? 0
             : 1;
}
