#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace interlock::jwt {

/// What a verified token says about its bearer.
struct Claims {
  std::string subject;               ///< `sub`, never empty: the user.
  std::string tenant;                ///< `tenant`, empty if the token has none.
  std::vector<std::string> threads;  ///< `threads`: qualified thread ids, or prefixes that end in `*`.
  bool publish = false;              ///< `publish`: a back end that may append events.
  bool operator_ = false;            ///< `operator`: may see the inspector.
  std::int64_t expires_at = 0;       ///< `exp` in unix seconds, rounded down, without the leeway.

  bool operator==(const Claims&) const = default;
};

/// What this gateway demands of a token.
struct Rules {
  std::string secret;                   ///< Shared with the issuer; never empty. RFC 7518 asks for 32 bytes or more.
  std::optional<std::string> issuer;    ///< If set, `iss` must be exactly this.
  std::optional<std::string> audience;  ///< If set, `aud` must be this or hold it. If not, any will do.
  std::chrono::seconds leeway{30};      ///< How far the issuer's clock may be from ours, for `exp`, `nbf` and `iat`.
};

inline constexpr std::size_t token_size_limit = 8 * 1024;

}  // namespace interlock::jwt
