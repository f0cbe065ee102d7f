#pragma once
/// 128 bits that stand for a value, found by walking its structure. Equal futures should have equal fingerprints: moments of
/// wall time and the numbers behind ids are no part of it. Ids and the addresses of actors that ended are renamed in the order
/// in which the walk meets them, so that only their sameness counts.
#include "runtime/port/address.hpp"
#include "sim/mixer.hpp"
#include "statemachine/lifecycles/events.hpp"

#include <boost/pfr.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace interlock::sim {

namespace detail {
template <class T> inline constexpr bool is_vector = false;
template <class T, class A> inline constexpr bool is_vector<std::vector<T, A>> = true;
template <class T> inline constexpr bool is_set = false;
template <class T, class C, class A> inline constexpr bool is_set<std::set<T, C, A>> = true;
template <class T> inline constexpr bool is_map = false;
template <class K, class V, class C, class A> inline constexpr bool is_map<std::map<K, V, C, A>> = true;
template <class T> inline constexpr bool is_optional = false;
template <class T> inline constexpr bool is_optional<std::optional<T>> = true;
template <class T> inline constexpr bool is_variant = false;
template <class... T> inline constexpr bool is_variant<std::variant<T...>> = true;
template <class T> inline constexpr bool is_pair = false;
template <class A, class B> inline constexpr bool is_pair<std::pair<A, B>> = true;
template <class T> inline constexpr bool is_drawn_id = std::is_same_v<T, RunId> || std::is_same_v<T, SessionId> || std::is_same_v<T, ResumeToken>;
}  // namespace detail

/// `Living` says, of an address, which place of its kind a living actor has; nothing for one that ended.
template <class Living>
class Walker {
 public:
  explicit Walker(Living living) : living_(std::move(living)) {}

  template <class T>
  void operator()(const T& value) {
    if constexpr (detail::is_drawn_id<T>) {
      const auto drawn = static_cast<std::uint64_t>(value);
      word(drawn == 0 ? 0 : 1 + name_of(ids_, drawn));
    } else if constexpr (std::is_enum_v<T> || std::is_integral_v<T>) {
      word(static_cast<std::uint64_t>(value));
    } else if constexpr (std::is_same_v<T, Duration>) {
      word(static_cast<std::uint64_t>(value.count()));
    } else if constexpr (std::is_same_v<T, port::Address>) {
      address(value);
    } else if constexpr (std::is_same_v<T, std::string>) {
      text(value);
    } else if constexpr (std::is_same_v<T, Text>) {
      text(value.view());
    } else if constexpr (std::is_same_v<T, LogEvent>) {
      word(value.seq);
      (*this)(value.run);
      (*this)(value.type);
      text(value.data.view());
    } else if constexpr (detail::is_optional<T>) {
      word(value.has_value());
      if (value) (*this)(*value);
    } else if constexpr (detail::is_variant<T>) {
      word(value.index());
      std::visit(*this_as_visitor(), value);
    } else if constexpr (detail::is_pair<T>) {
      (*this)(value.first);
      (*this)(value.second);
    } else if constexpr (detail::is_vector<T> || detail::is_set<T> || detail::is_map<T>) {
      word(value.size());
      for (const auto& element : value) (*this)(element);
    } else {
      static_assert(std::is_aggregate_v<T>, "a type with hidden members needs a rule of its own here");
      if constexpr (!std::is_empty_v<T>) boost::pfr::for_each_field(value, [&](const auto& field) { (*this)(field); });
    }
  }
  void word(std::uint64_t value) { mixer_.word(value); }
  [[nodiscard]] Fingerprint result() const { return mixer_.result(); }

 private:
  struct Visitor {
    Walker* walker;
    void operator()(const auto& value) const { (*walker)(value); }
  };
  Visitor* this_as_visitor() { visitor_.walker = this; return &visitor_; }

  void text(std::string_view text) {
    word(text.size());
    std::uint64_t packed = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      packed = packed << 8 | static_cast<unsigned char>(text[i]);
      if (i % 8 == 7) word(std::exchange(packed, 0));
    }
    if (text.size() % 8 != 0) word(packed);
  }
  void address(port::Address value) {
    if (const std::optional<std::uint32_t> place = living_(value)) word(static_cast<std::uint64_t>(value.kind) << 32 | *place);
    else word(std::uint64_t{1} << 63 | name_of(late_, static_cast<std::uint64_t>(value.kind) << 32 | value.id));
  }
  static std::uint64_t name_of(std::vector<std::uint64_t>& names, std::uint64_t value) {
    const auto found = std::find(names.begin(), names.end(), value);
    const auto name = static_cast<std::uint64_t>(found - names.begin());
    if (found == names.end()) names.push_back(value);
    return name;
  }

  Living living_;
  Mixer mixer_;
  Visitor visitor_{};
  std::vector<std::uint64_t> ids_;
  std::vector<std::uint64_t> late_;
};

}  // namespace interlock::sim
