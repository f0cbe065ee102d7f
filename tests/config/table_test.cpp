#include "runtime/config/table.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "runtime/config/assign.hpp"
#include "runtime/config/load.hpp"
#include "runtime/config/names.hpp"
#include "runtime/config/reference.hpp"

namespace interlock::config {
namespace {

using namespace std::chrono_literals;

constexpr std::array profiles{Profile::development, Profile::staging, Profile::production};

template <class Table>
void expect_a_sound_table(const Table& table) {
  std::set<std::string_view> names;
  for (std::size_t one = 0; one < table.size(); ++one) {
    EXPECT_TRUE(names.insert(table[one].name).second) << table[one].name << " is there twice";
    EXPECT_EQ(table[one].name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_"), std::string_view::npos);
    EXPECT_FALSE(table[one].help.empty() || table[one].help.ends_with('.')) << table[one].name;
    EXPECT_EQ(table[one].help.find('|'), std::string_view::npos) << "would break the Markdown table";
    for (std::size_t other = 0; other < one; ++other) {
      EXPECT_FALSE(table[one].member == table[other].member) << table[one].name << " shares its member";
    }
  }
}

TEST(TableOfSettings, HasEachNameAndEachMemberOnce) {
  expect_a_sound_table(settings_table);
  expect_a_sound_table(agent_table);
  expect_a_sound_table(service_table);
}

TEST(TableOfSettings, BeginsWithTheProfile) { EXPECT_EQ(settings_table.front().name, "profile"); }

TEST(TableOfSettings, HasDefaultsThatItsOwnRowsTakeAndPrintUnchanged) {
  for (const Row<Settings>& row : settings_table) {
    for (const Profile profile : profiles) {
      Settings settings;
      const std::string_view text = row.default_text.in(profile);
      EXPECT_EQ(assign(row, settings, text), std::nullopt);
      Settings again;
      EXPECT_EQ(assign(row, again, print(row, settings)), std::nullopt);
      EXPECT_EQ(print(row, again), print(row, settings));
    }
  }
}

TEST(TableOfSettings, AnAgentInheritsOnlyWhatThereIs) {
  for (const Row<Agent>& row : agent_table) {
    const std::string_view parent = row.default_text.inherited_from;
    if (parent.empty()) continue;
    EXPECT_NE(std::ranges::find(settings_table, parent, &Row<Settings>::name), settings_table.end()) << row.name;
  }
}

TEST(TableOfSettings, HasTheDefaultsThatTheIncidentsAskFor) {
  for (const Profile profile : profiles) {
    const Settings settings = default_settings(profile);
    const bool development = profile == Profile::development;
    EXPECT_EQ(settings.profile, profile);
    EXPECT_EQ(settings.readiness_timeout, development ? 10s : 30s);
    EXPECT_EQ(settings.startup_timeout, profile == Profile::production ? 120s : 60s);
    EXPECT_EQ(settings.log_json, !development);
    EXPECT_EQ(settings.auth_secret, development ? development_secret : "");
    EXPECT_EQ(settings.waiting_room, 1024U);
    EXPECT_EQ(settings.waiting_progress, 2s);
    EXPECT_EQ(settings.retry_spread_min, 10s);
    EXPECT_EQ(settings.retry_spread_max, 30s);
    EXPECT_EQ(settings.drain_grace, 8s);
    EXPECT_EQ(settings.probe_interval, 10s);
    EXPECT_EQ(settings.probe_deadline, 5s);
    EXPECT_EQ(settings.supervisor_cancelled_backoff, 15s);
    EXPECT_EQ(settings.supervisor_failed_backoff, 30s);
    EXPECT_EQ(settings.supervisor_silent_backoff, 45s);
    EXPECT_EQ(settings.supervisor_broken_backoff, 120s);
    EXPECT_EQ(settings.supervisor_backoff_cap, 300s);
    EXPECT_EQ(settings.supervisor_stable_after, 60s);
    EXPECT_FALSE(settings.echo);
  }
}

TEST(TableOfSettings, GivesTheNamesOfVariablesAndFlags) {
  EXPECT_EQ(environment_name("readiness_timeout"), "INTERLOCK_READINESS_TIMEOUT");
  EXPECT_EQ(flag_name("readiness_timeout"), "--readiness-timeout");
}

TEST(TableOfSettings, ANearNameIsSuggestedAndAFarOneIsNot) {
  const std::vector<std::string> known{"echo", "listen", "waiting_room"};
  EXPECT_EQ(nearest("ehco", known), "echo");
  EXPECT_EQ(nearest("waitingroom", known), "waiting_room");
  EXPECT_EQ(nearest("authentication", known), "");
  EXPECT_EQ(nearest(std::string(100'000, 'x'), known), "");
}

TEST(TableOfSettings, IsPrintedAsMarkdownWithEveryRowAndNoSecret) {
  const std::string reference = settings_reference();
  for (const Row<Settings>& row : settings_table) {
    EXPECT_NE(reference.find("| `" + std::string{row.name} + "` | `" + environment_name(row.name) + "` | `" +
                             flag_name(row.name) + "` |"),
              std::string::npos)
        << row.name;
  }
  EXPECT_NE(reference.find("| `first_byte_timeout` |"), std::string::npos);
  EXPECT_NE(reference.find("`10s` in development, else `30s`"), std::string::npos);
  EXPECT_EQ(reference.find(development_secret), std::string::npos);
}

}  // namespace
}  // namespace interlock::config
