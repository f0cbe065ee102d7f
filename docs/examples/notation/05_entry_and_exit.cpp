// Entry and exit
//
// `on_entry` and `on_exit` rows belong to the border of a state: they are done whenever it is entered or left, whichever row
// does it. They may have guards; several of one state are done in the order of the table. `start` enters the initial state,
// with the event `started`.
//
// The order of an external transition: guard; exit actions, inner before outer; the row's actions; entry actions, outer before
// inner; deadlines and tasks that end are cancelled, then those that begin are armed and started; last, the state changes.
//
// An entry or exit action that takes the event takes whatever event crossed the border, so it is generic in it.
//
// glibc has a global function `on_exit`. A namespace of one's own, with a using-declaration, says which one is meant.
#include "statemachine/statemachine.hpp"

#include <string>

namespace alarm_system {

using namespace interlock::statemachine;
using interlock::statemachine::on_exit;

struct armed {};
struct disarmed {};
struct Alarm { std::string log; };

constexpr const char* name_of(const started&) { return "start"; }
constexpr const char* name_of(const armed&) { return "armed"; }
constexpr const char* name_of(const disarmed&) { return "disarmed"; }

inline constexpr action light_on{[](Alarm& alarm, const auto& event) { alarm.log.append("on(").append(name_of(event)).append(") "); }};
inline constexpr action light_off{[](Alarm& alarm) { alarm.log += "off "; }};
inline constexpr action beep{[](Alarm& alarm) { alarm.log += "beep "; }};
inline constexpr action watch{[](Alarm& alarm) { alarm.log += "watch "; }};

inline constexpr auto alarm_lifecycle = transition_table(
  *"idle"_s     + on_entry / light_on,
   "idle"_s     + on_exit / light_off,
   "idle"_s     + event<armed> / beep = "watching"_s,
   "watching"_s + on_entry / watch,
   "watching"_s + event<disarmed> = "idle"_s,
   resting("idle"_s, "watching"_s));
static_assert(check<alarm_lifecycle>());

}  // namespace alarm_system

int main() {
  using namespace alarm_system;
  Alarm alarm;
  machine<alarm_lifecycle> machine;
  machine.start(alarm);
  machine.process(armed{}, alarm);
  machine.process(disarmed{}, alarm);
  return alarm.log == "on(start) off beep watch on(disarmed) " ? 0 : 1;
}
