#include <CLI/CLI.hpp>

#include "runtime/config/cli_flags.hpp"
#include "runtime/config/names.hpp"
#include "runtime/config/table.hpp"
#include "tests/config/inputs.hpp"

namespace interlock::config::test {
namespace {

Names parse(std::vector<std::string> arguments) {
  CLI::App app;
  Names values;
  add_flags(app, values);
  std::reverse(arguments.begin(), arguments.end());  // CLI11 takes them from the back.
  app.parse(std::move(arguments));
  return values;
}

TEST(Flags, OnlyThoseThatAreGivenAreFilledIn) {
  EXPECT_EQ(parse({}), Names{});
  EXPECT_EQ(parse({"--readiness-timeout", "5s", "--listen=[::1]:0", "--config", "interlock.toml"}),
            (Names{{"readiness_timeout", "5s"}, {"listen", "[::1]:0"}, {"config", "interlock.toml"}}));
}

TEST(Flags, ABoolIsGivenByItsNameOrWithNoBeforeIt) {
  EXPECT_EQ(parse({"--echo"}), (Names{{"echo", "true"}}));
  EXPECT_EQ(parse({"--no-echo"}), (Names{{"echo", "false"}}));
  EXPECT_EQ(parse({"--echo=false"}), (Names{{"echo", "false"}}));
}

TEST(Flags, UnknownOnesAreRefused) { EXPECT_THROW(parse({"--readines-timeout", "5s"}), CLI::ParseError); }

TEST(Flags, EverySettingHasOneWithItsHelp) {
  CLI::App app;
  Names values;
  add_flags(app, values);
  const std::string help = app.help();
  for (const Row<Settings>& row : settings_table) {
    EXPECT_NE(help.find(flag_name(row.name)), std::string::npos) << row.name;
    EXPECT_NE(help.find(std::string{row.help}), std::string::npos) << row.name;
  }
  EXPECT_EQ(help.find(development_secret), std::string::npos);
}

TEST(Flags, WhatTheyGiveIsWhatLoadTakes) {
  const Loaded loaded = load_well(inputs({{"INTERLOCK_ECHO", "false"}}, parse({"--echo", "--waiting-room", "7"})));
  EXPECT_TRUE(loaded.settings.echo);
  EXPECT_EQ(loaded.settings.waiting_room, 7U);
  EXPECT_EQ(loaded.find("waiting_room")->origin.text, "flag --waiting-room");
}

}  // namespace
}  // namespace interlock::config::test
