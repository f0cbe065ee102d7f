#include "sim/schedule_file.hpp"

#include "sim/runner.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace {
using namespace interlock::sim;

std::string error_of(const std::string& text) {
  std::istringstream in(text);
  const auto file = read_schedule(in);
  return file ? "" : file.error();
}
}  // namespace

TEST(ScheduleFile, IsReadAsItWasWritten) {
  const Scenario& scenario = *find_scenario("conversation");
  const auto run = make_runner(scenario, false)->seeded(3, 200);
  std::stringstream text;
  write_schedule(text, {scenario.name, false, 0xabc, run.schedule.moves});
  const auto file = read_schedule(text);
  ASSERT_TRUE(file);
  EXPECT_EQ(file->scenario, scenario.name);
  EXPECT_FALSE(file->planted);
  EXPECT_EQ(file->tables, 0xabcU);
  EXPECT_EQ(file->moves, run.schedule.moves);
}

TEST(ScheduleFile, SaysInOneLineWhatIsWrongWithIt) {
  EXPECT_EQ(error_of(""), "line 1: a schedule begins with `interlock-schedule 2`");
  EXPECT_EQ(error_of("interlock-schedule 2\nnonsense\n"), "line 2: expected `scenario NAME`");
  EXPECT_EQ(error_of("interlock-schedule 2\nscenario x\ntables odd\n"), "line 3: expected `tables real` or `tables planted`, and the number of the tables");
  EXPECT_EQ(error_of("interlock-schedule 2\nscenario x\ntables real 7g\n"), "line 3: the number of the tables is no hexadecimal number");
  EXPECT_EQ(error_of("interlock-schedule 2\nscenario x\ntables real 7f\nevent 99.0 1.0 0 0 0\n"), "line 4: this is not a move: event 99.0 1.0 0 0 0");
}
