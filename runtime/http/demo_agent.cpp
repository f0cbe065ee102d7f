#include "runtime/http/demo_agent.hpp"

#include "runtime/http/demo_script.hpp"

#include <cassert>

namespace interlock::http {

void DemoAgent::dial(port::Address asker, std::uint32_t generation, const port::RunSpec& spec) {
  const auto [place, is_new] = runs_.try_emplace(asker, loop_);
  assert(is_new && "A run is dialed once.");
  static_cast<void>(is_new);
  place->second.generation = generation;
  place->second.script = demo_script(spec.request);
  scheduler_.post({}, asker, lifecycles::upstream_opened{});
  place->second.alarm.set(pace_, [this, asker] { say_next(asker); });
}

void DemoAgent::say_next(port::Address asker) {
  Run& run = runs_.at(asker);
  scheduler_.post({}, asker, run.script[run.position++]);
  if (run.position < run.script.size()) return run.alarm.set(pace_, [this, asker] { say_next(asker); });
  scheduler_.post({}, asker, lifecycles::task_completed<lifecycles::agent_stream>{run.generation});
  runs_.erase(asker);
}

void DemoAgent::abort(port::Address asker) {
  const auto found = runs_.find(asker);
  if (found == runs_.end()) return;
  scheduler_.post({}, asker, lifecycles::task_cancelled<lifecycles::agent_stream>{found->second.generation});
  runs_.erase(found);
}

}  // namespace interlock::http
