#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace interlock::jwt {

/// A token in the compact serialisation of RFC 7515 section 7.1, decoded but not yet believed.
/// `signing_input` borrows from the token that it was taken from.
struct Compact {
  std::string header;
  std::string payload;
  std::string signature;
  std::string_view signing_input;
};

/// Nothing if the token is not exactly three strict base64url parts, of which the first two are not empty.
[[nodiscard]] std::optional<Compact> take_apart(std::string_view token);

}  // namespace interlock::jwt
