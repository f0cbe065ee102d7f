// Counterexamples as pages of Markdown.
#include "sim/report.hpp"
#include "sim/schedule_file.hpp"

#include <sstream>

namespace interlock::sim {

namespace {

/// So many states are looked at to say from where on a violation could not be avoided.
constexpr std::uint64_t most_states_looked_at = 200'000;

std::string in_cell(std::string_view text) {
  std::string safe;
  for (const char character : text) {
    if (character == '|') safe += '\\';
    safe += character;
  }
  return safe;
}

std::string table_of_steps(const std::vector<TraceLine>& lines) {
  std::string text = "| | what happens | the row that was taken | the state after it |\n|---|---|---|---|\n";
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const TraceLine& line = lines[i];
    text += "| " + std::to_string(i + 1) + " | " + in_cell(line.what) + " | " + (line.rule.empty() ? "" : "`" + in_cell(line.rule) + "`") + " | " +
            (line.lifecycle.empty() ? "" : line.lifecycle + ": " + line.after) + " |\n";
  }
  return text;
}

std::string diagram(const std::vector<TraceLine>& lines) { return "```mermaid\n" + sequence_diagram(lines) + "```\n"; }

/// "cancelled-monitor" as "CancelledMonitor".
std::string test_name(std::string_view scenario) {
  std::string name;
  bool upper = true;
  for (const char c : scenario) {
    if (c == '-') upper = true;
    else name += upper ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c, upper = false;
  }
  return name;
}

std::string schedule_text(const Scenario& scenario, const Runner& runner, bool planted, const std::vector<Move>& moves) {
  std::ostringstream out;
  write_schedule(out, {scenario.name, planted, runner.tables(), moves});
  return out.str();
}

std::string steps_section(const Runner& runner, const Schedule<Move>& found) {
  const auto lines = runner.trace(found.moves);
  std::string text = table_of_steps(lines);
  if (const auto made = runner.unavoidable_after(found.moves, most_states_looked_at)) {
    if (*made >= found.moves.size()) text += "\nUntil the last step it could have been avoided.\n";
    else if (*made == 0) text += "\nIt could not be avoided from the beginning: whatever follows, this breaks.\n";
    else text += "\nAfter step " + std::to_string(*made) + " it could not be avoided any more: whatever follows, something breaks.\n";
  }
  return text + "\n" + diagram(lines);
}

}  // namespace

std::string counterexample_page(const Scenario& scenario, const Runner& runner, bool planted, const Schedule<Move>& found) {
  const std::string schedule = schedule_text(scenario, runner, planted, found.moves);
  return "# " + scenario.name + (planted ? ", planted" : "") + "\n\nBroken: **" + found.broken + "**\n\nIn the scenario: " + scenario.description + ".\n\n" +
         steps_section(runner, found) +
         "\n## See it again\n\nAs a file `" + scenario.name + ".schedule`, for `interlock-explore replay " + scenario.name + ".schedule`:\n\n```text\n" + schedule +
         "```\n\nAs a test, which fails as long as this can happen:\n\n```cpp\n#include \"sim/runner.hpp\"\n#include \"sim/schedule_file.hpp\"\n\n#include <gtest/gtest.h>\n\n"
         "#include <sstream>\n\nTEST(Regression, " + test_name(scenario.name) + ") {\n  using namespace interlock::sim;\n  std::istringstream text(R\"(" + schedule +
         ")\");\n  const auto schedule = read_schedule(text);\n  ASSERT_TRUE(schedule.has_value());\n"
         "  EXPECT_EQ(make_runner(*find_scenario(schedule->scenario), schedule->planted)->replay(schedule->moves).broken, \"\");\n}\n```\n";
}

std::string incident_page(const Scenario& scenario) {
  const auto planted = make_runner(scenario, true);
  const auto real = make_runner(scenario, false);
  const Schedule<Move> found = planted->exhaust({.states = 2'000'000}, {}).violation;
  if (found.broken.empty()) return {};
  const Schedule<Move> on_the_real = real->replay(found.moves);
  const auto lines = real->trace(on_the_real.moves);
  std::string text = "# " + scenario.name + "\n\nPrinted by `./dev docs`. What it is about, and the rows that hold its rule: [incidents.md](../incidents.md#" + scenario.name +
                     ").\n\nThe scenario: " + scenario.description + ".\n\n## The planted table\n\nThe shortest way to it, of all orders of events. Broken: **" + found.broken + "**\n\n" +
                     steps_section(*planted, found) + "\n## The same moves on the real table\n\n" + table_of_steps(lines);
  if (on_the_real.moves.size() < found.moves.size())
    text += "\nOf the " + std::to_string(found.moves.size()) + " moves these " + std::to_string(on_the_real.moves.size()) + " can be made here; the others don't come up.\n";
  text += on_the_real.broken.empty() ? "\nNothing is broken.\n" : "\nBroken: **" + on_the_real.broken + "**\n";
  text += "\n" + diagram(lines) + "\n## See it\n\n```sh\nbuild/dev/bin/interlock-explore run " + scenario.name + " --planted\nbuild/dev/bin/interlock-explore run " + scenario.name +
          " --exhaustive\n```\n";
  return text;
}

}  // namespace interlock::sim
