#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace interlock::jwt {

/// base64url without padding, RFC 4648 section 5.
[[nodiscard]] std::string base64url_encode(std::string_view bytes);

/// The one decoding of `text`, or nothing. Strict: no padding, no white space, no foreign alphabet, and the unused
/// bits of the last character are zero, so that two different texts never decode to the same bytes.
[[nodiscard]] std::optional<std::string> base64url_decode(std::string_view text);

}  // namespace interlock::jwt
