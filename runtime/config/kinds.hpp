#pragma once
/// One `Kind` for each type that a setting may have: how it is read from text, printed, and described to a person.
/// `print` and `read` are inverse to each other. `read` takes the whole text or nothing.

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "runtime/config/settings.hpp"

namespace interlock::config {

/// What a value looks like in a TOML file.
enum class Shape : std::uint8_t { string, integer, boolean, strings, section, other };

template <class T>
struct Kind;

template <>
struct Kind<std::string> {
  static constexpr std::string_view word = "text";
  static constexpr std::string_view expected = "text";
  static std::optional<std::string> read(std::string_view text) { return std::string{text}; }
  static std::string print(const std::string& value) { return value; }
};

template <>
struct Kind<bool> {
  static constexpr std::string_view word = "bool";
  static constexpr std::string_view expected = "true or false";
  static std::optional<bool> read(std::string_view text);
  static std::string print(bool value) { return value ? "true" : "false"; }
};

template <>
struct Kind<milliseconds> {
  static constexpr std::string_view word = "duration";
  static constexpr std::string_view expected = R"(a duration such as "250ms", "30s", "5m" or "1h")";
  static std::optional<milliseconds> read(std::string_view text);
  static std::string print(milliseconds value);
};

template <>
struct Kind<std::size_t> {
  static constexpr std::string_view word = "count";
  static constexpr std::string_view expected = "a whole number such as 1024";
  static std::optional<std::size_t> read(std::string_view text);
  static std::string print(std::size_t value) { return std::to_string(value); }
};

template <>
struct Kind<Bytes> {
  static constexpr std::string_view word = "bytes";
  static constexpr std::string_view expected = R"(a size such as 65536, "64KiB" or "1MiB")";
  static std::optional<Bytes> read(std::string_view text);
  static std::string print(Bytes value);
};

template <>
struct Kind<Endpoint> {
  static constexpr std::string_view word = "host:port";
  static constexpr std::string_view expected = R"(an address and a port such as "127.0.0.1:8080" or "[::1]:8080")";
  static std::optional<Endpoint> read(std::string_view text);
  static std::string print(const Endpoint& value);
};

template <>
struct Kind<std::filesystem::path> {
  static constexpr std::string_view word = "path";
  static constexpr std::string_view expected = R"(a path such as "./interlock-data")";
  static std::optional<std::filesystem::path> read(std::string_view text);
  static std::string print(const std::filesystem::path& value) { return value.string(); }
};

template <>
struct Kind<Url> {
  static constexpr std::string_view word = "URL";
  static constexpr std::string_view expected = R"(a URL such as "http://127.0.0.1:9000/run", without credentials)";
  static std::optional<Url> read(std::string_view text);
  static std::string print(const Url& value) { return value.text; }
};

/// In text the origins stand with commas between them.
template <>
struct Kind<std::vector<WebOrigin>> {
  static constexpr std::string_view word = "origins";
  static constexpr std::string_view expected = R"(origins such as "https://app.example.com")";
  static std::optional<std::vector<WebOrigin>> read(std::string_view text);
  static std::string print(const std::vector<WebOrigin>& value);
};

/// Empty text is none.
template <class T>
struct Kind<std::optional<T>> {
  static constexpr std::string_view word = Kind<T>::word;
  static constexpr std::string_view expected = Kind<T>::expected;
  static std::optional<std::optional<T>> read(std::string_view text) {
    if (text.empty()) return std::optional<T>{};
    auto value = Kind<T>::read(text);
    if (!value) return std::nullopt;
    return std::optional<T>{std::move(*value)};
  }
  static std::string print(const std::optional<T>& value) { return value ? Kind<T>::print(*value) : ""; }
};

template <>
struct Kind<Profile> {
  static constexpr std::string_view word = "profile";
  static constexpr std::string_view expected = "development, staging or production";
  static std::optional<Profile> read(std::string_view text);
  static std::string print(Profile value);
};

template <>
struct Kind<LogLevel> {
  static constexpr std::string_view word = "level";
  static constexpr std::string_view expected = "trace, debug, info, warn, error or critical";
  static std::optional<LogLevel> read(std::string_view text);
  static std::string print(LogLevel value);
};

/// Whether a TOML value of this shape can be a T at all, so that `echo = "true"` is noticed.
template <class T>
constexpr bool takes(Shape shape) {
  if constexpr (std::is_same_v<T, bool>) {
    return shape == Shape::boolean;
  } else if constexpr (std::is_same_v<T, std::size_t>) {
    return shape == Shape::integer;
  } else if constexpr (std::is_same_v<T, Bytes>) {
    return shape == Shape::integer || shape == Shape::string;
  } else if constexpr (std::is_same_v<T, std::vector<WebOrigin>>) {
    return shape == Shape::strings;
  } else {
    return shape == Shape::string;
  }
}

}  // namespace interlock::config
