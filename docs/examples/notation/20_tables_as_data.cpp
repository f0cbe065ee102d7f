// Tables as data
//
// `data_of<table>` is a `TableData`: states, events, rows, composites and regions as numbers and names, with no type of the
// table left in it. Tools work on that, for any table: `for_each_row_of(state, event, visit)` gives the rows of one field in
// the order in which the machine tries them. What diagrams say is therefore what runs.
//
// The headers in `statemachine/print/` print it: `mermaid`, `plantuml`, `dot`, `scxml`, `json`, and `matrix`, a Markdown table
// of states and events. This program prints its table as a Mermaid state diagram.
#include "statemachine/print/mermaid.hpp"
#include "statemachine/statemachine.hpp"

#include <cstdio>
#include <string>

using namespace interlock::statemachine;

struct play_pressed {};
struct track_ended {};

inline constexpr guard is_last_track{[](const auto& player) { return player.track == player.tracks; }};
inline constexpr action next_track{[](auto& player) { ++player.track; }};

inline constexpr auto player = transition_table(
  *"paused"_s  + event<play_pressed> = "playing"_s,
   "playing"_s + event<play_pressed> = "paused"_s,
   "playing"_s + event<track_ended> [is_last_track] = "over"_s,
   "playing"_s + event<track_ended> / next_track,
   end("over"_s), resting("paused"_s, "playing"_s));
static_assert(check<player>());

int main() {
  const TableData& table = data_of<player>;
  std::string rows;
  for (std::size_t state = 0; state < table.states.size(); ++state)
    for (std::size_t event = 0; event < table.events.size(); ++event)
      table.for_each_row_of(state, event, [&](std::size_t row, const RowInfo& info) {
        rows.append(std::to_string(row)).append(" ").append(info.guard).append(";");
      });
  const std::string diagram = mermaid(table);
  std::puts(diagram.c_str());
  return rows == "0 ;1 ;2 is_last_track;3 ;" && diagram.find("playing --> over : track_ended [is_last_track]") != std::string::npos ? 0 : 1;
}
