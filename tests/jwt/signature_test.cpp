#include <gtest/gtest.h>

#include "runtime/jwt/compact.hpp"
#include "tests/jwt/forge.hpp"

namespace interlock::jwt::test {
namespace {

// RFC 7515 appendix A.1.
const std::string rfc_token =
    "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9"
    ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
    ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const std::string rfc_secret =
    *base64url_decode("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow");
constexpr std::int64_t rfc_expiry = 1'300'819'380;

TEST(Signature, TheTokenOfRfc7515AppendixA1HasTheSignatureThatTheRfcSays) {
  const auto parts = take_apart(rfc_token);
  ASSERT_TRUE(parts);
  EXPECT_EQ(parts->header, "{\"typ\":\"JWT\",\r\n \"alg\":\"HS256\"}");
  EXPECT_EQ(hs256({.secret = rfc_secret, .text = parts->signing_input}), parts->signature);
}

TEST(Signature, TheTokenOfRfc7515AppendixA1IsVerifiedUpToTheSubjectThatItLacks) {
  const Verifier verifier{{.secret = rfc_secret, .issuer = "joe", .audience = {}}};
  EXPECT_EQ(outcome(verifier.verify(rfc_token, rfc_expiry - 1)), "missing_subject");
  EXPECT_EQ(outcome(verifier.verify(rfc_token, rfc_expiry + 30)), "expired");
  EXPECT_EQ(outcome(Verifier{rules()}.verify(rfc_token, rfc_expiry - 1)), "bad_signature");
}

TEST(Signature, ATokenWithAnyBitOfAnyByteChangedIsRefused) {
  const std::string token = forge(good_header, R"({"sub":"ada","exp":1790000060,"threads":["grace/*"]})");
  const Verifier verifier{rules()};
  ASSERT_EQ(outcome(verifier.verify(token, now)), "accepted");
  for (std::size_t index = 0; index < token.size(); ++index) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string tampered = token;
      tampered[index] = static_cast<char>(tampered[index] ^ (1 << bit));
      EXPECT_NE(outcome(verifier.verify(tampered, now)), "accepted") << "byte " << index << ", bit " << bit;
    }
  }
}

TEST(Signature, ATokenThatIsCutShortOrLengthenedAnywhereIsRefused) {
  const std::string token = forge(good_header, R"({"sub":"ada","exp":1790000060})");
  const Verifier verifier{rules()};
  for (std::size_t length = 0; length < token.size(); ++length) {
    EXPECT_NE(outcome(verifier.verify(token.substr(0, length), now)), "accepted") << length;
  }
  for (const char* tail : {".", "A", "AAAA", "=", " ", "\n", ".e30"}) {
    EXPECT_NE(outcome(verifier.verify(token + tail, now)), "accepted") << tail;
  }
}

TEST(Signature, AnotherSecretIsABadSignature) {
  const std::string token = forge(good_header, R"({"sub":"ada","exp":1790000060})", "another secret");
  EXPECT_EQ(outcome(Verifier{rules()}.verify(token, now)), "bad_signature");
}

TEST(Signature, ATokenWithoutASignatureIsNeverTaken) {
  const std::string payload = base64url_encode(R"({"sub":"ada","exp":1790000060})");
  for (const char* header : {R"({"alg":"none"})", R"({"alg":"None"})", R"({"alg":""})"}) {
    EXPECT_EQ(outcome(Verifier{rules()}.verify(base64url_encode(header) + '.' + payload + '.', now)), "bad_algorithm");
  }
  EXPECT_EQ(outcome(Verifier{rules()}.verify(base64url_encode(good_header) + '.' + payload + '.', now)),
            "bad_signature");
}

TEST(Signature, OnlyTheExactNameHs256IsAnAlgorithm) {
  for (const char* header :
       {R"({"alg":"HS384"})", R"({"alg":"HS512"})", R"({"alg":"RS256"})", R"({"alg":"ES256"})", R"({"alg":"EdDSA"})",
        R"({"alg":"hs256"})", R"({"alg":"HS256 "})", R"({"alg":["HS256"]})", R"({"alg":null})", R"({"alg":256})",
        R"({"typ":"JWT"})", R"({"Alg":"HS256"})"}) {
    EXPECT_EQ(judge_header(header), "bad_algorithm") << header;
  }
}

TEST(Signature, AHeaderThatSaysItTwiceIsMalformed) {
  EXPECT_EQ(judge_header(R"({"alg":"none","alg":"HS256"})"), "malformed");
  EXPECT_EQ(judge_header(R"({"alg":"HS256","alg":"none"})"), "malformed");
  EXPECT_EQ(judge_header(R"({"alg":"HS256","\u0061lg":"HS256"})"), "malformed");
}

TEST(Signature, AHeaderThatDemandsAnExtensionIsMalformed) {
  EXPECT_EQ(judge_header(R"({"alg":"HS256","crit":["exp"],"exp":1})"), "malformed");
  EXPECT_EQ(judge_header(R"({"alg":"HS256","crit":[]})"), "malformed");
  EXPECT_EQ(judge_header(R"({"alg":"HS256","b64":false})"), "malformed");
}

TEST(Signature, KeysThatAHeaderBringsAreNotLookedAt) {
  EXPECT_EQ(judge_header(R"({"alg":"HS256","jku":"http://attacker.example/keys","kid":"../../dev/null"})"), "accepted");
  const std::string header = R"({"alg":"HS256","jwk":{"kty":"oct","k":"c2VjcmV0"}})";
  const std::string token = forge(header, R"({"sub":"ada","exp":1790000060})", "secret");
  EXPECT_EQ(outcome(Verifier{rules()}.verify(token, now)), "bad_signature");
}

TEST(Signature, AHeaderThatIsNotAnObjectIsMalformed) {
  for (const char* header : {"[]", "\"HS256\"", "{", "{}x", R"({"alg":"HS256")", "\xff"}) {
    EXPECT_EQ(judge_header(header), "malformed") << header;
  }
}

TEST(Signature, ATokenOfMoreThan8KiBIsMalformedHoweverWellItIsSigned) {
  const auto token_with = [](std::size_t filling) {
    return forge(good_header, R"({"sub":"ada","exp":1790000060,"x":")" + std::string(filling, 'x') + "\"}");
  };
  EXPECT_EQ(outcome(Verifier{rules()}.verify(token_with(6000), now)), "accepted");
  EXPECT_EQ(outcome(Verifier{rules()}.verify(token_with(6200), now)), "malformed");
}

TEST(Signature, AVerifierWithoutASecretCannotBeMade) {
  EXPECT_THROW(Verifier({.secret = "", .issuer = {}, .audience = {}}), std::invalid_argument);
  EXPECT_THROW(Verifier({.secret = "x", .issuer = {}, .audience = {}, .leeway = std::chrono::seconds{-1}}),
               std::invalid_argument);
}

}  // namespace
}  // namespace interlock::jwt::test
