#pragma once

#include <jansson.h>

#include <memory>
#include <string>
#include <string_view>

namespace interlock::jwt {

struct ReleaseJson {
  void operator()(json_t* value) const;
};
/// Owns one reference to a jansson value. Only the sources of this room include this header.
using Json = std::unique_ptr<json_t, ReleaseJson>;

/// The object that `text` is, or null. Duplicate keys, bad UTF-8, escaped NULs and trailing text are refused:
/// two readers of one token must not see two different tokens.
[[nodiscard]] Json object_from(std::string_view text);

/// A JSON string. Throws std::invalid_argument if `text` is not UTF-8.
[[nodiscard]] Json string_from(std::string_view text);

[[nodiscard]] std::string_view text_of(const json_t* string);

}  // namespace interlock::jwt
