// Which rows of the gateway's lifecycles the scenarios take, and which guards also say no, in four hundred seeded runs of each. What they do
// not reach is named in rows_not_reached.txt: a row that is lost to them is a failure, and so is one that is reached and still on the list.
#include "sim/runner.hpp"
#include "statemachine/lifecycles/lifecycles.hpp"
#include "statemachine/table_data.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>

namespace {
using namespace interlock;
using statemachine::data_of;
using statemachine::RowKind;
using statemachine::TableData;

const std::map<std::string, const TableData*> tables{
    {"startup", &data_of<lifecycles::startup>},       {"service", &data_of<lifecycles::service>}, {"supervisor", &data_of<lifecycles::supervisor>},
    {"task", &data_of<lifecycles::task>},             {"connection", &data_of<lifecycles::connection>}, {"session", &data_of<lifecycles::session>},
    {"thread", &data_of<lifecycles::thread>},         {"attachment", &data_of<lifecycles::attachment>}, {"run", &data_of<lifecycles::run>}};

std::string words(const statemachine::RowInfo& row) {
  std::string text = std::string(row.source) + " + " + std::string(row.event);
  if (!row.guard.empty()) text += " [" + std::string(row.guard) + "]";
  return text;
}

struct Coverage {
  std::map<std::string, std::set<std::size_t>> taken;
  std::map<std::string, std::set<std::size_t>> passed;

  void add(const sim::TraceLine& line) {
    const auto found = tables.find(line.lifecycle);
    if (found == tables.end() || line.row == port::StepRecord::no_row) return;
    taken[line.lifecycle].insert(line.row);
    // The rows of the same cell that come before the one that was taken said no.
    const TableData& table = *found->second;
    const auto& row = table.rows[line.row];
    for (std::size_t state = 0; state < table.states.size(); ++state) {
      if (table.states[state] != line.before) continue;
      bool before = true;
      const std::size_t column = row.kind == RowKind::deadline ? table.deadline_column() : row.event_index;
      if (column > table.completion_column()) continue;
      table.for_each_row_of(state, column, [&](std::size_t i, const statemachine::RowInfo& other) {
        before &= i != line.row;
        if (before && (row.kind != RowKind::deadline || other.slot == row.slot)) passed[line.lifecycle].insert(i);
      });
    }
  }
};

TEST(Rows, AreTakenAndPassedOverButForThoseOnTheList) {
  Coverage coverage;
  for (const sim::Scenario& scenario : sim::scenarios()) {
    const auto runner = sim::make_runner(scenario, false);
    for (std::uint64_t seed = 1; seed <= 400; ++seed)
      for (const sim::TraceLine& line : runner->trace(runner->seeded(seed, 1000).schedule.moves)) coverage.add(line);
  }
  std::set<std::string> never;
  for (const auto& [name, table] : tables)
    for (std::size_t i = 0; i < table->rows.size(); ++i) {
      const auto& row = table->rows[i];
      if (row.at_border() || row.kind == RowKind::caught) continue;
      if (!coverage.taken[name].contains(i)) never.insert(name + ": taken: " + words(row));
      if (row.guarded && !coverage.passed[name].contains(i)) never.insert(name + ": passed over: " + words(row));
    }
  std::set<std::string> listed;
  std::ifstream file(ROWS_NOT_REACHED);
  for (std::string line; std::getline(file, line);) listed.insert(line);
  std::set<std::string> lost;
  std::set<std::string> found;
  std::ranges::set_difference(never, listed, std::inserter(lost, lost.end()));
  std::ranges::set_difference(listed, never, std::inserter(found, found.end()));
  for (const std::string& text : lost) ADD_FAILURE() << "no longer reached: " << text;
  for (const std::string& text : found) ADD_FAILURE() << "reached, so take it off the list: " << text;
}

}  // namespace
