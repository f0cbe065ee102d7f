#include "runtime/jwt/token_error.hpp"

#include <cstdlib>

namespace interlock::jwt {

std::string_view name(TokenError error) {
  switch (error) {
    case TokenError::malformed: return "malformed";
    case TokenError::bad_algorithm: return "bad_algorithm";
    case TokenError::bad_signature: return "bad_signature";
    case TokenError::expired: return "expired";
    case TokenError::not_yet_valid: return "not_yet_valid";
    case TokenError::wrong_audience: return "wrong_audience";
    case TokenError::wrong_issuer: return "wrong_issuer";
    case TokenError::missing_subject: return "missing_subject";
    case TokenError::missing_expiry: return "missing_expiry";
  }
  std::abort();
}

std::string_view sentence(TokenError error) {
  switch (error) {
    case TokenError::malformed: return "The token is not a well formed signed JWT.";
    case TokenError::bad_algorithm: return "The token is not signed with HS256, the only algorithm that is accepted.";
    case TokenError::bad_signature: return "The signature of the token does not match.";
    case TokenError::expired: return "The token has expired.";
    case TokenError::not_yet_valid: return "The token is not valid yet.";
    case TokenError::wrong_audience: return "The token was issued for another audience.";
    case TokenError::wrong_issuer: return "The token was issued by somebody else than the issuer that is accepted.";
    case TokenError::missing_subject: return "The token names no subject.";
    case TokenError::missing_expiry: return "The token has no expiry.";
  }
  std::abort();
}

}  // namespace interlock::jwt
