#pragma once
/// The notation of the table of settings.

#include <optional>
#include <string_view>
#include <variant>

#include "runtime/config/kinds.hpp"

namespace interlock::config {

template <class Owner>
using Member = std::variant<
    std::string Owner::*, std::optional<std::string> Owner::*, bool Owner::*, milliseconds Owner::*,
    std::size_t Owner::*, Bytes Owner::*, Endpoint Owner::*, std::filesystem::path Owner::*, Url Owner::*,
    std::optional<Url> Owner::*, std::vector<WebOrigin> Owner::*, Profile Owner::*, LogLevel Owner::*>;

/// The text that a setting has where nobody gave one. It is read as any other text is.
struct Default {
  std::string_view development;
  std::string_view staging = development;
  std::string_view production = development;
  std::string_view inherited_from{};  ///< The setting of the whole process that is taken instead.
  bool must_be_given = false;

  [[nodiscard]] constexpr std::string_view in(Profile profile) const {
    if (profile == Profile::development) return development;
    return profile == Profile::staging ? staging : production;
  }
};

constexpr Default always(std::string_view text) { return {text}; }
constexpr Default in_development(std::string_view text, std::string_view otherwise) {
  return {text, otherwise, otherwise};
}
constexpr Default in_production(std::string_view text, std::string_view otherwise) {
  return {otherwise, otherwise, text};
}
constexpr Default inherited_from(std::string_view name) { return {.development = {}, .inherited_from = name}; }
inline constexpr Default must_be_given{.development = {}, .must_be_given = true};

/// The least and the greatest value that is taken, in milliseconds, bytes or pieces.
struct Limits {
  std::int64_t least;
  std::int64_t greatest;
};
inline constexpr Limits usual_limits{1, 24 * 60 * 60 * 1000};
inline constexpr Limits zero_is_allowed{0, usual_limits.greatest};

template <class Owner>
struct Row {
  std::string_view name;  ///< The TOML key; environment name and flag follow from it.
  Member<Owner> member;
  Default default_text;
  std::string_view help;  ///< For a person, without a full stop.
  Limits limits = usual_limits;
  bool secret = false;  ///< Never printed.
};

/// What every kind of a row has, whatever the type: see `Kind`.
template <class Owner, class Function>
constexpr decltype(auto) with_kind(const Row<Owner>& row, Function function) {
  return std::visit(
      [&]<class T>(T Owner::*) -> decltype(auto) { return function(Kind<T>{}); }, row.member);
}

template <class Owner>
constexpr std::string_view kind_word(const Row<Owner>& row) {
  return with_kind(row, []<class T>(Kind<T>) { return Kind<T>::word; });
}

template <class Owner>
std::string print(const Row<Owner>& row, const Owner& owner) {
  return std::visit([&]<class T>(T Owner::*member) { return Kind<T>::print(owner.*member); }, row.member);
}

}  // namespace interlock::config
