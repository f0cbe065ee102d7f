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

constexpr std::size_t length_of_text(const char* text) { return __builtin_strlen(text); }
/// How much of a signature comes before the argument: the same for all arguments, so that it is looked for once.
constexpr std::size_t start_of_argument(const char* signature, std::string_view argument) {
  std::size_t place = length_of_text(signature) - 1 - argument.size();
  while (std::string_view(signature + place, argument.size()) != argument) --place;
  return place;
}
inline constexpr std::size_t start_of_type = start_of_argument(signature_of_type<int>(), "int");
inline constexpr std::size_t start_of_value = start_of_argument(signature_of_value<7>(), "7");

constexpr std::string_view argument_of(const char* signature, std::size_t start) {
  return {signature + start, length_of_text(signature) - 1 - start};
}
/// "(& room::open)" or "&room::open" gives "room::open".
constexpr std::string_view without_ampersand(std::string_view name) {
  if (name.starts_with('(')) name = name.substr(1, name.size() - 2);
  while (name.starts_with('&') || name.starts_with(' ')) name.remove_prefix(1);
  return name;
}

/// "room::message<room::text>" gives "message<room::text>".
constexpr std::string_view without_scope(std::string_view name) {
  std::size_t after = 0;
  for (std::size_t i = 0; i < name.size() && name[i] != '<'; ++i)
    if (name[i] == ':') after = i + 1;
  name.remove_prefix(after);
  return name;
}

}  // namespace detail

/// The name of the variable that `Address` points to, without its scope.
template <auto Address>
inline constexpr std::string_view variable_name =
    detail::without_scope(detail::without_ampersand(detail::argument_of(detail::signature_of_value<Address>(), detail::start_of_value)));

/// The name of a type, without its scope.
template <class T>
inline constexpr std::string_view type_name = detail::without_scope(detail::argument_of(detail::signature_of_type<T>(), detail::start_of_type));

/// What a state or an event type is known by. Two of them are the same if their ids are.
struct Key {
  std::uint64_t id{};
  std::string_view name{};
  bool is_composite{};  ///< It stands for all states of a table.
};

template <class T>
inline constexpr Key key_of_type{hash_of(detail::argument_of(detail::signature_of_type<T>(), detail::start_of_type)), type_name<T>};

/// Different keys in the order in which they were first added. Finding one takes as long in a long list as in a short one.
template <std::size_t Capacity>
struct Keys {
  static constexpr std::size_t slot_count = [] {
    std::size_t count = 4;
    while (count < 2 * Capacity) count *= 2;
    return count;
  }();
  std::array<Key, Capacity == 0 ? 1 : Capacity> keys{};
  std::array<std::uint16_t, slot_count> slots{};  ///< Place + 1; 0 is free.
  std::size_t size{};

  /// The place of `id`, or `size` if it is not here.
  constexpr std::size_t find(std::uint64_t id) const {
    const std::size_t slot = slot_of(id);
    return slots[slot] == 0 ? size : slots[slot] - std::size_t{1};
  }
  constexpr void add(Key key) {
    std::uint16_t& slot = slots[slot_of(key.id)];
    if (slot != 0) return;
    keys[size++] = key;
    slot = static_cast<std::uint16_t>(size);
  }

 private:
  constexpr std::size_t slot_of(std::uint64_t id) const {
    std::size_t slot = static_cast<std::size_t>(id ^ id >> 32) % slot_count;
    while (slots[slot] != 0 && keys[slots[slot] - std::size_t{1}].id != id) slot = (slot + 1) % slot_count;
    return slot;
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
