#include <gtest/gtest.h>

#include <set>

#include "tests/jwt/forge.hpp"

namespace interlock::jwt::test {
namespace {

TEST(Claims, AreReadFromAWholeToken) {
  const auto claims = Verifier{rules()}.verify(
      forge(good_header, R"({"sub":"ada","tenant":"acme","threads":["grace/t1","team/*"],"publish":true,
                             "operator":true,"exp":1790000060,"unknown":{"a":[1]}})"),
      now);
  ASSERT_TRUE(claims) << outcome(claims);
  EXPECT_EQ(*claims, (Claims{.subject = "ada",
                             .tenant = "acme",
                             .threads = {"grace/t1", "team/*"},
                             .publish = true,
                             .operator_ = true,
                             .expires_at = 1790000060}));
}

TEST(Claims, ThatAreNotThereGiveNoRights) {
  const auto claims = Verifier{rules()}.verify(forge(good_header, R"({"sub":"ada","exp":1790000060})"), now);
  ASSERT_TRUE(claims);
  EXPECT_EQ(*claims, (Claims{.subject = "ada", .tenant = "", .threads = {}, .expires_at = 1790000060}));
}

TEST(Claims, OfTheWrongTypeAreMalformed) {
  for (const char* claim :
       {R"("tenant":1)", R"("tenant":null)", R"("threads":"t1")", R"("threads":["t1",2])", R"("threads":{})",
        R"("publish":1)", R"("publish":"true")", R"("operator":"yes")", R"("operator":null)", R"("nbf":"1")",
        R"("iat":true)", R"("iss":["a"])", R"("aud":7)", R"("aud":["a",7])", R"("tenant":"\u0000")", R"("nbf":null)"}) {
    EXPECT_EQ(judge(std::string(R"({"sub":"ada","exp":1790000060,)") + claim + "}"), "malformed") << claim;
  }
}

TEST(Claims, ThatAreGivenTwiceAreMalformed) {
  EXPECT_EQ(judge(R"({"sub":"ada","sub":"root","exp":1790000060})"), "malformed");
  EXPECT_EQ(judge(R"({"sub":"ada","exp":1,"exp":1790000060})"), "malformed");
}

TEST(Claims, ThatAreNoJsonObjectAreMalformed) {
  for (const char* payload : {"[]", "1", "{", "{\"sub\":\"\xff\"}", "{} {}"}) EXPECT_EQ(judge(payload), "malformed");
}

TEST(Claims, WithoutASubjectAreRefused) {
  EXPECT_EQ(judge(R"({"exp":1790000060})"), "missing_subject");
  EXPECT_EQ(judge(R"({"sub":"","exp":1790000060})"), "missing_subject");
  EXPECT_EQ(judge(R"({"sub":7,"exp":1790000060})"), "malformed");
}

TEST(Claims, WithoutAnExpiryAreRefused) { EXPECT_EQ(judge(R"({"sub":"ada"})"), "missing_expiry"); }

TEST(Claims, AreExpiredFromTheSecondOfTheirExpiryPlusTheLeewayOn) {
  const Verifier verifier{{.secret = secret, .issuer = {}, .audience = {}, .leeway = std::chrono::seconds{5}}};
  const std::string token = forge(good_header, R"({"sub":"ada","exp":1000})");
  EXPECT_EQ(outcome(verifier.verify(token, 1004)), "accepted");
  EXPECT_EQ(outcome(verifier.verify(token, 1005)), "expired");
  EXPECT_EQ(outcome(verifier.verify(token, INT64_MAX)), "expired");
}

TEST(Claims, MayExpireInTheMiddleOfASecond) {
  const Verifier verifier{{.secret = secret, .issuer = {}, .audience = {}, .leeway = std::chrono::seconds{0}}};
  const std::string token = forge(good_header, R"({"sub":"ada","exp":1000.5})");
  const auto claims = verifier.verify(token, 1000);
  ASSERT_TRUE(claims);
  EXPECT_EQ(claims->expires_at, 1000);
  EXPECT_EQ(outcome(verifier.verify(token, 1001)), "expired");
}

TEST(Claims, WithATimeThatIsNoTimeAreMalformed) {
  for (const char* time : {"\"1790000060\"", "true", "null", "[]", "1e300", "-1e300", "1790000060000", "1e999",
                           "99999999999999999999", "NaN", "0x7fffffff"}) {
    EXPECT_EQ(judge(std::string(R"({"sub":"ada","exp":)") + time + "}"), "malformed") << time;
  }
  EXPECT_EQ(judge(R"({"sub":"ada","exp":-1})"), "expired");
}

TEST(Claims, FromTheFutureAreNotYetValidBeyondTheLeeway) {
  EXPECT_EQ(judge(R"({"sub":"ada","exp":1790000060,"nbf":1790000030})"), "accepted");
  EXPECT_EQ(judge(R"({"sub":"ada","exp":1790000060,"nbf":1790000031})"), "not_yet_valid");
  EXPECT_EQ(judge(R"({"sub":"ada","exp":1790000060,"iat":1790000030})"), "accepted");
  EXPECT_EQ(judge(R"({"sub":"ada","exp":1790000060,"iat":1790000030.5})"), "not_yet_valid");
}

TEST(Claims, OfAnotherIssuerAreRefusedWhereOneIsDemanded) {
  const Rules by{.secret = secret, .issuer = "https://id.example", .audience = {}};
  EXPECT_EQ(judge(R"({"sub":"ada","exp":1790000060,"iss":"https://id.example"})", by), "accepted");
  EXPECT_EQ(judge(R"({"sub":"ada","exp":1790000060,"iss":"https://id.example/"})", by), "wrong_issuer");
  EXPECT_EQ(judge(R"({"sub":"ada","exp":1790000060})", by), "wrong_issuer");
  EXPECT_EQ(judge(R"({"sub":"ada","exp":1790000060,"iss":"anybody"})"), "accepted");
}

TEST(Claims, MustNameTheAudienceAloneOrInAnArrayWhereOneIsDemanded) {
  const Rules by{.secret = secret, .issuer = {}, .audience = "interlock"};
  EXPECT_EQ(judge(R"({"sub":"ada","exp":1790000060,"aud":"interlock"})", by), "accepted");
  EXPECT_EQ(judge(R"({"sub":"ada","exp":1790000060,"aud":["billing","interlock"]})", by), "accepted");
  EXPECT_EQ(judge(R"({"sub":"ada","exp":1790000060,"aud":"billing"})", by), "wrong_audience");
  EXPECT_EQ(judge(R"({"sub":"ada","exp":1790000060,"aud":["billing","interlock2"]})", by), "wrong_audience");
  EXPECT_EQ(judge(R"({"sub":"ada","exp":1790000060,"aud":[]})", by), "wrong_audience");
  EXPECT_EQ(judge(R"({"sub":"ada","exp":1790000060})", by), "wrong_audience");
  EXPECT_EQ(judge(R"({"sub":"ada","exp":1790000060,"aud":["interlock",1]})", by), "malformed");
  EXPECT_EQ(judge(R"({"sub":"ada","exp":1790000060,"aud":"anything"})"), "accepted");
}

TEST(TokenErrors, EachHaveTheirOwnNameAndSentence) {
  std::set<std::string_view> names;
  std::set<std::string_view> sentences;
  for (int index = 0; index <= static_cast<int>(TokenError::missing_expiry); ++index) {
    names.insert(name(static_cast<TokenError>(index)));
    sentences.insert(sentence(static_cast<TokenError>(index)));
  }
  EXPECT_EQ(names.size(), 9U);
  EXPECT_EQ(sentences.size(), 9U);
}

}  // namespace
}  // namespace interlock::jwt::test
