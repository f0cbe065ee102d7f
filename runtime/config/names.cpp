#include "runtime/config/names.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace interlock::config {
namespace {

/// The number of characters to insert, remove or replace (Levenshtein).
std::size_t distance(std::string_view one, std::string_view other) {
  std::vector<std::size_t> row(other.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < one.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < other.size(); ++j) {
      const std::size_t replaced = diagonal + (one[i] == other[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, diagonal + 1, row[j] + 1});
    }
  }
  return row.back();
}

constexpr std::size_t longest_name = 64;

}  // namespace

std::string environment_name(std::string_view setting) {
  std::string name{"INTERLOCK_"};
  for (const char c : setting) name += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return name;
}

std::string flag_name(std::string_view setting) {
  std::string name{"--"};
  for (const char c : setting) name += c == '_' ? '-' : c;
  return name;
}

std::string_view nearest(std::string_view wrong, const std::vector<std::string>& known) {
  if (wrong.size() > longest_name) return {};
  std::string_view best;
  std::size_t least = std::max<std::size_t>(2, wrong.size() / 3) + 1;
  for (const std::string& one : known) {
    const std::size_t steps = distance(wrong, one);
    if (steps < least) {
      least = steps;
      best = one;
    }
  }
  return best;
}

std::string suggestion(std::string_view wrong, const std::vector<std::string>& known) {
  const std::string_view meant = nearest(wrong, known);
  return meant.empty() ? "" : std::string{"; did you mean \""}.append(meant).append("\"?");
}

}  // namespace interlock::config
