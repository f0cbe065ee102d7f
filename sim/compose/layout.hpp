#pragma once
/// Where the parts of a composed world lie in its bytes.
///
/// A world is its groups, a group is `Count` equal records, a record holds one actor of each kind of the group, and the FIFOs between them.
/// A FIFO between groups lies with the actor of which there are several. So equal actors differ in nothing but the place of their record,
/// and a permutation of equal actors is one of records.
#include "sim/compose/table_facts.hpp"

#include <bit>
#include <cstring>

namespace interlock::sim::compose {

/// So many times the same: an actor of each of these kinds. A kind is
///     struct Service {
///       static constexpr const auto& table = service_rows;     // see statemachine/notation.hpp
///       struct Context { std::uint8_t tries = 0; };            // if its rows need one: trivially copyable, without padding
///       static constexpr unsigned room = 4;                    // only if nobody can tell how many messages to one receiver may wait
///       static const char* broken(auto at, const Context&);    // if there is something to hold after each of its steps: what is broken, or ""
///       static const char* broken_at_end(auto at, const Context&);  // and where no actor can make a step any more
///     };
/// `at` is its machine. What is asked of one actor may only look at that actor: the reduction shows each actor all that may happen to it,
/// but not beside all that may happen elsewhere.
template <unsigned Count, class... Kinds>
struct Group {
  static_assert(Count > 0 && sizeof...(Kinds) > 0);
  static constexpr unsigned count = Count;
  using kinds = Types<Kinds...>;
};

namespace detail {

struct NoContext {};
template <class Kind>
struct context_of { using type = NoContext; };
template <class Kind>
  requires requires { typename Kind::Context; }
struct context_of<Kind> { using type = typename Kind::Context; };

}  // namespace detail

template <class Kind>
using ContextOf = typename detail::context_of<Kind>::type;
template <class Kind>
using MachineOf = statemachine::machine<Kind::table>;
template <class Kind>
using FactsOf = TableFacts<Kind::table>;

/// What waits on its way from one actor to another, as a number: a digit for each message, the oldest the lowest; 0 is no message.
template <class From, class To>
struct Fifo {
  using from = From;
  using to = To;
  using messages = typename FactsOf<From>::template messages_to<To>;

  static constexpr std::size_t room = [] {
    constexpr std::size_t most = FactsOf<From>::template most_sent_to<To>;
    if constexpr (most < FactsOf<From>::unbounded) return most;
    else {
      static_assert(requires { From::room; }, "nothing bounds how many messages this actor sends: say with `room` how many may wait");
      return std::size_t{From::room};
    }
  }();
  static constexpr std::size_t digit = std::bit_width(messages::size);
  static constexpr std::size_t bits = digit * room;
  static_assert(bits <= 64, "so many messages of so many kinds don't fit in one FIFO");
  using Word = std::conditional_t<(bits <= 8), std::uint8_t, std::conditional_t<(bits <= 16), std::uint16_t, std::conditional_t<(bits <= 32), std::uint32_t, std::uint64_t>>>;

  static constexpr std::size_t length(Word word) { return (static_cast<std::size_t>(std::bit_width(word)) + digit - 1) / digit; }
  static constexpr Word appended(Word word, std::size_t message) { return static_cast<Word>(word | std::uint64_t{message + 1} << digit * length(word)); }
  static constexpr std::size_t head(Word word) { return (word & ((std::uint64_t{1} << digit) - 1)) - 1; }
  static constexpr Word without_head(Word word) { return static_cast<Word>(std::uint64_t{word} >> digit); }
};

/// All that is known of a composition before it runs.
template <class... Groups>
struct Layout {
  using kinds = Joined<typename Groups::kinds...>;
  static_assert(kinds::size == Distinct<kinds>::size, "each kind of actor is in one group, once");

  template <class Kind>
  static constexpr std::size_t group_of = [] {
    constexpr std::array<bool, sizeof...(Groups)> has{Groups::kinds::template has<Kind>...};
    return static_cast<std::size_t>(std::find(has.begin(), has.end(), true) - has.begin());
  }();
  static constexpr std::array<unsigned, sizeof...(Groups)> counts{Groups::count...};
  template <class Kind>
  static constexpr unsigned count_of = counts[group_of<Kind>];
  template <class One, class Other>
  static constexpr bool are_partners = group_of<One> == group_of<Other>;

