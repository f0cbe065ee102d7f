#pragma once
/// Tokens judged by the configured secret.
#include "runtime/jwt/verifier.hpp"
#include "runtime/port/authenticator.hpp"

namespace interlock::process {

class JwtAuthenticator final : public port::Authenticator {
 public:
  explicit JwtAuthenticator(jwt::Rules rules) : verifier_(std::move(rules)) {}

  [[nodiscard]] Verdict judge(std::string_view token, std::int64_t unix_now) const override {
    const auto claims = verifier_.verify(token, unix_now);
    if (!claims) return lifecycles::token_refused{"token_" + std::string(jwt::name(claims.error())), std::string(jwt::sentence(claims.error()))};
    // `a/b` would read as the thread `b` of the user `a` wherever a thread is named with its owner.
    if (claims->subject.find('/') != std::string::npos)
      return lifecycles::token_refused{"token_malformed", "The subject of the token holds a slash, which separates owners from threads."};
    return lifecycles::token_accepted{{claims->tenant, claims->subject, claims->threads, claims->expires_at}};
  }

 private:
  jwt::Verifier verifier_;
};

}  // namespace interlock::process
