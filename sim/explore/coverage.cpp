// interlock-explore coverage: which rows of the tables the scenarios take, which guards also say no, and what nobody reaches.
#include "sim/coverage.hpp"

#include "sim/explore/subcommands.hpp"
#include "sim/runner.hpp"

#include <iomanip>
#include <iostream>

namespace interlock::sim::explore {

namespace {
std::string share(std::size_t part, std::size_t whole) { return std::to_string(part) + " of " + std::to_string(whole); }

/// The rows that a run can take, and those of them that have a guard.
std::pair<std::size_t, std::size_t> count(const statemachine::TableData& table) {
  std::size_t rows = 0, guarded = 0;
  for (const statemachine::RowInfo& row : table.rows) {
    if (row.at_border() || row.kind == statemachine::RowKind::caught) continue;
    ++rows;
    guarded += row.guarded;
  }
  return {rows, guarded};
}
}  // namespace

int coverage(const CoverageOptions& options) {
  std::vector<const Scenario*> chosen;
  for (const std::string& name : options.scenarios) {
    const Scenario* const scenario = find_scenario(name);
    if (scenario == nullptr) {
      std::cerr << "interlock-explore: there is no scenario `" << name << "`; `interlock-explore list` names them all\n";
      return usage;
    }
    chosen.push_back(scenario);
  }
  if (chosen.empty())
    for (const Scenario& scenario : scenarios()) chosen.push_back(&scenario);

  Coverage seeded;
  Coverage searched;
  bool something_was_searched = false;
  for (const Scenario* scenario : chosen) {
    const auto runner = make_runner(*scenario, false);
    const auto watch_into = [](Coverage& into) { return [&into](const Seen& seen) { into.add(seen.move, seen.step); }; };
    for (std::uint64_t seed = 1; seed <= options.seeds; ++seed) static_cast<void>(runner->watch(seed, 1000, watch_into(seeded)));
    if (!options.exhaustive || !scenario->bounded) continue;
    something_was_searched = true;
    const auto found = runner->exhaust({}, {}, watch_into(searched));
    std::cerr << scenario->name << ": " << found.states << " states" << (found.complete ? ", complete" : ", not complete") << "\n";
  }

  for (const auto& [name, table] : real_tables()) {
    const auto [rows, guarded] = count(*table);
    std::size_t taken = 0, refused = 0;
    for (std::size_t i = 0; i < table->rows.size(); ++i) {
      taken += seeded.was_taken(name, i) || searched.was_taken(name, i);
      refused += seeded.was_refused(name, i) || searched.was_refused(name, i);
    }
    std::cout << std::left << std::setw(11) << name << " rows taken " << share(taken, rows) << ", guards refused " << share(refused, guarded)
              << ", rows in states " << seeded.cells(name);
    if (something_was_searched) std::cout << "; of those that the searches found reachable, by seeds " << share(seeded.cells_of(searched, name), searched.cells(name));
    std::cout << "\n";
  }
  seeded.add(searched);
  for (const std::string& missed : seeded.missed()) std::cout << "not reached: " << missed << "\n";
  return clean;
}

}  // namespace interlock::sim::explore
