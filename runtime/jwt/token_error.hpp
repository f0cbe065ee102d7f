#pragma once

#include <cstdint>
#include <string_view>

namespace interlock::jwt {

/// Why a token was refused.
enum class TokenError : std::uint8_t {
  malformed,
  bad_algorithm,
  bad_signature,
  expired,
  not_yet_valid,
  wrong_audience,
  wrong_issuer,
  missing_subject,
  missing_expiry,
};

/// The word for logs, metrics and the wire: `bad_signature`. Lives for ever.
[[nodiscard]] std::string_view name(TokenError error);

/// One sentence for a person. It is constant, so it can hold nothing of the token.
[[nodiscard]] std::string_view sentence(TokenError error);

}  // namespace interlock::jwt
