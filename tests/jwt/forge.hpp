#pragma once

#include <string>
#include <string_view>

#include "runtime/jwt/base64url.hpp"
#include "runtime/jwt/hs256.hpp"
#include "runtime/jwt/verifier.hpp"

namespace interlock::jwt::test {

inline const std::string secret = "a secret of the tests, 32 bytes or more";
inline constexpr std::string_view good_header = R"({"alg":"HS256","typ":"JWT"})";
inline constexpr std::int64_t now = 1'790'000'000;

/// A token with any header and payload, rightly signed.
inline std::string forge(std::string_view header, std::string_view payload, std::string_view key = secret) {
  std::string token = base64url_encode(header) + '.' + base64url_encode(payload);
  const std::string signature = hs256({.secret = key, .text = token});
  return token + '.' + base64url_encode(signature);
}

inline Rules rules() { return {.secret = secret, .issuer = {}, .audience = {}}; }

inline std::string outcome(const tl::expected<Claims, TokenError>& verdict) {
  return verdict ? "accepted" : std::string{name(verdict.error())};
}

inline std::string judge_header(std::string_view header) {
  return outcome(Verifier{rules()}.verify(forge(header, R"({"sub":"ada","exp":1790000060})"), now));
}

inline std::string judge(std::string_view payload, const Rules& by = rules()) {
  return outcome(Verifier{by}.verify(forge(good_header, payload), now));
}

}  // namespace interlock::jwt::test
