#include "runtime/protocol/websocket_utf8.hpp"

#include <simdjson.h>

#include <algorithm>

namespace interlock::protocol {

namespace {

unsigned unit_at(std::string_view text, std::size_t index) { return static_cast<unsigned char>(text[index]); }

/// The size of the character that a byte begins; 0 for a byte that begins none.
std::size_t character_size(unsigned lead) {
  if (lead < 0x80) return 1;
  if (lead < 0xC2) return 0;
  if (lead < 0xE0) return 2;
  if (lead < 0xF0) return 3;
  return lead < 0xF5 ? 4 : 0;
}

/// Is the second byte one that may follow this first one (RFC 3629: no overlong form, no surrogate, no U+110000)?
bool second_fits(unsigned lead, unsigned second) {
  const unsigned lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const unsigned highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  return second >= lowest && second <= highest;
}

}  // namespace

bool is_utf8(std::string_view text) { return simdjson::validate_utf8(text.data(), text.size()); }

std::optional<std::size_t> whole_characters(std::string_view text) {
  constexpr std::size_t longest_beginning = 3;
  std::size_t whole = text.size();
  for (std::size_t back = 1; back <= std::min(longest_beginning, text.size()); ++back) {
    const std::size_t start = text.size() - back;
    const unsigned lead = unit_at(text, start);
    if ((lead & 0xC0U) == 0x80U) continue;
    if (character_size(lead) > back) {
      if (back >= 2 && !second_fits(lead, unit_at(text, start + 1))) return std::nullopt;
      whole = start;
    }
    break;
  }
  if (!is_utf8(text.substr(0, whole))) return std::nullopt;
  return whole;
}

}  // namespace interlock::protocol
