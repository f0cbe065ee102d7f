#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace interlock::protocol {

bool is_utf8(std::string_view text);

/// How many bytes of `text` are whole, valid characters, or nothing if no continuation could make `text` valid.
/// At most the last three bytes may be the beginning of a character.
std::optional<std::size_t> whole_characters(std::string_view text);

}  // namespace interlock::protocol
