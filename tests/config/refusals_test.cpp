#include "runtime/config/refusals.hpp"

#include <algorithm>

#include "tests/config/inputs.hpp"

namespace interlock::config::test {
namespace {

const std::string good_secret(shortest_secret, 's');

/// What one profile says to a secret, and to other variables.
std::string refused(const std::string& profile, Names environment) {
  environment["INTERLOCK_PROFILE"] = profile;
  return complaint(inputs(std::move(environment)));
}

bool has(ProblemKind kind, Names environment) {
  environment["INTERLOCK_PROFILE"] = "production";
  const auto loaded = load(inputs(std::move(environment)));
  return !loaded && loaded.error().problems.size() == 1 && loaded.error().has(kind);
}

TEST(Refusals, ProductionWithASecretOf32BytesIsServed) {
  EXPECT_EQ(refused("production", {{"INTERLOCK_AUTH_SECRET", good_secret}}), "nothing was wrong");
}

TEST(Refusals, ProductionWithoutASecretIsRefused) {
  EXPECT_TRUE(has(ProblemKind::missing_secret, {}));
  EXPECT_TRUE(has(ProblemKind::missing_secret, {{"INTERLOCK_AUTH_SECRET", ""}}));
  EXPECT_EQ(refused("production", {}),
            "auth_secret is missing: the profile production needs one of at least 32 bytes, best given as environment "
            "INTERLOCK_AUTH_SECRET");
}

TEST(Refusals, ProductionWithAShortSecretIsRefused) {
  const Names environment{{"INTERLOCK_AUTH_SECRET", good_secret.substr(1)}};
  EXPECT_TRUE(has(ProblemKind::short_secret, environment));
  EXPECT_EQ(refused("production", environment),
            "auth_secret (environment INTERLOCK_AUTH_SECRET) has 31 bytes: the profile production needs at least 32");
}

TEST(Refusals, ProductionWithTheDevelopmentSecretIsRefused) {
  EXPECT_GE(development_secret.size(), shortest_secret);
  EXPECT_TRUE(has(ProblemKind::known_secret, {{"INTERLOCK_AUTH_SECRET", std::string{development_secret}}}));
}

TEST(Refusals, ProductionWithAnEchoIsRefused) {
  const Names environment{{"INTERLOCK_AUTH_SECRET", good_secret}, {"INTERLOCK_ECHO", "true"}};
  EXPECT_TRUE(has(ProblemKind::echo_in_production, environment));
  EXPECT_EQ(refused("production", environment),
            "echo (environment INTERLOCK_ECHO) is true: the profile production has no echo");
  EXPECT_EQ(refused("staging", environment), "nothing was wrong");
}

TEST(Refusals, EachHasItsOwnLine) {
  const std::string message = refused("production", {{"INTERLOCK_ECHO", "true"}});
  EXPECT_EQ(std::count(message.begin(), message.end(), '\n'), 1) << message;
}

TEST(Refusals, StagingNeedsASecretOfItsOwnToo) {
  EXPECT_NE(refused("staging", {}), "nothing was wrong");
  EXPECT_NE(refused("staging", {{"INTERLOCK_AUTH_SECRET", std::string{development_secret}}}), "nothing was wrong");
}

TEST(Refusals, DevelopmentTakesAnySecretButAnEmptyOne) {
  EXPECT_EQ(refused("development", {{"INTERLOCK_AUTH_SECRET", "short"}}), "nothing was wrong");
  EXPECT_EQ(refused("development", {{"INTERLOCK_AUTH_SECRET", ""}}),
            "auth_secret (environment INTERLOCK_AUTH_SECRET) is empty: leave it out to get the development secret");
}

TEST(Refusals, TwoSettingsThatContradictEachOtherAreBothNamed) {
  EXPECT_EQ(complaint(inputs({{"INTERLOCK_RETRY_SPREAD_MIN", "40s"}})),
            "retry_spread_min (environment INTERLOCK_RETRY_SPREAD_MIN) is 40s; expected no more than retry_spread_max "
            "(default (development)), which is 30s");
  EXPECT_NE(complaint(inputs({}, {{"probe_deadline", "11s"}})), "nothing was wrong");
  EXPECT_NE(complaint(inputs({}, {{"ping_timeout", "26s"}})), "nothing was wrong");
  EXPECT_NE(complaint(inputs({}, {{"service_backoff", "31s"}})), "nothing was wrong");
  EXPECT_NE(complaint(inputs({}, {{"supervisor_failed_backoff", "6m"}})), "nothing was wrong");
  EXPECT_NE(complaint(inputs({}, {{"frame_limit", "2MiB"}})), "nothing was wrong");
}

}  // namespace
}  // namespace interlock::config::test
