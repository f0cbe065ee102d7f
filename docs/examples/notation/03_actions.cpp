// Actions and sequences
//
// An action is a named effect after the slash of a row. Like a guard it may take the context and the event, the context, the
// event, or nothing; the first of these that fits is used. Several actions stand in parentheses and are done in this order;
// `/ first / second` means the same. A row has at most eight.
//
// Actions are done while the row is taken, between what is left and what is entered: the state changes last. An action must not
// call `process` of the machine that runs it; that is what `process<Event>` in a row is for.
#include "statemachine/statemachine.hpp"

#include <string>

using namespace interlock::statemachine;

struct chunk_received { std::string bytes; };
struct finished {};
struct Download {
  std::string content;
  int chunks = 0;
  std::string log;
};

inline constexpr action append{[](Download& download, const chunk_received& event) { download.content += event.bytes; }};
inline constexpr action count_chunk{[](Download& download) { ++download.chunks; }};
inline constexpr action note_end{[](auto& download) { download.log += "end "; }};
inline constexpr action note_size{[](auto& download) { download.log += std::to_string(download.content.size()); }};

inline constexpr auto download_lifecycle = transition_table(
  *"loading"_s + event<chunk_received> / (append, count_chunk),
   "loading"_s + event<finished> / note_end / note_size = "complete"_s,
   end("complete"_s), resting("loading"_s));
static_assert(check<download_lifecycle, total>());

int main() {
  Download download;
  machine<download_lifecycle> machine;
  machine.start(download);
  machine.process(chunk_received{"inter"}, download);
  machine.process(chunk_received{"lock"}, download);
  machine.process(finished{}, download);
  return download.content == "interlock" && download.chunks == 2 && download.log == "end 9" && machine.ended() ? 0 : 1;
}
