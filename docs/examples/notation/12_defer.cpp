// Deferred events
//
// A row that ends in `/ defer` keeps its event until the state changes. Then the kept events are offered again, oldest first,
// before `process` returns, so before anything newer; what the new state defers too keeps its place.
//
// A machine keeps at most eight events, or as many as `room_for_deferred<N>` says. A deferring row whose queue is full passes
// the event on to the next row, so a table says what happens then. The queue is part of the machine's value; the events in it
// are copied, and must be trivially copyable. `check` refuses an event that is deferred where no later state takes it.
#include "statemachine/statemachine.hpp"

#include <string>

using namespace interlock::statemachine;

struct document_sent { char name; };
struct page_printed {};
struct Printer {
  std::string printed;
  std::string refused;
};

inline constexpr action print{[](Printer& printer, const document_sent& event) { printer.printed += event.name; }};
inline constexpr action refuse{[](Printer& printer, const document_sent& event) { printer.refused += event.name; }};

inline constexpr auto printer_lifecycle = transition_table(
  *"idle"_s     + event<document_sent> / print = "printing"_s,
   "printing"_s + event<document_sent> / defer,
   "printing"_s + event<document_sent> / refuse,      // When the queue is full.
   "printing"_s + event<page_printed> = "idle"_s,
   resting("idle"_s, "printing"_s), room_for_deferred<2>);
static_assert(check<printer_lifecycle>());

int main() {
  Printer printer;
  machine<printer_lifecycle> machine;
  machine.start(printer);
  for (const char name : {'a', 'b', 'c', 'd'}) machine.process(document_sent{name}, printer);
  bool ok = printer.printed == "a" && printer.refused == "d";

  int kept = 0;
  machine.for_each_deferred([&](const document_sent&) { ++kept; });
  ok = ok && kept == 2;

  machine.process(page_printed{}, printer);  // b is printed at once, and c waits on.
  ok = ok && printer.printed == "ab" && machine.is("printing"_s);
  machine.process(page_printed{}, printer);
  machine.process(page_printed{}, printer);
  return ok && printer.printed == "abc" && machine.is("idle"_s) ? 0 : 1;
}
