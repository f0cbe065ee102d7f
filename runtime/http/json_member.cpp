#include "runtime/http/json_member.hpp"

#include <algorithm>

namespace interlock::http {

namespace {

constexpr std::string_view blanks = " \t\r\n";

/// The place after the string that begins at `from`. The text is valid JSON: every search below finds what it looks for.
std::size_t end_of_string(std::string_view text, std::size_t from) {
  std::size_t place = from + 1;
  while (place < text.size() && text[place] != '"') place += text[place] == '\\' ? 2 : 1;
  return std::min(place + 1, text.size());
}

/// The place after the value that begins at `from`: of a comma or bracket of the level above.
std::size_t end_of_value(std::string_view text, std::size_t from) {
  std::size_t depth = 0;
  for (std::size_t place = from; place < text.size();) {
    const char unit = text[place];
    if (unit == '"') {
      place = end_of_string(text, place);
      continue;
    }
    if (depth == 0 && (unit == ',' || unit == '}' || unit == ']')) return place;
    if (unit == '{' || unit == '[') ++depth;
    if (unit == '}' || unit == ']') --depth;
    ++place;
  }
  return text.size();
}

}  // namespace

std::optional<std::string_view> json_member(std::string_view object, std::string_view name) {
  std::optional<std::string_view> found;
  std::size_t place = object.find('"');
  while (place < object.size() && object[place] == '"') {
    const std::size_t end_of_name = end_of_string(object, place);
    const std::string_view key = object.substr(place + 1, end_of_name - place - 2);
    const std::size_t begin = std::min(object.find_first_not_of(blanks, object.find(':', end_of_name) + 1), object.size());
    const std::size_t end = end_of_value(object, begin);
    if (key == name) found = object.substr(begin, object.find_last_not_of(blanks, end - 1) + 1 - begin);
    place = object.find_first_of("\"}", end);
  }
  return found;
}

}  // namespace interlock::http
