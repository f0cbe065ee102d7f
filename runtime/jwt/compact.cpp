#include "runtime/jwt/compact.hpp"

#include <utility>

#include "runtime/jwt/base64url.hpp"

namespace interlock::jwt {

std::optional<Compact> take_apart(std::string_view token) {
  const std::size_t first = token.find('.');
  if (first == std::string_view::npos) return std::nullopt;
  const std::size_t second = token.find('.', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  // A third dot is outside the alphabet, so the decoding of the signature refuses it.
  auto header = base64url_decode(token.substr(0, first));
  auto payload = base64url_decode(token.substr(first + 1, second - first - 1));
  auto signature = base64url_decode(token.substr(second + 1));
  if (!header || !payload || !signature || header->empty() || payload->empty()) return std::nullopt;
  return Compact{std::move(*header), std::move(*payload), std::move(*signature), token.substr(0, second)};
}

}  // namespace interlock::jwt
