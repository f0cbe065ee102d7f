// interlock-explore: tries the orders of events of a scenario, and shows the one that breaks something.
#include "sim/explore/reference_command.hpp"
#include "sim/explore/stopwatch.hpp"
#include "sim/explore/subcommands.hpp"
#include "sim/report.hpp"
#include "sim/runner.hpp"
#include "sim/schedule_file.hpp"
#include "sim/shorten.hpp"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <fstream>
#include <iostream>

namespace {
using namespace interlock::sim;

struct Options {
  std::string scenario;
  std::uint64_t seed = 1;
  std::uint64_t count = 0;
  std::uint32_t steps = 2000;
  std::uint64_t states = 20'000'000;
  double seconds = 0;  ///< How long seeds are tried; 0: as many as `count` says.
  ScheduleKind schedule = ScheduleKind::portfolio;
  bool exhaustive = false;
  bool planted = false;
  bool json = false;
  std::string save;
  std::string report;
  reference::Command reference;
};

struct Summary {
  std::string mode;
  std::uint64_t schedules = 0, states = 0, transitions = 0, depth = 0, seed = 0;
  bool complete = false;
  double seconds = 0;
};

using explore::quoted;
using explore::Stopwatch;
using enum explore::Exit;

std::string rate(const Summary& summary) { return std::to_string(static_cast<std::uint64_t>(static_cast<double>(summary.transitions) / std::max(summary.seconds, 1e-3))); }

void print(const Options& options, const Summary& s, const Schedule<Move>& found, const std::vector<TraceLine>& lines, const std::string& replay) {
  if (options.json) {
    std::cout << "{\"scenario\":" << quoted(options.scenario) << ",\"tables\":" << quoted(options.planted ? "planted" : "real") << ",\"mode\":" << quoted(s.mode)
              << ",\"schedules\":" << s.schedules << ",\"states\":" << s.states << ",\"transitions\":" << s.transitions << ",\"depth\":" << s.depth
              << ",\"complete\":" << (s.complete ? "true" : "false") << ",\"seconds\":" << s.seconds << ",\"steps_per_second\":" << rate(s);
    if (!found.broken.empty()) {
      std::cout << ",\"violation\":{\"property\":" << quoted(found.broken) << ",\"seed\":" << s.seed << ",\"schedule\":" << quoted(name_of(kind_under(options.schedule, s.seed))) << ",\"replay\":" << quoted(replay) << ",\"steps\":[";
      for (std::size_t i = 0; i < lines.size(); ++i) std::cout << (i == 0 ? "" : ",") << quoted(lines[i].what);
      std::cout << "],\"diagram\":" << quoted(sequence_diagram(lines)) << "}";
    }
    std::cout << "}\n";
    return;
  }
  std::cout << options.scenario << " on " << (options.planted ? "planted" : "real") << " tables, " << s.mode << ": ";
  if (s.mode == "exhaustive")
    std::cout << s.states << " distinct states, " << s.transitions << " transitions, depth " << s.depth << (s.complete ? ", complete" : ", not complete");
  else
    std::cout << s.schedules << " schedules, " << s.transitions << " steps, the longest " << s.depth << ", each done twice with the same trace";
  std::cout << "; " << rate(s) << " steps a second\n";
  if (found.broken.empty()) {
    std::cout << "No property was broken.\n";
    return;
  }
  std::cout << "\nBroken: " << found.broken << "\n";
  if (s.mode == "seeded") std::cout << "Seed: " << s.seed << ", scheduled by " << name_of(kind_under(options.schedule, s.seed)) << "\n";
  std::cout << "\n" << numbered_steps(lines) << "\n```mermaid\n" << sequence_diagram(lines) << "```\n\nReplay it with: " << replay << "\n";
}

int finish(const Options& options, const Runner& runner, Summary summary, const Schedule<Move>& found) {
  std::string replay;
  if (!found.broken.empty()) {
    const std::string file = options.save.empty() ? options.scenario + (options.planted ? "-planted" : "") + ".schedule" : options.save;
    std::ofstream out(file);
    write_schedule(out, {options.scenario, options.planted, runner.tables(), found.moves});
    out.flush();
    if (!out) {
      std::cerr << "interlock-explore: cannot write " << file << "; name another file with --save\n";
      return usage;
    }
    replay = "interlock-explore replay " + file;
    if (!options.report.empty()) {
      std::ofstream page(options.report);
      page << counterexample_page(*find_scenario(options.scenario), runner, options.planted, found);
      page.flush();
      if (!page) {
        std::cerr << "interlock-explore: cannot write " << options.report << "; name another file with --report\n";
        return usage;
      }
    }
  }
  print(options, summary, found, runner.trace(found.moves), replay);
  return found.broken.empty() ? clean : violated;
}

int run_exhaustive(const Options& options, const Runner& runner) {
  Stopwatch watch;
  const auto progress = [&](std::uint64_t states, std::uint64_t transitions, std::uint32_t depth) {
    if (!watch.is_due()) return;
    std::cerr << "… " << states << " states, " << transitions << " transitions, depth " << depth << "\n";
  };
  const auto found = runner.exhaust({.states = options.states}, progress);
  return finish(options, runner, {"exhaustive", 1, found.states, found.transitions, found.depth, 0, found.complete, watch.seconds()}, found.violation);
}

int run_seeds(const Options& options, const Runner& runner) {
  Stopwatch watch;
  Summary summary{.mode = "seeded"};
  const auto goes_on = [&] { return options.seconds > 0 ? watch.seconds() < options.seconds : summary.schedules < options.count; };
  for (std::uint64_t seed = options.seed; goes_on(); ++seed) {
    SeededRun<Move> run = runner.seeded(seed, options.steps, options.schedule);
    ++summary.schedules;
    summary.transitions += 2 * run.schedule.moves.size();
    summary.depth = std::max<std::uint64_t>(summary.depth, run.schedule.moves.size());
    summary.seed = seed;
    if (!run.schedule.broken.empty()) {
      const std::size_t length = run.schedule.moves.size();
      run.schedule = shortened(runner, std::move(run.schedule));
      std::cerr << "seed " << seed << ": " << length << " moves, shrunk to " << run.schedule.moves.size() << "\n";
      summary.seconds = watch.seconds();
      return finish(options, runner, summary, run.schedule);
    }
    if (watch.is_due()) {
      std::cerr << "… " << summary.schedules;
      if (options.seconds > 0) std::cerr << " schedules in " << static_cast<std::uint64_t>(watch.seconds()) << " of " << options.seconds << " s; the next is seed " << seed + 1 << "\n";
      else std::cerr << " of " << options.count << " schedules\n";
    }
  }
  summary.seconds = watch.seconds();
  return finish(options, runner, summary, {});
}

int run_reference_model(Options& options) {
  if (options.count != 0 || options.seconds > 0 || options.planted || !options.save.empty()) {
    std::cerr << "interlock-explore: `" << reference::scenario_name << "` is searched to its end, and nothing is planted in it: it takes no --seed, --count, --for, --schedule, --planted or --save\n";
    return usage;
  }
  options.reference.json = options.json;
  return reference::run(options.reference);
}

int run(Options options) {
  if (options.scenario == reference::scenario_name) return run_reference_model(options);
  const Scenario* scenario = find_scenario(options.scenario);
  if (scenario == nullptr) {
    std::cerr << "interlock-explore: there is no scenario `" << options.scenario << "`; `interlock-explore list` names them all\n";
    return usage;
  }
  if (options.planted && scenario->planted == Planted::none) {
    std::cerr << "interlock-explore: nothing is planted for `" << options.scenario << "`; `interlock-explore list` says which scenarios have an incident\n";
    return usage;
  }
  if (options.exhaustive && scenario->through_bytes) {
    std::cerr << "interlock-explore: `" << scenario->name << "` is wired through bytes and cannot be forked; run it by seeds, with --count\n";
    return usage;
  }
  const auto runner = make_runner(*scenario, options.planted);
  if (options.exhaustive && !scenario->bounded)
    std::cerr << "`" << scenario->name << "` is not bounded: the search stops at " << options.states << " states\n";
  if (options.exhaustive || (scenario->bounded && options.count == 0 && options.seconds == 0)) return run_exhaustive(options, *runner);
  if (options.count == 0) options.count = 200;
  return run_seeds(options, *runner);
}

int replay(const std::string& name, bool json) {
  std::ifstream in(name);
  if (!in) {
    std::cerr << "interlock-explore: cannot read " << name << "; give the file that a failed run wrote\n";
    return usage;
  }
  const auto file = read_schedule(in);
  if (!file) {
    std::cerr << "interlock-explore: " << name << ": " << file.error() << "\n";
    return usage;
  }
  const Scenario* scenario = find_scenario(file->scenario);
  if (scenario == nullptr || (file->planted && scenario->planted == Planted::none)) {
    std::cerr << "interlock-explore: " << name << " is of a scenario `" << file->scenario << "` that there is not; see `interlock-explore list`\n";
    return usage;
  }
  const Stopwatch watch;
  const auto runner = make_runner(*scenario, file->planted);
  const auto refuse = [&](const std::string& why) {
    std::cerr << "interlock-explore: " << why << "; record it again with `interlock-explore run " << file->scenario << (file->planted ? " --planted" : "") << "`\n";
    return usage;
  };
  if (runner->tables() != file->tables) return refuse(name + " was recorded with other tables");
  const Schedule<Move> made = runner->replay(file->moves);
  if (made.moves.size() < file->moves.size() && made.broken.empty())
    return refuse("of " + name + " only " + std::to_string(made.moves.size()) + " of " + std::to_string(file->moves.size()) + " moves can be made: the scenario has changed since");
  Options options;
  options.scenario = file->scenario;
  options.planted = file->planted;
  options.json = json;
  const Summary summary{.mode = "replayed", .schedules = 1, .transitions = made.moves.size(), .depth = made.moves.size(), .seconds = watch.seconds()};
  print(options, summary, made, runner->trace(made.moves), "interlock-explore replay " + name);
  return made.broken.empty() ? clean : violated;
}

int incident(const std::string& name) {
  const Scenario* scenario = find_scenario(name);
  if (scenario == nullptr || scenario->planted == Planted::none) {
    std::cerr << "interlock-explore: there is no incident `" << name << "`; `interlock-explore list` says which scenarios have one\n";
    return usage;
  }
  const std::string page = incident_page(*scenario);
  if (page.empty()) {
    std::cerr << "interlock-explore: what is planted for `" << name << "` is not found\n";
    return violated;
  }
  std::cout << page;
  return clean;
}

int list(bool json) {
  if (json) std::cout << "[";
  bool first = true;
  for (const Scenario& s : scenarios()) {
    if (json)
      std::cout << (first ? "" : ",") << "{\"name\":" << quoted(s.name) << ",\"description\":" << quoted(s.description) << ",\"incident\":" << quoted(s.incident)
                << ",\"bounded\":" << (s.bounded ? "true" : "false") << "}";
    else
      std::cout << s.name << "\n    " << s.description << "\n    " << (s.bounded ? "explored to the end" : "explored by seeds")
                << (s.incident.empty() ? "" : "; --planted brings the incident `" + s.incident + "` back") << "\n";
    first = false;
  }
  if (json) std::cout << "]\n";
  else std::cout << reference::scenario_name << "\n    " << reference::description << "\n    explored to the end\n";
  return clean;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Tries the orders of events of a scenario on the tables that production runs, and shows the one that breaks something.\n"
               "Exit code: 0 nothing was broken, 1 a property was broken, 2 it was called in a way that it does not understand."};
  app.require_subcommand(1);
  Options options;
  std::string file;
  auto* listing = app.add_subcommand("list", "Names the scenarios");
  listing->add_flag("--json", options.json, "For programs");
  auto* running = app.add_subcommand("run", "Runs one scenario: bounded ones to the end, others by 200 seeds");
  running->add_option("SCENARIO", options.scenario, "One of `interlock-explore list`")->required();
  running->add_option("--seed", options.seed, "The first seed")->capture_default_str();
  auto* count = running->add_option("--count", options.count, "How many seeds; asks for a seeded run")->check(CLI::Range(1, 100'000'000));
  auto* lasting = running->add_option("--for", options.seconds, "Tries seeds for so many seconds instead; asks for a seeded run")->check(CLI::Range(0.1, 1e6))->excludes(count);
  std::string schedule{name_of(options.schedule)};
  auto* scheduled = running->add_option("--schedule", schedule, "How a seed becomes an order of events; asks for a seeded run")
      ->capture_default_str()->check(CLI::IsMember(std::vector<std::string>(schedule_names.begin(), schedule_names.end())));
  running->add_option("--steps", options.steps, "The most moves of one seeded run")->capture_default_str()->check(CLI::Range(1, 10'000'000));
  running->add_flag("--exhaustive", options.exhaustive, "Every order, states that were seen dropped; the shortest violation")->excludes(count)->excludes(lasting)->excludes(scheduled);
  running->add_option("--states", options.states, "The most states that an exhaustive run keeps: about 4 KB each at its edge, 40 bytes behind it")->capture_default_str();
  running->add_flag("--planted", options.planted, "On the tables in which the scenario's incident is planted");
  running->add_option("--save", options.save, "Where the schedule of a violation is written; SCENARIO.schedule otherwise");
  running->add_option("--report", options.report, "Where a violation is written as a page of Markdown: steps, rows, diagram, and a test");
  running->add_flag("--json", options.json, "For programs");
  reference::add_options(*running, options.reference);
  auto* replaying = app.add_subcommand("replay", "Makes the moves of a schedule file again");
  replaying->add_option("FILE", file, "What a failed run wrote")->required();
  replaying->add_flag("--json", options.json, "For programs");
  auto* telling = app.add_subcommand("incident", "Prints the page of an incident: the shortest way to what is planted, and the same moves on the real tables");
  telling->add_option("NAME", file, "A scenario that has an incident")->required();
  explore::MutateOptions mutations;
  auto* mutating = app.add_subcommand("mutate", "Changes each row of the tables, and says which changes nobody notices. Exit code 1: one of them is not explained");
  mutating->add_option("LIFECYCLE", mutations.lifecycles, "Only these; otherwise all");
  mutating->add_option("--every", mutations.every, "Tries only each so manieth mutant")->capture_default_str()->check(CLI::Range(1, 100'000));
  mutating->add_option("--processes", mutations.processes, "How many are tried at a time")->capture_default_str()->check(CLI::Range(1, 64));
  mutating->add_option("--json", mutations.json, "A file for the verdict on each mutant");
  mutating->add_flag("--steps", mutations.steps, "Tries nothing, and prints what steps there are, as sim/known_steps.inc holds them");
  explore::CoverageOptions covered;
  auto* covering = app.add_subcommand("coverage", "Says which rows of the tables the scenarios take, which guards also say no, and what is never reached");
  covering->add_option("SCENARIO", covered.scenarios, "Only these; otherwise all");
  covering->add_option("--count", covered.seeds, "How many seeds of each")->capture_default_str()->check(CLI::Range(1, 10'000'000));
  covering->add_flag("--exhaustive", covered.exhaustive, "Searches the bounded ones to their end as well: then it is known what can be reached there");
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp& help) {
    return app.exit(help);
  } catch (const CLI::ParseError& error) {
    std::cerr << "interlock-explore: " << error.what() << "; see `interlock-explore --help`\n";
    return usage;
  }
  if (running->parsed() && running->count("--seed") > 0 && options.count == 0) options.count = 1;
  if (scheduled->count() > 0 && options.count == 0) options.count = 200;
  options.schedule = *schedule_named(schedule);
  if (*listing) return list(options.json);
  if (*running) return run(options);
  if (*telling) return incident(file);
  if (*mutating) return explore::mutate(mutations);
  if (*covering) return explore::coverage(covered);
  return replay(file, options.json);
}
