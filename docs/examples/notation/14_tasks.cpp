// Tasks
//
// `invoke<Task>` says that a piece of work runs while its state is active. On entry the machine tells the first context
// `start(Task{}, generation)`; if the state is left before the work has ended, `cancel(Task{}, generation)`. The work's outcome
// comes back as an event: `task_completed<Task>`, `task_failed<Task>` or `task_cancelled<Task>`, with the generation. If `Task`
// has a type `result`, its completion brings one, and if it has a type `failure`, so does its failure.
//
// Each entry is a new life of the task with the next generation. A life has one outcome; an outcome of another life than the
// present one is late: no row sees it, and `Step::late` says so. So an old answer is never taken for a new one. `check` demands
// rows for all three outcomes where the task runs.
#include "statemachine/statemachine.hpp"

#include <cstdint>

using namespace interlock::statemachine;

struct fetch { using result = int; };
struct aborted {};
struct retried {};
struct Page {
  std::uint32_t running = 0;  // The generation of the fetch that runs; 0: none.
  int size = 0;
  void start(fetch, std::uint32_t generation) { running = generation; }
  void cancel(fetch, std::uint32_t) { running = 0; }
};

inline constexpr action keep_size{[](Page& page, const task_completed<fetch>& event) { page.size = event.result; }};

inline constexpr auto page_lifecycle = transition_table(
  *"loading"_s + invoke<fetch>,
   "loading"_s + event<task_completed<fetch>> / keep_size = "shown"_s,
   "loading"_s + event<task_failed<fetch>> = "broken"_s,
   "loading"_s + event<task_cancelled<fetch>> = "broken"_s,
   "loading"_s + event<aborted> = "broken"_s,
   "broken"_s  + event<retried> = "loading"_s,
   end("shown"_s), resting("loading"_s, "broken"_s));
static_assert(check<page_lifecycle>());

int main() {
  Page page;
  machine<page_lifecycle> machine;
  machine.start(page);
  bool ok = page.running == 1;
  machine.process(aborted{}, page);
  ok = ok && page.running == 0;
  machine.process(retried{}, page);
  ok = ok && page.running == 2;

  const Step late = machine.process(task_completed<fetch>{1, 512}, page);  // Of the first life.
  ok = ok && late.late && !late.handled && machine.is("loading"_s);
  machine.process(task_completed<fetch>{2, 1024}, page);
  return ok && machine.is("shown"_s) && page.size == 1024 ? 0 : 1;
}
