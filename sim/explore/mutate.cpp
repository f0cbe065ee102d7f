// interlock-explore mutate: changes each row of the tables, and says which changes nobody notices.
#include "sim/coverage.hpp"
#include "sim/explore/subcommands.hpp"
#include "sim/known_steps.hpp"
#include "sim/trial.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iomanip>
#include <iostream>

namespace interlock::sim::explore {

namespace {

constexpr std::array<std::string_view, 6> kinds{"survived", "stopped", "broke a property", "did what is on no line", "no longer did a line", "another number of states"};
std::string_view name_of(Verdict::Kind kind) { return kinds[static_cast<std::size_t>(kind)]; }

struct Score {
  std::array<std::size_t, kinds.size()> of_kind{};
  std::size_t explained = 0;
  [[nodiscard]] std::size_t all() const {
    std::size_t sum = 0;
    for (const std::size_t count : of_kind) sum += count;
    return sum;
  }
};

void print(std::string_view lifecycle, const Score& score) {
  const std::size_t killed = score.all() - score.of_kind[0];
  std::cout << std::left << std::setw(11) << lifecycle << std::right << std::setw(5) << score.all() << " mutants, " << std::setw(4) << killed << " killed ("
            << std::fixed << std::setprecision(1) << (score.all() == 0 ? 100.0 : 100.0 * static_cast<double>(killed) / static_cast<double>(score.all())) << " %):";
  for (std::size_t kind = 1; kind < kinds.size(); ++kind) std::cout << (kind == 1 ? " " : ", ") << score.of_kind[kind] << " " << kinds[kind];
  std::cout << "; " << score.of_kind[0] << " survived, " << score.explained << " of them explained\n";
}

bool write_json(const std::string& file, const std::vector<Mutant>& mutants, const std::vector<Verdict>& verdicts) {
  std::ofstream out(file);
  out << "[\n";
  for (std::size_t i = 0; i < mutants.size(); ++i)
    out << (i == 0 ? "" : ",\n") << "{\"lifecycle\":" << quoted(mutants[i].lifecycle) << ",\"mutant\":" << quoted(sim::name_of(mutants[i])) << ",\"verdict\":" << quoted(name_of(verdicts[i].kind))
        << ",\"what\":" << quoted(verdicts[i].what) << ",\"equivalent\":" << quoted(why_equivalent(mutants[i])) << "}";
  out << "\n]\n";
  out.flush();
  return static_cast<bool>(out);
}

}  // namespace

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') (out += '\\') += c;
    else if (c == '\n') out += "\\n";
    else out += c;
  }
  return out + '"';
}

int mutate(const MutateOptions& options) {
  if (options.steps) return print_steps(std::cout), clean;
  std::vector<Mutant> mutants;
  for (const NamedTable& each : real_tables()) {
    if (!options.lifecycles.empty() && !std::ranges::count(options.lifecycles, each.name)) continue;
    std::size_t number = 0;
    for (const Mutant& mutant : mutants_of(each.name))
      if (number++ % options.every == 0) mutants.push_back(mutant);
  }
  if (mutants.empty()) {
    std::cerr << "interlock-explore: there is no such lifecycle; they are";
    for (const NamedTable& each : real_tables()) std::cerr << " " << each.name;
    std::cerr << "\n";
    return usage;
  }
  std::size_t done = 0;
  const auto verdicts = try_mutants(mutants, {.processes = options.processes, .judged = [&](const Mutant&, const Verdict&) {
    if (++done % 50 == 0) std::cerr << "… " << done << " of " << mutants.size() << " mutants\n";
  }});

  std::size_t unexplained = 0;
  Score total;
  for (const NamedTable& each : real_tables()) {
    Score score;
    for (std::size_t i = 0; i < mutants.size(); ++i) {
      if (mutants[i].lifecycle != each.name) continue;
      for (Score* sum : {&score, &total}) {
        ++sum->of_kind[static_cast<std::size_t>(verdicts[i].kind)];
        sum->explained += !verdicts[i].killed() && !why_equivalent(mutants[i]).empty();
      }
    }
    if (score.all() > 0) print(each.name, score);
  }
  print("all", total);
  for (std::size_t i = 0; i < mutants.size(); ++i) {
    if (verdicts[i].killed()) continue;
    const std::string_view why = why_equivalent(mutants[i]);
    unexplained += why.empty();
    std::cout << (why.empty() ? "survived: " : "equivalent: ") << sim::name_of(mutants[i]) << (why.empty() ? "" : " — ") << why << "\n";
  }
  if (!options.json.empty() && !write_json(options.json, mutants, verdicts)) {
    std::cerr << "interlock-explore: cannot write " << options.json << "\n";
    return usage;
  }
  return unexplained == 0 ? clean : violated;
}

}  // namespace interlock::sim::explore