 private:
  template <class From, class To>
  static constexpr bool speaks = FactsOf<From>::template messages_to<To>::size > 0;
  template <class From, class... To>
  static auto fifos_from(Types<To...>) -> Joined<Types<>, std::conditional_t<speaks<From, To>, Types<Fifo<From, To>>, Types<>>...>;
  template <class... From>
  static auto all_fifos(Types<From...>) -> Joined<Types<>, decltype(fifos_from<From>(kinds{}))...>;

 public:
  using fifos = decltype(all_fifos(kinds{}));
  /// The group in whose records a FIFO lies.
  template <class Queue>
  static constexpr std::size_t home_of = [] {
    using From = typename Queue::from;
    using To = typename Queue::to;
    static_assert(are_partners<From, To> || count_of<From> == 1 || count_of<To> == 1, "between groups, one sends to several or several to one");
    return count_of<To> == 1 ? group_of<From> : group_of<To>;
  }();

  /// A context without members takes no place.
  template <class Kind>
  static constexpr std::size_t context_size = std::is_empty_v<ContextOf<Kind>> ? 0 : sizeof(ContextOf<Kind>);
  static constexpr std::array<std::size_t, sizeof...(Groups)> record_sizes = [] {
    std::array<std::size_t, sizeof...(Groups)> sizes{};
    kinds::for_each([&]<class Kind>() { sizes[group_of<Kind>] += 1 + context_size<Kind>; });
    fifos::for_each([&]<class Queue>() { sizes[home_of<Queue>] += sizeof(typename Queue::Word); });
    return sizes;
  }();
  static constexpr std::array<std::size_t, sizeof...(Groups) + 1> bases = [] {
    std::array<std::size_t, sizeof...(Groups) + 1> bases{};
    for (std::size_t g = 0; g < sizeof...(Groups); ++g) bases[g + 1] = bases[g] + counts[g] * record_sizes[g];
    return bases;
  }();
  /// Of the whole world, filled up to whole words with zeros.
  static constexpr std::size_t bytes = (bases[sizeof...(Groups)] + 7) / 8 * 8;

  /// Where a machine lies in its record; its context follows.
  template <class Kind>
  static constexpr std::size_t machine_place = [] {
    std::size_t place = 0;
    kinds::for_each([&]<class Other>() {
      if (kinds::template index_of<Other> < kinds::template index_of<Kind> && are_partners<Other, Kind>) place += 1 + context_size<Other>;
    });
    return place;
  }();
  template <class Queue>
  static constexpr std::size_t fifo_place = [] {
    std::size_t place = 0;
    kinds::for_each([&]<class Other>() {
      if (group_of<Other> == home_of<Queue>) place += 1 + context_size<Other>;
    });
    fifos::for_each([&]<class Other>() {
      if (fifos::template index_of<Other> < fifos::template index_of<Queue> && home_of<Other> == home_of<Queue>) place += sizeof(typename Other::Word);
    });
    return place;
  }();

  /// Actors are numbered kind by kind.
  template <class Kind>
  static constexpr std::size_t first_actor = [] {
    std::size_t first = 0;
    kinds::for_each([&]<class Other>() {
      if (kinds::template index_of<Other> < kinds::template index_of<Kind>) first += count_of<Other>;
    });
    return first;
  }();
  static constexpr std::size_t actor_count = [] {
    std::size_t count = 0;
    kinds::for_each([&]<class Kind>() { count += count_of<Kind>; });
    return count;
  }();

  /// Every event that an actor hears is its own, or somebody sends it.
  template <class Kind>
  static constexpr bool hears_only_what_is_sent = [] {
    bool sent = true;
    FactsOf<Kind>::events::for_each([&]<class Event>() {
      sent &= std::is_base_of_v<by_itself, Event> || kinds::any_of([]<class Other>() { return FactsOf<Other>::template messages_to<Kind>::template has<Event>; });
    });
    return sent;
  }();
};

}  // namespace interlock::sim::compose
