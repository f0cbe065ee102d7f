#pragma once

#include <cstdint>
#include <string_view>
#include <tl/expected.hpp>

#include "runtime/jwt/claims.hpp"
#include "runtime/jwt/token_error.hpp"

namespace interlock::jwt {

/// Judges tokens: JWT (RFC 7519) in compact form, signed with HS256 (RFC 7515, 7518), nothing else.
///
/// The signature is judged before anything of the payload is read. The header chooses nothing: `alg` must be exactly
/// HS256, `crit` and `b64` are refused, keys and addresses that a header may bring are never looked at.
/// An instance never changes, so any number of threads may share it. It knows no clock: the caller tells the time.
class Verifier {
 public:
  /// Throws std::invalid_argument if the secret is empty or the leeway negative.
  explicit Verifier(Rules rules);

  /// `unix_now` in seconds. A token is expired from the second `exp` + leeway on.
  [[nodiscard]] tl::expected<Claims, TokenError> verify(std::string_view token, std::int64_t unix_now) const;

 private:
  Rules rules_;
};

}  // namespace interlock::jwt
