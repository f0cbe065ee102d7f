// Groups, any and ignore
//
// A row of a group, `in(live)`, stands in each of its states; a row of `any` in each state that is not an end. A group has a
// name, and states may be in several groups. `= ignore` says that an event is expected and means nothing: it is handled,
// without any effect.
//
// Which row is taken: the state's own rows first, then those of its composite, then those of its groups, then those of `any`,
// each in the order of the table. So the general is written once, and a state says only how it differs. Two groups that
// overlap, neither a part of the other, and have rows for one event compete: `check` refuses that.
//
// A group's `on_entry`, `on_exit` and `after` belong to its border: they happen when the group is entered from outside or left,
// not on moves inside it.
#include "statemachine/statemachine.hpp"

namespace chat {

using namespace interlock::statemachine;
using interlock::statemachine::on_exit;

struct greeted {};
struct message_received {};
struct ping_received {};
struct peer_closed {};
struct Chat {
  int messages = 0;
  int farewells = 0;
  int refusals = 0;
};

inline constexpr action deliver{[](Chat& chat) { ++chat.messages; }};
inline constexpr action refuse{[](Chat& chat) { ++chat.refusals; }};
inline constexpr action say_farewell{[](Chat& chat) { ++chat.farewells; }};

inline constexpr auto live = group("greeting"_s, "ready"_s);
inline constexpr auto connection = transition_table(
  *"greeting"_s + event<greeted> = "ready"_s,
   "ready"_s    + event<message_received> / deliver,
   in(live)     + event<message_received> / refuse,     // In "greeting" only: "ready" has a row of its own.
   in(live)     + event<peer_closed> = "closing"_s,
   in(live)     + on_exit / say_farewell,               // Not on the move from "greeting" to "ready".
   "closing"_s  + event<peer_closed> = "closed"_s,
   any          + event<message_received> = ignore,
   any          + event<ping_received> = ignore,
   any          + event<greeted> = ignore,
   end("closed"_s), resting("greeting"_s, "ready"_s, "closing"_s));
static_assert(check<connection, total>());

}  // namespace chat

int main() {
  using namespace chat;
  Chat chat;
  machine<connection> machine;
  machine.start(chat);
  machine.process(message_received{}, chat);
  machine.process(greeted{}, chat);
  bool ok = chat.refusals == 1 && chat.farewells == 0 && machine.is_in(live);
  machine.process(message_received{}, chat);
  machine.process(peer_closed{}, chat);
  ok = ok && chat.messages == 1 && chat.farewells == 1 && machine.is("closing"_s);
  ok = ok && machine.process(message_received{}, chat).handled && chat.messages == 1;
  machine.process(peer_closed{}, chat);
  return ok && machine.ended() && !machine.process(ping_received{}, chat).handled ? 0 : 1;
}
