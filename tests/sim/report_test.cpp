// What is said of a counterexample: the rows that were taken, from where on it could not be avoided, and how to see it again.
#include "sim/report.hpp"
#include "sim/schedule_file.hpp"

#include <gmock/gmock.h>

#include <sstream>

namespace {
using namespace interlock::sim;
using testing::HasSubstr;

struct Found {
  explicit Found(const char* name) : scenario(*find_scenario(name)), runner(make_runner(scenario, true)), schedule(runner->exhaust({.states = 2'000'000}, {}).violation) {}
  const Scenario& scenario;
  std::unique_ptr<Runner> runner;
  Schedule<Move> schedule;
};

TEST(Report, NamesTheRowOfEachStepAsThePlantedTableHasIt) {
  const Found found("half-built-manager");
  std::string rules;
  for (const TraceLine& line : found.runner->trace(found.schedule.moves)) rules += line.rule + "\n";
  EXPECT_THAT(rules, HasSubstr("idle + start_wanted [dependencies_are_up] / open, report_up_unasked = up"));
}

TEST(Report, SaysFromWhereOnNothingHelps) {
  // Until the run is recorded the client may still be refused by nobody; its agent can be silent from then on.
  const Found hangs("missing-dependency");
  const auto from = hangs.runner->unavoidable_after(hangs.schedule.moves, 200'000);
  ASSERT_TRUE(from);
  EXPECT_LT(*from, hangs.schedule.moves.size());
  // The same moves but for those that made it unavoidable can end well.
  const Found early("early-connection");
  EXPECT_EQ(early.runner->unavoidable_after(early.schedule.moves, 200'000), early.schedule.moves.size());
  EXPECT_EQ(early.runner->unavoidable_after(early.schedule.moves, 1), std::nullopt) << "what takes too long is not claimed";
}

TEST(Report, HasAScheduleThatBreaksTheSameAgain) {
  const Found found("cancelled-monitor");
  const std::string page = counterexample_page(found.scenario, *found.runner, true, found.schedule);
  EXPECT_THAT(page, HasSubstr("Broken: **" + found.schedule.broken + "**"));
  EXPECT_THAT(page, HasSubstr("TEST(Regression, CancelledMonitor)"));
  const std::size_t begin = page.find("interlock-schedule");
  ASSERT_NE(begin, std::string::npos);
  std::istringstream text(page.substr(begin, page.find("```", begin) - begin));
  const auto schedule = read_schedule(text);
  ASSERT_TRUE(schedule) << schedule.error();
  EXPECT_EQ(make_runner(*find_scenario(schedule->scenario), schedule->planted)->replay(schedule->moves).broken, found.schedule.broken);
}

TEST(Report, KnowsThatTheTablesAreOthers) {
  const Scenario& scenario = *find_scenario("cancelled-monitor");
  EXPECT_NE(make_runner(scenario, true)->tables(), make_runner(scenario, false)->tables());
  EXPECT_EQ(make_runner(scenario, false)->tables(), make_runner(*find_scenario("one-client"), false)->tables());
}

TEST(Report, OfAnIncidentShowsBothTables) {
  const std::string page = incident_page(*find_scenario("cancelled-monitor"));
  EXPECT_THAT(page, HasSubstr("supervising + task_cancelled<monitor> = ignore"));
  EXPECT_THAT(page, HasSubstr("Nothing is broken."));
}

}  // namespace
