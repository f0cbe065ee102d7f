#pragma once
/// Lists of names as one text, with a space between each two.
#include <string_view>

namespace interlock::sim {

/// Whether `word` is one of the words of `list`.
[[nodiscard]] constexpr bool lists(std::string_view list, std::string_view word) {
  for (std::size_t at = list.find(word); at != std::string_view::npos; at = list.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || list[at - 1] == ' ') && (end == list.size() || list[end] == ' ')) return true;
  }
  return false;
}

}  // namespace interlock::sim
