// Observation
//
// If the first context has a member `stepped(const Step&)`, the machine calls it for each row that is taken, when it has been
// taken: the event's own, and those that follow before `process` returns. A context without it costs nothing. An event that no
// row takes is not told; `process` returns that.
//
// A step has numbers; `data_of<table>` has their names, and each row as it is written.
#include "statemachine/statemachine.hpp"

#include <string>

using namespace interlock::statemachine;

struct opened {};
struct alarm_set {};
struct Trace {
  std::string text;
  void stepped(const Step& step);
};

inline constexpr action creak{[] {}};

inline constexpr auto door = transition_table(
  *"shut"_s    + event<opened> / creak = "open"_s,
   "open"_s    = "watched"_s,
   "watched"_s + event<alarm_set> / (creak, process<opened>),
   "watched"_s + event<opened> = ignore,
   resting("shut"_s, "watched"_s));
static_assert(check<door>());

void Trace::stepped(const Step& step) {
  const TableData& table = data_of<door>;
  text.append(table.states[step.from]).append(" -").append(table.rows[step.row].event).append("-> ");
  text.append(table.states[step.to]).append("\n");
}

int main() {
  Trace trace;
  machine<door> machine;
  machine.start(trace);
  machine.process(opened{}, trace);
  machine.process(alarm_set{}, trace);
  machine.process(alarm_set{}, trace);
  return trace.text ==
                 "shut -opened-> open\n"
                 "open -completion-> watched\n"
                 "watched -alarm_set-> watched\n"
                 "watched -opened-> watched\n"
                 "watched -alarm_set-> watched\n"
                 "watched -opened-> watched\n"
             ? 0
             : 1;
}
