#include "sim/known_steps.hpp"

#include "runtime/gateway/invariant.hpp"
#include "sim/interpreted_runner.hpp"

#include <map>
#include <ostream>
#include <set>
#include <vector>

namespace interlock::sim {

namespace {
constexpr KnownStep steps[] = {
#include "sim/known_steps.inc"
};
/// A line is written down from so many runs of each scenario, and is expected where that many of the runs that are tried see it.
constexpr std::uint64_t recorded_seeds = 2500;
constexpr std::uint64_t enough = 12;
struct Counted {
  std::uint64_t soon = 0, late = 0;
};
struct Places {
  std::string often_in, seldom_in;
};
}  // namespace

std::span<const KnownStep> known_steps() { return steps; }

std::string words_of(const Seen& seen) {
  const port::StepRecord& step = seen.step;
  if (step.lifecycle.empty()) return seen.effects.empty() ? std::string() : "world: " + std::string(seen.effects);
  const bool is_deadline = seen.move.kind == Move::Kind::deadline;
  std::string words = std::string(step.lifecycle) + ": " + std::string(step.from) + " + " + (is_deadline ? "after(" : "") + std::string(step.event) + (is_deadline ? ")" : "");
  if (step.to != step.from) words += " → " + std::string(step.to);
  return words + (seen.effects.empty() ? "" : ": " + std::string(seen.effects));
}

Scenario with_every_event(Scenario scenario) {
  scenario.keeps_moot_events = true;
  return scenario;
}

void print_steps(std::ostream& out) {
  std::map<std::string, Places> lines;
  for (const Scenario& each : scenarios()) {
    if (each.through_bytes) continue;
    const Scenario scenario = with_every_event(each);
    const auto runner = make_interpreted_runner(scenario);
    std::map<std::string, Counted> runs_with;
    for (std::uint64_t seed = 1; seed <= recorded_seeds; ++seed) {
      std::set<std::string> of_this_run;
      const Schedule<Move> run = runner->watch(seed, tried_moves, [&](const Seen& seen) {
        if (std::string words = words_of(seen); !words.empty()) of_this_run.insert(std::move(words));
      });
      if (!run.broken.empty()) gateway::broken_invariant("a property is broken by the real tables", scenario.name + ", seed " + std::to_string(seed) + ": " + run.broken);
      for (const std::string& words : of_this_run) {
        Counted& counted = runs_with[words];
        counted.soon += seed <= tried_seeds;
        counted.late += seed <= long_tried_seeds;
      }
    }
    for (const auto& [words, counted] : runs_with) {
      Places& places = lines[words];
      if (counted.late < enough) continue;
      std::string& in = counted.soon >= enough ? places.often_in : places.seldom_in;
      in += (in.empty() ? "" : " ") + scenario.name;
    }
  }
  for (const auto& [words, places] : lines) out << "{\"" << words << "\", \"" << places.often_in << "\", \"" << places.seldom_in << "\"},\n";
}

}  // namespace interlock::sim
