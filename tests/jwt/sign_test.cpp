#include "runtime/jwt/sign.hpp"

#include <gtest/gtest.h>

#include "tests/jwt/forge.hpp"

namespace interlock::jwt::test {
namespace {

const Claims claims{.subject = "ada \"the first\"",
                    .tenant = "acme",
                    .threads = {"grace/*"},
                    .publish = true,
                    .operator_ = true,
                    .expires_at = now + 60};

TEST(Sign, WhatIsSignedIsVerifiedByTheSameRules) {
  const Rules by{.secret = secret, .issuer = "us", .audience = "interlock"};
  const auto verdict = Verifier{by}.verify(sign(claims, by, {.issued_at = now, .not_before = now}), now);
  ASSERT_TRUE(verdict) << outcome(verdict);
  EXPECT_EQ(*verdict, claims);
}

TEST(Sign, ATokenIsNotGoodBeforeItsTimeOrForOtherRules) {
  const std::string token = sign(claims, rules(), {.issued_at = now, .not_before = now + 40});
  EXPECT_EQ(outcome(Verifier{rules()}.verify(token, now)), "not_yet_valid");
  EXPECT_EQ(outcome(Verifier{rules()}.verify(token, now + 10)), "accepted");
  EXPECT_EQ(outcome(Verifier{{.secret = "another", .issuer = {}, .audience = {}}}.verify(token, now + 10)),
            "bad_signature");
}

TEST(Sign, TheSameClaimsGiveTheSameToken) {
  EXPECT_EQ(sign(claims, rules(), {.issued_at = now, .not_before = {}}),
            sign(claims, rules(), {.issued_at = now, .not_before = {}}));
}

TEST(Sign, WhatNoVerifierWouldTakeIsNotSigned) {
  Claims bad = claims;
  bad.subject = "";
  EXPECT_THROW(static_cast<void>(sign(bad, rules(), {})), std::invalid_argument);
  bad.subject = "\xff";
  EXPECT_THROW(static_cast<void>(sign(bad, rules(), {})), std::invalid_argument);
  bad.subject = std::string(9000, 'x');
  EXPECT_THROW(static_cast<void>(sign(bad, rules(), {})), std::invalid_argument);
  const Rules without_secret{.secret = "", .issuer = {}, .audience = {}};
  EXPECT_THROW(static_cast<void>(sign(claims, without_secret, {})), std::invalid_argument);
}

}  // namespace
}  // namespace interlock::jwt::test
