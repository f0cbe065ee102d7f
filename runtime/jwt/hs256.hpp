#pragma once

#include <string>
#include <string_view>

namespace interlock::jwt {

struct Hs256Input {
  std::string_view secret;  ///< Never empty.
  std::string_view text;
};

/// HMAC with SHA-256, RFC 7518 section 3.2: 32 bytes.
[[nodiscard]] std::string hs256(Hs256Input input);

/// Compares in a time that depends only on the lengths.
[[nodiscard]] bool same_bytes(std::string_view one, std::string_view other);

}  // namespace interlock::jwt
