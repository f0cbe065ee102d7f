#include "sim/explore/reference_command.hpp"

#include "sim/explore/reference_model.hpp"
#include "sim/explore/stopwatch.hpp"
#include "sim/explore/subcommands.hpp"

#include <CLI/CLI.hpp>

#include <charconv>
#include <ctime>
#include <iostream>
#include <optional>

namespace interlock::sim::reference {
namespace {

using explore::clean;
using explore::violated;
using explore::usage;

/// Of the display only, as the stopwatch.
double cpu_seconds_now() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

struct Timed {
  Found found;
  double seconds = 0;
  double cpu_seconds = 0;
};

Timed timed_search(const Sizes& sizes, const Command& command, bool reduced) {
  explore::Stopwatch watch;
  const double cpu_began = cpu_seconds_now();
  const auto progress = [&](std::uint64_t states, std::uint64_t transitions, std::uint32_t depth) {
    if (!watch.is_due()) return;
    std::cerr << "… " << states << " states, " << transitions << " transitions, depth " << depth << ", " << static_cast<std::uint64_t>(static_cast<double>(states) / watch.seconds())
              << " states a second\n";
  };
  Timed timed{search_model(sizes, {.order = command.breadth_first ? SearchOrder::breadth_first : SearchOrder::depth_first,
                                   .memory_limit = command.memory, .hash_seed = command.hash_seed, .reduced = reduced, .paths = false, .progress = progress})};
  timed.seconds = watch.seconds();
  timed.cpu_seconds = cpu_seconds_now() - cpu_began;
  return timed;
}

/// What is wrong with the settings, or nothing.
std::string read_settings(const std::vector<std::string>& settings, Sizes& sizes) {
  for (const std::string& setting : settings) {
    const std::size_t equals = setting.find('=');
    const std::string name = setting.substr(0, equals);
    unsigned* const value = name == "services" ? &sizes.services : name == "connections" ? &sizes.connections : nullptr;
    const unsigned most = name == "services" ? most_services : most_connections;
    if (value == nullptr) return "it has no setting `" + name + "`, but services and connections";
    const char* const end = setting.data() + setting.size();
    const char* const begin = equals == std::string::npos ? end : setting.data() + equals + 1;
    const auto [stopped, error] = std::from_chars(begin, end, *value);
    if (error != std::errc{} || stopped != end || *value < 1 || *value > most) return name + " is a number from 1 to " + std::to_string(most) + ": --set " + name + "=1";
  }
  return {};
}

void print_figures(const Timed& timed) {
  const Found& found = timed.found;
  const auto states = std::max(static_cast<double>(found.states), 1.0);
  std::cout << "\"states\":" << found.states << ",\"transitions\":" << found.transitions << ",\"depth\":" << found.depth << ",\"ends\":" << found.ends
            << ",\"complete\":" << (found.complete ? "true" : "false") << ",\"seconds\":" << timed.seconds << ",\"cpu_seconds\":" << timed.cpu_seconds
            << ",\"bytes\":" << found.bytes << ",\"bytes_per_state\":" << static_cast<double>(found.bytes) / states << ",\"most_bytes\":" << found.most_bytes
            << ",\"states_per_cpu_second\":" << static_cast<std::uint64_t>(states / std::max(timed.cpu_seconds, 1e-6));
}

void print_json(const Sizes& sizes, const Command& command, const Timed& timed, const Timed* full, bool agree) {
  std::cout << "{\"scenario\":\"" << scenario_name << "\",\"mode\":\"exhaustive\",\"services\":" << sizes.services << ",\"connections\":" << sizes.connections
            << ",\"order\":\"" << (command.breadth_first ? "breadth-first" : "depth-first") << "\",\"reduction\":" << (command.unreduced ? "false" : "true")
            << ",\"hash_seed\":" << command.hash_seed << ",\"world_bytes\":" << world_bytes(sizes) << ",";
  print_figures(timed);
  if (!timed.found.broken.empty()) std::cout << ",\"violation\":{\"property\":\"" << timed.found.broken << "\"}";
  if (full != nullptr) {
    std::cout << ",\"full\":{";
    print_figures(*full);
    std::cout << "},\"reduction_agrees\":" << (agree ? "true" : "false");
  }
  std::cout << "}\n";
}

void print_text(const Sizes& sizes, const Timed& timed, bool reduced) {
  const Found& found = timed.found;
  std::cout << scenario_name << " of " << sizes.services << " services and " << sizes.connections << " connections, " << (reduced ? "reduced" : "in full") << ": " << found.states
            << " distinct states, " << found.transitions << " transitions, depth " << found.depth << (found.complete ? ", complete" : ", not complete") << "; " << found.ends
            << " ways to end; " << found.bytes << " bytes for the states that were seen; " << timed.seconds << " s\n";
}

}  // namespace

void add_options(CLI::App& run, Command& command) {
  const std::string group = "Of the scenario reference-model";
  run.add_option("--set", command.settings, "services=N from 1 to 4, connections=N from 1 to 2")->group(group)->allow_extra_args(false);
  run.add_flag("--no-reduction", command.unreduced, "Every state and every step, none left out as like another")->group(group);
  run.add_flag("--check-reduction", command.check_reduction, "Searches in full as well: both must come to the same verdict and the same ends")->group(group);
  run.add_flag("--breadth-first", command.breadth_first, "Level by level, not depth first")->group(group);
  run.add_option("--hash-seed", command.hash_seed, "Of the fingerprints: another seed must find the same number of states")->group(group)->capture_default_str();
  run.add_option("--memory", command.memory, "The most bytes that the search may occupy, 4GiB say; it stops where it would need more")
      ->group(group)->capture_default_str()->transform(CLI::AsSizeValue(false));
}

int run(const Command& command) {
  Sizes sizes;
  if (const std::string wrong = read_settings(command.settings, sizes); !wrong.empty()) {
    std::cerr << "interlock-explore: " << scenario_name << ": " << wrong << "\n";
    return usage;
  }
  if (command.unreduced && command.check_reduction) {
    std::cerr << "interlock-explore: --check-reduction compares the reduced search with the full one; leave --no-reduction away\n";
    return usage;
  }
  const Timed timed = timed_search(sizes, command, !command.unreduced);
  std::optional<Timed> full;
  if (command.check_reduction) full = timed_search(sizes, command, false);
  const Found& found = timed.found;
  const bool agree = !full || (full->found.broken == found.broken && full->found.ends == found.ends && full->found.which_ends == found.which_ends);

  if (command.json) print_json(sizes, command, timed, full ? &*full : nullptr, agree);
  else print_text(sizes, timed, !command.unreduced);
  if (full && !command.json) print_text(sizes, *full, false);
  if (found.out_of_memory || (full && full->found.out_of_memory)) {
    std::cerr << "interlock-explore: " << (found.out_of_memory ? found : full->found).states << " states fill the " << command.memory
              << " bytes that it may occupy; allow more with --memory" << (command.unreduced ? ", or leave --no-reduction away" : ", or set fewer services or connections") << "\n";
    return usage;
  }
  if (!agree) {
    std::cerr << "interlock-explore: the reduced search and the full one do not agree: the reduction is wrong\n";
    return violated;
  }
  if (!command.json) std::cout << (found.broken.empty() ? "No property was broken.\n" : "\nBroken: " + found.broken + "\n");
  return found.broken.empty() ? clean : violated;
}

}  // namespace interlock::sim::reference
