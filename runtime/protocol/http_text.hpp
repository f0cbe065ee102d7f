#pragma once

#include <algorithm>
#include <optional>
#include <string_view>

/// Small reading aids for header values; ASCII only, and independent of the locale.
namespace interlock::protocol {

constexpr char lower(char unit) { return unit >= 'A' && unit <= 'Z' ? static_cast<char>(unit - 'A' + 'a') : unit; }

constexpr bool equal_in_any_case(std::string_view left, std::string_view right) {
  return left.size() == right.size() &&
         std::equal(left.begin(), left.end(), right.begin(), [](char a, char b) { return lower(a) == lower(b); });
}

constexpr std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blank = " \t";
  const std::size_t begin = text.find_first_not_of(blank);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blank) - begin + 1);
}

/// Calls `element(std::string_view)` for each trimmed, non-empty part of `text` between separators.
template <class Element>
constexpr void for_each_part(std::string_view text, char separator, Element&& element) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (const std::string_view part = trimmed(text.substr(0, end)); !part.empty()) element(part);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

constexpr bool is_alphanumeric(char unit) {
  return (unit >= '0' && unit <= '9') || (lower(unit) >= 'a' && lower(unit) <= 'z');
}

constexpr std::optional<unsigned> hexadecimal_digit(char unit) {
  if (unit >= '0' && unit <= '9') return static_cast<unsigned>(unit - '0');
  if (lower(unit) >= 'a' && lower(unit) <= 'f') return static_cast<unsigned>(lower(unit) - 'a' + 10);
  return std::nullopt;
}

}  // namespace interlock::protocol
