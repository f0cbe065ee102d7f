// Exceptions
//
// If a guard or an action throws, the machine stays where it was, and the exception is an event: a row of `exception_of<E>` is
// taken for what is an `E`, a row of `exception` for anything. An action of such a row may take a `const thrown&`, which has
// `what` and, if it was a `std::exception`, `error`. If no row takes it, or if that row throws too, `process` throws.
//
// The state changes last, so an entry that throws counts as a failure of the state that was to be left. What was done in the
// context before the throw stays done; events that the row had asked to process are dropped. A table without such rows has no
// `try` in its machine.
#include "statemachine/statemachine.hpp"

#include <stdexcept>
#include <string>

using namespace interlock::statemachine;

struct saved { int size; };
struct closed {};
struct Editor {
  int room = 10;
  std::string message;
};

inline constexpr action write{[](Editor& editor, const saved& event) {
  if (event.size < 0) throw std::invalid_argument("negative");
  if (event.size > editor.room) throw std::length_error("disk full");
  editor.room -= event.size;
}};
inline constexpr action warn{[](Editor& editor, const thrown& failure) { editor.message = failure.what; }};

inline constexpr auto editor_lifecycle = transition_table(
  *"editing"_s + event<saved> / write = "clean"_s,
   "clean"_s   + event<saved> / write,
   "editing"_s + exception_of<std::length_error> / warn,     // Still editing, and warned.
   "editing"_s + exception / warn = "broken"_s,
   any         + event<closed> = "closed"_s,
   end("broken"_s, "closed"_s), resting("editing"_s, "clean"_s));
static_assert(check<editor_lifecycle>());

int main() {
  Editor editor;
  machine<editor_lifecycle> machine;
  machine.start(editor);
  machine.process(saved{11}, editor);
  bool ok = machine.is("editing"_s) && editor.message == "disk full";

  auto other = machine;
  other.process(saved{-1}, editor);
  ok = ok && other.is("broken"_s) && editor.message == "negative";

  machine.process(saved{10}, editor);
  bool threw = false;
  try {
    machine.process(saved{1}, editor);  // "clean" has no row for it.
  } catch (const std::length_error&) {
    threw = true;
  }
  return ok && threw && machine.is("clean"_s) ? 0 : 1;
}
