#pragma once
/// Finds a member of a JSON object without changing a digit of it.
#include <optional>
#include <string_view>

namespace interlock::http {

/// The text of the top-level member `name` (its last one, should there be several) of `object`, which must be valid JSON and an
/// object. A name that is written with escapes is not found.
[[nodiscard]] std::optional<std::string_view> json_member(std::string_view object, std::string_view name);

}  // namespace interlock::http
