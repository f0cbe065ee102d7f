// Unexpected events
//
// An event that no row takes changes nothing, and `Step::handled` is false. A table can say more: a row of
// `unexpected_event<Event>` is taken for that event, and one of `unexpected_event<>` for any event of the table, if no other
// row takes it. Such rows are tried after all others, also after those of groups and `any`, and also where all guards failed.
// `any + unexpected_event<> / ...` is the usual one.
//
// An event type that occurs in no row at all is refused by the compiler.
#include "statemachine/statemachine.hpp"

#include <string>

using namespace interlock::statemachine;

struct hello_received {};
struct message_received {};
struct left {};
struct Session {
  bool muted = false;
  std::string log;
};

inline constexpr guard is_muted{[](const Session& session) { return session.muted; }};
inline constexpr action deliver{[](Session& session) { session.log += "deliver "; }};
inline constexpr action ask_for_hello{[](Session& session) { session.log += "hello? "; }};
inline constexpr action complain{[](Session& session) { session.log += "complain "; }};

inline constexpr auto session_lifecycle = transition_table(
  *"new"_s    + event<hello_received> = "member"_s,
   "new"_s    + unexpected_event<message_received> / ask_for_hello,
   "member"_s + event<message_received> [!is_muted] / deliver,
   "member"_s + event<left> = "gone"_s,
   any        + unexpected_event<> / complain,
   end("gone"_s), resting("new"_s, "member"_s));
static_assert(check<session_lifecycle>());

int main() {
  Session session;
  machine<session_lifecycle> machine;
  machine.start(session);
  machine.process(message_received{}, session);
  machine.process(left{}, session);
  machine.process(hello_received{}, session);
  machine.process(message_received{}, session);
  session.muted = true;
  machine.process(message_received{}, session);
  return session.log == "hello? complain deliver complain " && machine.is("member"_s) ? 0 : 1;
}
