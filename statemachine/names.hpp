/// Names at compile time: strings as template arguments, and what the compiler calls a type or a variable.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace interlock::statemachine {

/// A string that can be a template argument. `Size` counts the final zero.
template <std::size_t Size>
struct fixed {
  char characters[Size]{};

  constexpr fixed(const char (&text)[Size]) {
    for (std::size_t i = 0; i < Size; ++i) characters[i] = text[i];
  }
  /// Takes the first Size - 1 characters of `text`, which must have as many.
  constexpr explicit fixed(std::string_view text) {
    for (std::size_t i = 0; i + 1 < Size; ++i) characters[i] = text[i];
  }
  constexpr std::string_view view() const { return {characters, Size - 1}; }
};

/// FNV-1a. States and event types are told apart by the hashes of their names, because g++ 12 under
/// -fsanitize=undefined cannot compare the addresses of two objects in a constant expression.
constexpr std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 14695981039346656037U;
  for (const char character : text) hash = (hash ^ static_cast<unsigned char>(character)) * 1099511628211U;
  return hash;
}

namespace detail {

template <auto Value>
constexpr const char* signature_of_value() { return __PRETTY_FUNCTION__; }
template <class T>
constexpr const char* signature_of_type() { return __PRETTY_FUNCTION__; }

/// "… [with auto Value = (& room::open)]" gives "room::open".
constexpr std::string_view argument_of(std::string_view signature, std::string_view key) {
  signature.remove_prefix(signature.find(key) + key.size());
  signature.remove_suffix(1);
  if (signature.starts_with("(& ")) {
    signature.remove_prefix(3);
    signature.remove_suffix(1);
  }
  if (signature.starts_with("&")) signature.remove_prefix(1);
  return signature;
}

/// "room::message<room::text>" gives "message<room::text>".
constexpr std::string_view without_scope(std::string_view name) {
  const auto scope = name.substr(0, name.find('<')).rfind("::");
  if (scope != std::string_view::npos) name.remove_prefix(scope + 2);
  return name;
}

}  // namespace detail

/// The name of the variable that `Address` points to, without its scope.
template <auto Address>
inline constexpr std::string_view variable_name =
    detail::without_scope(detail::argument_of(detail::signature_of_value<Address>(), "Value = "));

/// The name of a type, without its scope.
template <class T>
inline constexpr std::string_view type_name =
    detail::without_scope(detail::argument_of(detail::signature_of_type<T>(), "T = "));

/// What a state or an event type is known by. Two of them are the same if their ids are.
struct Key {
  std::uint64_t id{};
  std::string_view name{};
};

template <class T>
inline constexpr Key key_of_type{hash_of(detail::signature_of_type<T>()), type_name<T>};

/// Different keys in the order in which they were first added.
template <std::size_t Capacity>
struct Keys {
  std::array<Key, Capacity> keys{};
  std::size_t size{};

  /// The place of `id`, or `size` if it is not here.
  constexpr std::size_t find(std::uint64_t id) const {
    std::size_t place = 0;
    while (place < size && keys[place].id != id) ++place;
    return place;
  }
  constexpr void add(Key key) {
    if (find(key.id) == size) keys[size++] = key;
  }
};

/// A few names in order: the actions of a row.
struct NameList {
  static constexpr std::size_t capacity = 8;
  std::array<std::string_view, capacity> names{};
  std::size_t count{};

  constexpr void add(std::string_view name) { names[count++] = name; }
  constexpr std::size_t size() const { return count; }
  constexpr bool empty() const { return count == 0; }
  constexpr const std::string_view* begin() const { return names.data(); }
  constexpr const std::string_view* end() const { return names.data() + count; }
  constexpr std::string_view operator[](std::size_t place) const { return names[place]; }
};

/// A text that is composed at compile time.
struct Text {
  static constexpr std::size_t capacity = 256;
  std::array<char, capacity> characters{};
  std::size_t size{};

  constexpr Text& operator<<(std::string_view text) {
    for (const char character : text) characters[size++] = character;
    return *this;
  }
  constexpr std::string_view view() const { return {characters.data(), size}; }
};

}  // namespace interlock::statemachine
