/// The tables that one table is made of: itself, and those of its composite states, each in its place, outer before inner.
#pragma once
#include "statemachine/row_code.hpp"

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace interlock::statemachine::detail {

/// One table in its place. States of inner tables are known by their place too: two tables may both have an "idle".
template <const auto& Table, std::uint64_t Place, std::size_t Depth>
struct member {
  static constexpr const auto& table = Table;
  static constexpr std::uint64_t place = Place;
  static constexpr std::size_t depth = Depth;
};

constexpr std::uint64_t placed(std::uint64_t place, std::uint64_t id) { return place == 0 ? id : (place * 31 ^ id) * 1099511628211U; }

template <class... Items>
struct list {
  static constexpr std::size_t size = sizeof...(Items);
};
template <class Left, class Right>
struct joined_lists;
template <class... Left, class... Right>
struct joined_lists<list<Left...>, list<Right...>> { using type = list<Left..., Right...>; };
template <class List, class Item>
struct with;
template <class... Items, class Item>
struct with<list<Items...>, Item> {
  using type = std::conditional_t<(std::is_same_v<Items, Item> || ...), list<Items...>, list<Items..., Item>>;
};

/// The composites that a source or a target mentions, added to `List`.
template <class List, class Mention>
struct with_mentioned { using type = List; };
template <class List, const auto& Table, bool Initial>
struct with_mentioned<List, composite<Table, Initial>> : with<List, composite<Table>> {};
template <class List, const auto& Table, History Depth>
struct with_mentioned<List, history_of<Table, Depth>> : with<List, composite<Table>> {};

template <class List, class... Parts>
struct mentioned_in { using type = List; };
template <class List, class Part, class... Others>
struct mentioned_in<List, Part, Others...> : mentioned_in<List, Others...> {};
template <class List, class Source, class When, class Guard, class Actions, class Target, class... Others>
struct mentioned_in<List, row<Source, When, Guard, Actions, Target>, Others...>
    : mentioned_in<typename with_mentioned<typename with_mentioned<List, Source>::type, Target>::type, Others...> {};

template <class Table>
constexpr bool has_composites() {
  for (const PartFacts& part : facts_of_parts<Table>) {
    if (part.target.is_composite) return true;
    for (std::size_t i = 0; i < part.source_count; ++i)
      if (part.sources[i].is_composite) return true;
  }
  return false;
}
template <class Table, bool Has = has_composites<Table>()>
struct composites_of { using type = list<>; };
template <std::size_t... Places, class... Parts>
struct composites_of<table<std::index_sequence<Places...>, Parts...>, true> : mentioned_in<list<>, Parts...> {};

template <class Member>
struct family_of;
template <class Member, class Composites>
struct family_below;
template <class Member, class... Composites>
struct family_below<Member, list<Composites...>> { using type = list<Member>; };
template <class Member, class First, class... Composites>
struct family_below<Member, list<First, Composites...>> {
  using inner = typename family_of<member<First::table, placed(Member::place, First::states[0].id), Member::depth + 1>>::type;
  using others = typename family_below<Member, list<Composites...>>::type;
  template <class Head, class... Tail>
  static list<Tail...> tail(list<Head, Tail...>);
  using type = typename joined_lists<typename joined_lists<list<Member>, inner>::type, decltype(tail(others{}))>::type;
};
template <class Member>
struct family_of : family_below<Member, typename composites_of<std::remove_cvref_t<decltype(Member::table)>>::type> {};

template <const auto& Table>
using family = typename family_of<member<Table, 0, 0>>::type;

template <std::size_t Place, class List>
struct item_at;
template <std::size_t Place, class First, class... Others>
struct item_at<Place, list<First, Others...>> : item_at<Place - 1, list<Others...>> {};
template <class First, class... Others>
struct item_at<0, list<First, Others...>> { using type = First; };

}  // namespace interlock::statemachine::detail
