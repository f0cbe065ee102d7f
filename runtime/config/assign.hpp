#pragma once
/// Puts text that somebody gave into the member that a row names, or says why not.

#include <optional>
#include <string>
#include <string_view>

#include "runtime/config/row.hpp"

namespace interlock::config {

/// `"text"`, shortened, with what is not printable replaced.
inline std::string in_quotes(std::string_view text) {
  constexpr std::size_t longest = 80;
  std::string result{"\""};
  for (const char c : text.substr(0, longest)) result += c >= ' ' && c != '\x7f' ? c : '?';
  return result.append(text.size() > longest ? "…\"" : "\"");
}

inline std::string_view describe(Shape shape) {
  switch (shape) {
    case Shape::string: return "a string";
    case Shape::integer: return "a number";
    case Shape::boolean: return "a boolean";
    case Shape::strings: return "an array";
    case Shape::section: return "a table";
    case Shape::other: break;
  }
  return "of this type";
}

template <class T>
inline constexpr bool has_limits =
    std::is_same_v<T, milliseconds> || std::is_same_v<T, std::size_t> || std::is_same_v<T, Bytes>;

template <class T>
std::int64_t magnitude(const T& value) {
  if constexpr (std::is_same_v<T, milliseconds>) return value.count();
  if constexpr (std::is_same_v<T, std::size_t>) return static_cast<std::int64_t>(value);
  if constexpr (std::is_same_v<T, Bytes>) return static_cast<std::int64_t>(value.count);
  return 0;
}

template <class T>
std::string print_limit(std::int64_t limit) {
  if constexpr (std::is_same_v<T, milliseconds>) return Kind<T>::print(milliseconds{limit});
  if constexpr (std::is_same_v<T, Bytes>) return Kind<T>::print(Bytes{static_cast<std::size_t>(limit)});
  return std::to_string(limit);
}

/// What a person is told to write instead.
template <class Owner>
std::string expected_of(const Row<Owner>& row) {
  return with_kind(row, [&]<class T>(Kind<T>) {
    std::string text{Kind<T>::expected};
    if constexpr (has_limits<T>) {
      text += ", from " + print_limit<T>(row.limits.least) + " to " + print_limit<T>(row.limits.greatest);
    }
    return text;
  });
}

/// The complaint, or nothing and the member is set. A shape is given where the text comes from a file.
template <class Owner>
std::optional<std::string> assign(const Row<Owner>& row, Owner& owner, std::string_view text,
                                  std::optional<Shape> shape = std::nullopt) {
  return std::visit(
      [&]<class T>(T Owner::*member) -> std::optional<std::string> {
        const std::string must = "; expected " + expected_of(row);
        if (shape && !takes<T>(*shape)) {
          return std::string{row.name}.append(" cannot be ").append(describe(*shape)).append(must);
        }
        auto value = Kind<T>::read(text);
        bool good = value.has_value();
        if constexpr (has_limits<T>) {
          good = good && magnitude(*value) >= row.limits.least && magnitude(*value) <= row.limits.greatest;
        }
        // What stands before an @ may be the password of a URL.
        const bool hide = row.secret || text.find('@') != std::string_view::npos;
        if (!good) return std::string{row.name} + " cannot be " + (hide ? "this" : in_quotes(text)) + must;
        owner.*member = std::move(*value);
        return std::nullopt;
      },
      row.member);
}

}  // namespace interlock::config
