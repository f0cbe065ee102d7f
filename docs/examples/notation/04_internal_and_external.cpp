// Internal and external rows
//
// A row with a target is an external transition: the state is left and the target is entered, with all that belongs to it -
// exit and entry actions, deadlines, tasks - also if the target is the state itself (a self-transition). A row without a target
// is an internal transition: its actions are done, and nothing is left, entered or armed anew.
//
// A row that does nothing at all is written `= ignore`; a row without action and target is refused.
#include "statemachine/statemachine.hpp"

using namespace interlock::statemachine;

struct volume_changed { int volume; };
struct restarted {};
struct play_pressed {};
struct stopped {};
struct Player {
  int volume = 5;
  int position = 40;
  int started = 0;
};

inline constexpr action set_volume{[](Player& player, const volume_changed& event) { player.volume = event.volume; }};
inline constexpr action rewind_track{[](Player& player) { player.position = 0; }};
inline constexpr action start_playing{[](Player& player) { ++player.started; }};

inline constexpr auto player_lifecycle = transition_table(
  *"playing"_s + on_entry / start_playing,
   "playing"_s + event<volume_changed> / set_volume,           // internal
   "playing"_s + event<restarted> / rewind_track = "playing"_s,  // external: left and entered again
   "playing"_s + event<play_pressed> = ignore,
   "playing"_s + event<stopped> = "stopped"_s,
   end("stopped"_s), resting("playing"_s));
static_assert(check<player_lifecycle, total>());

int main() {
  Player player;
  machine<player_lifecycle> machine;
  machine.start(player);
  machine.process(volume_changed{7}, player);
  bool ok = player.volume == 7 && player.started == 1;
  machine.process(restarted{}, player);
  ok = ok && player.position == 0 && player.started == 2;
  const Step step = machine.process(play_pressed{}, player);  // Ignored is handled: the table has said so.
  return ok && step.handled && player.started == 2 ? 0 : 1;
}
