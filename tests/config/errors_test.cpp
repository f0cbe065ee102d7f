#include "tests/config/inputs.hpp"

namespace interlock::config::test {
namespace {

bool begins_with(const std::string& text, const std::string& beginning) { return text.starts_with(beginning); }

TEST(ConfigErrors, AnUnknownKeyIsNamedWithItsLineAndTheNearestKey) {
  EXPECT_EQ(complaint_about("echo = true\nreadines_timeout = \"30s\"\n"),
            "file:2: unknown key \"readines_timeout\"; did you mean \"readiness_timeout\"?");
  EXPECT_EQ(complaint_about("[agent.support]\nurl = \"http://a\"\n"),
            "file:1: unknown key \"agent\"; did you mean \"agents\"?");
  EXPECT_EQ(complaint_about("completely_else = 1\n"), "file:1: unknown key \"completely_else\"");
}

TEST(ConfigErrors, AWrongValueIsNamedWithItsPlaceAndWhatIsExpected) {
  const std::string expected = R"(expected a duration such as "250ms", "30s", "5m" or "1h", from 1ms to 24h)";
  EXPECT_EQ(complaint_about("\nsession_ttl = \"5 minutes\"\n"),
            "file:2: session_ttl cannot be \"5 minutes\"; " + expected);
  EXPECT_EQ(complaint(inputs({{"INTERLOCK_SESSION_TTL", "300"}})),
            "environment INTERLOCK_SESSION_TTL: session_ttl cannot be \"300\"; " + expected);
  EXPECT_EQ(complaint(inputs({}, {{"session_ttl", "0s"}})),
            "flag --session-ttl: session_ttl cannot be \"0s\"; " + expected);
  EXPECT_EQ(complaint_about("profile = \"prod\"\n"),
            "file:1: profile cannot be \"prod\"; expected development, staging or production");
}

TEST(ConfigErrors, AValueOfTheWrongTomlTypeIsRefused) {
  EXPECT_EQ(complaint_about("echo = \"true\"\n"), "file:1: echo cannot be a string; expected true or false");
  EXPECT_PRED2(begins_with, complaint_about("session_ttl = 300\n"), "file:1: session_ttl cannot be a number; ");
  EXPECT_PRED2(begins_with, complaint_about("waiting_room = 1.5\n"), "file:1: waiting_room cannot be of this type");
  EXPECT_PRED2(begins_with, complaint_about("waiting_room = \"7\"\n"), "file:1: waiting_room cannot be a string");
  EXPECT_PRED2(begins_with, complaint_about("allowed_origins = \"https://a\"\n"),
               "file:1: allowed_origins cannot be a string");
  EXPECT_PRED2(begins_with, complaint_about("[listen]\nhost = \"a\"\n"), "file:1: listen cannot be a table; ");
  EXPECT_PRED2(begins_with, complaint_about("allowed_origins = [\"https://a\", 7]\n"),
               "file:1: allowed_origins cannot be of this type");
}

TEST(ConfigErrors, AnArrayIsNotSplitAtACommaWithinAString) {
  EXPECT_NE(complaint_about("allowed_origins = [\"https://a,https://b\"]\n"), "nothing was wrong");
}

TEST(ConfigErrors, AWrongValueIsAnErrorAlsoWhereAStrongerOneIsGiven) {
  EXPECT_NE(complaint(inputs({{"INTERLOCK_WAITING_ROOM", "many"}}, {{"waiting_room", "7"}})), "nothing was wrong");
}

TEST(ConfigErrors, AllOfThemAreToldAtOnce) {
  const auto loaded = load(inputs({{"INTERLOCK_WAITING_ROOM", "many"}, {"INTERLOCK_ECHO", "yes"}}, {{"listen", "x"}}));
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().problems.size(), 3U);
  EXPECT_TRUE(loaded.error().has(ProblemKind::wrong_value));
  EXPECT_FALSE(loaded.error().has(ProblemKind::unknown_name));
}

TEST(ConfigErrors, AnUnknownVariableOfOursIsAnError) {
  EXPECT_EQ(complaint(inputs({{"PATH", "/bin"}, {"INTERLOCK_WAITING_ROM", "7"}})),
            "environment INTERLOCK_WAITING_ROM: no setting has this name; did you mean \"INTERLOCK_WAITING_ROOM\"?");
  EXPECT_NE(complaint(inputs({{"INTERLOCK_LISTEN_PORT", "80"}})), "nothing was wrong");
}

TEST(ConfigErrors, TheVariablesOfAKubernetesServiceCalledInterlockAreNone) {
  EXPECT_EQ(complaint(inputs({{"INTERLOCK_SERVICE_HOST", "10.0.0.1"},
                              {"INTERLOCK_SERVICE_PORT", "80"},
                              {"INTERLOCK_SERVICE_PORT_HTTP", "80"},
                              {"INTERLOCK_PORT", "tcp://10.0.0.1:80"},
                              {"INTERLOCK_PORT_80_TCP_ADDR", "10.0.0.1"},
                              {"INTERLOCK_GATEWAY_SERVICE_HOST", "10.0.0.2"},
                              {"INTERLOCK_GATEWAY_PORT_80_TCP", "tcp://10.0.0.2:80"}})),
            "nothing was wrong");
  EXPECT_NE(complaint(inputs({{"INTERLOCK_PORT", "80"}})), "nothing was wrong");
}

TEST(ConfigErrors, AnUnknownFlagIsAnError) {
  EXPECT_EQ(complaint(inputs({}, {{"waiting_rooms", "7"}})),
            "flag --waiting-rooms: no setting has this name; did you mean \"--waiting-room\"?");
}

TEST(ConfigErrors, AMissingFileIsNamed) {
  EXPECT_EQ(complaint(inputs({}, {{"config", "/nowhere/interlock.toml"}})),
            "/nowhere/interlock.toml: there is no such configuration file");
}

TEST(ConfigErrors, BadSyntaxIsNamedWithItsLineAndQuotesNothing) {
  EXPECT_EQ(complaint_about("echo = true\nauth_secret = hush\n"),
            "file:2: this is not TOML, or a key that was set before");
  EXPECT_EQ(complaint_about("echo = true\necho = false\n"), "file:2: this is not TOML, or a key that was set before");
}

TEST(ConfigErrors, AnEmptyFileIsFine) { EXPECT_EQ(complaint_about(""), "nothing was wrong"); }

TEST(ConfigErrors, AnAgentNeedsItsUrlAndKnowsItsKeys) {
  EXPECT_PRED2(begins_with, complaint_about("[agents.support]\n"), "file:1: agents.support.url is missing; expected");
  EXPECT_EQ(complaint_about("[agents.support]\nurl = \"http://a\"\nrequird = true\n"),
            "file:3: unknown key \"agents.support.requird\"; did you mean \"required\"?");
  EXPECT_PRED2(begins_with, complaint_about("[agents.support]\nurl = \"http://a\"\nidle_timeout = \"soon\"\n"),
               "file:3: agents.support.idle_timeout cannot be \"soon\"; expected a duration");
  EXPECT_PRED2(begins_with, complaint_about("[agents.support]\nurl = \"http://u:p@a\"\n"),
               "file:2: agents.support.url cannot be");
}

TEST(ConfigErrors, AgentsAndServicesAreTablesWithPlainNamesOfTheirOwn) {
  EXPECT_EQ(complaint_about("agents = 3\n"), "file:1: agents must be a table; expected [agents.NAME]");
  EXPECT_EQ(complaint_about("[agents]\nurl = \"http://a\"\n"),
            "file:2: agents.url must be a table; expected [agents.NAME]");
  EXPECT_EQ(complaint_about("[agents.demo]\nurl = \"http://a\"\n"),
            "file:1: agents.demo is built in; expected another name");
  EXPECT_EQ(complaint_about("[services.log]\nurl = \"http://a\"\n"),
            "file:1: services.log is built in; expected another name");
  EXPECT_EQ(complaint_about("[services.\"a b\"]\nurl = \"http://a\"\n"),
            "file:1: \"a b\" cannot be a name; expected up to 64 letters, digits, '_' and '-'");
}

TEST(ConfigErrors, ASecretIsNeverQuoted) {
  for (const std::string& message :
       {complaint(inputs({{"INTERLOCK_PROFILE", "production"}, {"INTERLOCK_AUTH_SECRET", "hush"}})),
        complaint_about("auth_secret = [\"hush\"]\n"),
        complaint_about("[agents.a]\nurl = \"http://u:hush@a\"\n")}) {
    EXPECT_NE(message, "nothing was wrong");
    EXPECT_EQ(message.find("hush"), std::string::npos) << message;
  }
}

}  // namespace
}  // namespace interlock::config::test
