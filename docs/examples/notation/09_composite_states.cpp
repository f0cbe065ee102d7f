// Composite states
//
// `state<table>` makes a table, itself complete and usable alone, one state of another. Entering it enters its initial state.
// Its inner rows come before the rows of the table around it; what they do not take, the outer rows take in each inner state.
// When the inner table reaches one of its ends, the composite's row without an event is taken: it is done.
//
// `on_entry`, `on_exit`, `after` and `invoke` of a composite belong to its border. Entry goes from outside in, exit from inside
// out. A row of a composite that leads into that composite leaves it and enters it again.
//
// Composites nest, and are flattened at compile time: the machine is still one byte, and names read `handshake.asked`. Only the
// outermost table may have several stars.
#include "statemachine/statemachine.hpp"

#include <string>

namespace links {

using namespace interlock::statemachine;
using interlock::statemachine::on_exit;

struct dialed {};
struct hello_received {};
struct token_accepted {};
struct peer_lost {};
struct Link { std::string log; };

inline constexpr action open_socket{[](Link& link) { link.log += "open "; }};
inline constexpr action forget_secrets{[](Link& link) { link.log += "forget "; }};
inline constexpr action say_hello{[](Link& link) { link.log += "hello "; }};
inline constexpr action welcome{[](Link& link) { link.log += "welcome "; }};

inline constexpr auto handshake = transition_table(
  *"asked"_s    + on_entry / say_hello,
   "asked"_s    + event<hello_received> = "proving"_s,
   "proving"_s  + event<token_accepted> = "proved"_s,
   end("proved"_s), resting("asked"_s, "proving"_s));
static_assert(check<handshake>());

inline constexpr auto connection = transition_table(
  *"idle"_s         + event<dialed> = state<handshake>,
   state<handshake> + on_entry / open_socket,
   state<handshake> + on_exit / forget_secrets,
   state<handshake> + event<peer_lost> = "idle"_s,     // From each state inside.
   state<handshake> / welcome = "ready"_s,             // When it is done.
   "ready"_s        + event<peer_lost> = "closed"_s,
   end("closed"_s), resting("idle"_s, "ready"_s));
static_assert(check<connection>());
static_assert(sizeof(machine<connection>) == 1);

}  // namespace links

int main() {
  using namespace links;
  Link link;
  machine<connection> machine;
  machine.start(link);
  machine.process(dialed{}, link);
  bool ok = machine.name() == "handshake.asked" && machine.is(state<handshake>) && link.log == "open hello ";
  machine.process(hello_received{}, link);
  machine.process(peer_lost{}, link);
  ok = ok && machine.is("idle"_s) && link.log == "open hello forget ";
  machine.process(dialed{}, link);
  machine.process(hello_received{}, link);
  link.log.clear();
  machine.process(token_accepted{}, link);
  return ok && machine.is("ready"_s) && link.log == "forget welcome " ? 0 : 1;
}
