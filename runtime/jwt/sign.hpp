#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "runtime/jwt/claims.hpp"

namespace interlock::jwt {

/// When a token is made and from when on it is good, in unix seconds; until when is `Claims::expires_at`.
struct SigningTimes {
  std::int64_t issued_at = 0;
  std::optional<std::int64_t> not_before;
};

/// A token that a Verifier with the same rules accepts. Throws std::invalid_argument if the secret or the subject is
/// empty, a claim is not UTF-8, or the token would be larger than a verifier takes.
[[nodiscard]] std::string sign(const Claims& claims, const Rules& rules, SigningTimes times);

}  // namespace interlock::jwt
