#include "tests/config/inputs.hpp"

namespace interlock::config::test {
namespace {

using namespace std::chrono_literals;

TEST(Precedence, WithNothingGivenTheDefaultsOfDevelopmentHold) {
  const Loaded loaded = load_well({});
  EXPECT_EQ(loaded.settings.profile, Profile::development);
  EXPECT_EQ(loaded.settings.readiness_timeout, 10s);
  EXPECT_EQ(loaded.settings.auth_secret, development_secret);
  EXPECT_EQ(loaded.find("readiness_timeout")->origin.text, "default (development)");
  EXPECT_EQ(loaded.find("readiness_timeout")->origin.source, Source::profile_default);
}

TEST(Precedence, TheFileBeatsTheDefaultTheEnvironmentTheFileAndAFlagTheEnvironment) {
  const TomlFile file{"# a comment\n\nping_interval = \"4s\"\nping_timeout = \"1s\"\nclose_timeout = \"1s\"\n"};
  const Loaded loaded = load_well({.file = file.path(),
                                   .environment = {{"INTERLOCK_PING_TIMEOUT", "2s"}, {"INTERLOCK_CLOSE_TIMEOUT", "2s"}},
                                   .flags = {{"close_timeout", "3s"}}});
  EXPECT_EQ(loaded.settings.ping_interval, 4s);
  EXPECT_EQ(loaded.settings.ping_timeout, 2s);
  EXPECT_EQ(loaded.settings.close_timeout, 3s);
  EXPECT_EQ(loaded.find("ping_interval")->origin.text, file.line(3));
  EXPECT_EQ(loaded.find("ping_timeout")->origin.text, "environment INTERLOCK_PING_TIMEOUT");
  EXPECT_EQ(loaded.find("close_timeout")->origin.text, "flag --close-timeout");
  EXPECT_EQ(loaded.find("ping_interval")->origin.source, Source::file);
  EXPECT_EQ(loaded.find("ping_timeout")->origin.source, Source::environment);
  EXPECT_EQ(loaded.find("close_timeout")->origin.source, Source::flag);
}

TEST(Precedence, TheStrongestProfileDecidesWhichDefaultsHold) {
  const TomlFile file{"profile = \"production\"\n"};
  const Names secret{{"INTERLOCK_AUTH_SECRET", std::string(32, 's')}};
  const Loaded production = load_well({.file = file.path(), .environment = secret, .flags = {}});
  EXPECT_EQ(production.settings.startup_timeout, 120s);
  EXPECT_EQ(production.find("startup_timeout")->origin.text, "default (production)");

  Names staging = secret;
  staging["INTERLOCK_PROFILE"] = "staging";
  EXPECT_EQ(load_well({.file = file.path(), .environment = staging, .flags = {}}).settings.startup_timeout, 60s);

  const Loaded development =
      load_well({.file = file.path(), .environment = staging, .flags = {{"profile", "development"}}});
  EXPECT_EQ(development.settings.readiness_timeout, 10s);
  EXPECT_EQ(development.find("profile")->origin.text, "flag --profile");
}

TEST(Precedence, TheFileIsTheGivenOneElseTheFlagsElseTheEnvironments) {
  const TomlFile file{"waiting_room = 7\n"};
  const std::string path = file.path().string();
  EXPECT_EQ(load_well(inputs({{"INTERLOCK_CONFIG", path}})).settings.waiting_room, 7U);
  EXPECT_EQ(load_well(inputs({{"INTERLOCK_CONFIG", "/nowhere"}}, {{"config", path}})).settings.waiting_room, 7U);
  const Loaded given = load_well({.file = file.path(), .environment = {}, .flags = {{"config", "/nowhere"}}});
  EXPECT_EQ(given.settings.waiting_room, 7U);
}

TEST(Precedence, EveryShapeOfTomlValueArrives) {
  const TomlFile file{
      "listen = \"[::1]:0\"\ndata = \"/var/lib/interlock\"\necho = true\nlog_level = \"warn\"\n"
      "frame_limit = 2048\nqueue_limit = \"2MiB\"\nauth_issuer = \"https://id.example\"\n"
      "allowed_origins = [\"https://a.example\", \"https://b.example\"]\n"};
  const Settings settings = load_well({.file = file.path(), .environment = {}, .flags = {}}).settings;
  EXPECT_EQ(settings.listen, (Endpoint{"::1", 0}));
  EXPECT_EQ(settings.data_directory, "/var/lib/interlock");
  EXPECT_TRUE(settings.echo);
  EXPECT_EQ(settings.log_level, LogLevel::warn);
  EXPECT_EQ(settings.frame_limit, Bytes{2048});
  EXPECT_EQ(settings.queue_limit, Bytes{2 << 20});
  EXPECT_EQ(settings.auth_issuer, "https://id.example");
  EXPECT_EQ(settings.auth_audience, std::nullopt);
  EXPECT_EQ(settings.allowed_origins, (std::vector<WebOrigin>{{"https://a.example"}, {"https://b.example"}}));
}

TEST(Precedence, AnAgentTakesTheTimeoutsOfTheProcessWhereItHasNoneOfItsOwn) {
  const TomlFile file{
      "[agents.support]\nurl = \"http://127.0.0.1:9000/run\"\nidle_timeout = \"3s\"\n\n"
      "[agents.billing]\nurl = \"http://billing.example/run\"\ncancel_url = \"http://billing.example/cancel\"\n"
      "required = true\n"};
  const Loaded loaded =
      load_well({.file = file.path(), .environment = {{"INTERLOCK_RUN_TOTAL_TIMEOUT", "2m"}}, .flags = {}});
  const Agent& support = loaded.settings.agents.at("support");
  EXPECT_EQ(support.url.text, "http://127.0.0.1:9000/run");
  EXPECT_EQ(support.cancel_url, std::nullopt);
  EXPECT_EQ(support.first_byte_timeout, 30s);
  EXPECT_EQ(support.idle_timeout, 3s);
  EXPECT_EQ(support.total_timeout, 2min);
  EXPECT_FALSE(support.required);
  const Agent& billing = loaded.settings.agents.at("billing");
  EXPECT_EQ(billing.cancel_url, Url{"http://billing.example/cancel"});
  EXPECT_TRUE(billing.required);
  EXPECT_EQ(loaded.find("agents.support.idle_timeout")->origin.text, file.line(3));
  EXPECT_EQ(loaded.find("agents.support.total_timeout")->origin.text,
            "run_total_timeout, environment INTERLOCK_RUN_TOTAL_TIMEOUT");
  EXPECT_EQ(loaded.find("agents.support.first_byte_timeout")->origin.text,
            "run_first_byte_timeout, default (development)");
}

TEST(Precedence, AServiceThatTheOperatorNamesIsRequiredUnlessItSaysOtherwise) {
  const TomlFile file{
      "[services.llm_manager]\nurl = \"http://llm:8000/health\"\n"
      "[services.search]\nurl = \"http://search/\"\nrequired = false\n"};
  const Settings settings = load_well({.file = file.path(), .environment = {}, .flags = {}}).settings;
  EXPECT_EQ(settings.services.at("llm_manager").url.text, "http://llm:8000/health");
  EXPECT_TRUE(settings.services.at("llm_manager").required);
  EXPECT_FALSE(settings.services.at("search").required);
}

TEST(Precedence, TheReportHasALineForEachSettingAndHidesSecrets) {
  const std::string secret = "a secret that nobody may see in a report";
  const Loaded loaded = load_well(inputs({{"INTERLOCK_AUTH_SECRET", secret}}));
  for (const ReportLine& line : loaded.report) {
    EXPECT_EQ(line.value.find("nobody"), std::string::npos);
    EXPECT_FALSE(line.origin.text.empty());
  }
  EXPECT_EQ(loaded.find("auth_secret")->value, "(40 bytes, hidden)");
  EXPECT_EQ(load_well({}).find("auth_secret")->value, "(the development secret)");
  EXPECT_EQ(loaded.find("session_ttl")->value, "5m");
  EXPECT_EQ(loaded.find("no such setting"), nullptr);
}

TEST(Precedence, AnEnvironIsTakenApartAtTheFirstEqualsSign) {
  const char* entries[] = {"A=1", "B=x=y", "C=", "nothing", nullptr};
  EXPECT_EQ(environment_of(entries), (Names{{"A", "1"}, {"B", "x=y"}, {"C", ""}}));
}

}  // namespace
}  // namespace interlock::config::test
