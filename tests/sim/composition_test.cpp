// Worlds composed of tables, so small that every number is known by counting on paper; the search of them, in full and reduced.
#include "sim/compose/composition.hpp"
#include "sim/explore/reference_tables.hpp"
#include "sim/explorer.hpp"
#include "sim/search/search.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

namespace {
using namespace interlock::sim;
using namespace interlock::statemachine;
using compose::by_itself;
using compose::Composition;
using compose::Group;
using compose::send;

// ---- One speaks three times, another listens: the order of what is said is kept.

struct Listener;
struct said_one {};
struct said_two {};
struct spoke : by_itself {};

inline constexpr auto speaker_rows = transition_table(
  *"first"_s  + event<spoke> / send<said_one, Listener>                            = "second"_s,
   "second"_s + event<spoke> / (send<said_two, Listener>, send<said_one, Listener>) = "silent"_s,
   end("silent"_s));
struct Speaker {
  static constexpr const auto& table = speaker_rows;
};

inline constexpr action note_one{[](auto& listener) { listener.heard = static_cast<std::uint8_t>(10 * listener.heard + 1); }};
inline constexpr action note_two{[](auto& listener) { listener.heard = static_cast<std::uint8_t>(10 * listener.heard + 2); }};
inline constexpr auto listener_rows = transition_table(
  *"listening"_s + event<said_one> / note_one,
   "listening"_s + event<said_two> / note_two,
   resting("listening"_s));
struct Listener {
  static constexpr const auto& table = listener_rows;
  struct Context { std::uint8_t heard = 0; };
  static const char* broken_at_end(auto, const Context& here) { return here.heard == 121 ? "" : "it heard something else"; }
};
using Talk = Composition<Group<1, Speaker>, Group<1, Listener>>;

// ---- A waiter who is deaf before he sleeps, and somebody who wakes him, or never comes: a lost wake-up.

struct Waiter;
struct woken {};
struct fell_asleep : by_itself {};
struct came : by_itself {};
struct stayed_away : by_itself {};

inline constexpr auto waker_rows = transition_table(
  *"away"_s + event<came> / send<woken, Waiter> = "there"_s,
   "away"_s + event<stayed_away>                = "elsewhere"_s,
   end("there"_s, "elsewhere"_s));
inline constexpr auto punctual_waker_rows = transition_table(*"away"_s + event<came> / send<woken, Waiter> = "there"_s, end("there"_s));
template <const auto& Table>
struct Waker {
  static constexpr const auto& table = Table;
};

inline constexpr auto deaf_waiter_rows = transition_table(
  *"busy"_s   + event<fell_asleep> = "asleep"_s,
   "busy"_s   + event<woken>       = ignore,
   "asleep"_s + event<woken>       = "awake"_s,
   any        + event<fell_asleep> = ignore,
   end("awake"_s));
struct Waiter {
  static constexpr const auto& table = deaf_waiter_rows;
  static const char* broken_at_end(auto at, const auto&) { return at.ended() ? "" : "he sleeps for ever"; }
};

// ---- A clock that never stops, and somebody beside it who breaks something one day.

struct ticked : by_itself {};
struct slipped : by_itself {};
inline constexpr auto clock_rows = transition_table(*"tick"_s + event<ticked> = "tock"_s, "tock"_s + event<ticked> = "tick"_s, resting("tick"_s, "tock"_s));
struct Clock {
  static constexpr const auto& table = clock_rows;
};
inline constexpr auto clumsy_rows = transition_table(*"standing"_s + event<slipped> = "lying"_s, end("lying"_s));
struct Clumsy {
  static constexpr const auto& table = clumsy_rows;
  static const char* broken(auto at, const auto&) { return at.ended() ? "somebody lies there" : ""; }
};
using Endless = Composition<Group<1, Clock>, Group<1, Clumsy>>;

// ---- Somebody whom nothing stops from sending.

struct Letterbox;
struct letter {};
struct wrote : by_itself {};
inline constexpr auto writer_rows = transition_table(*"writing"_s + event<wrote> / send<letter, Letterbox>, resting("writing"_s));
struct Writer {
  static constexpr const auto& table = writer_rows;
  static constexpr unsigned room = 3;
};
inline constexpr auto letterbox_rows = transition_table(*"open"_s + event<letter> = ignore, resting("open"_s));
struct Letterbox {
  static constexpr const auto& table = letterbox_rows;
};
using Post = Composition<Group<1, Writer>, Group<1, Letterbox>>;

// ---- So many counters of three states, as a world without any table.

struct Counters {
  std::vector<std::uint32_t> at;
  [[nodiscard]] std::vector<std::uint32_t> enabled() const {
    std::vector<std::uint32_t> moves;
    for (std::uint32_t i = 0; i < at.size(); ++i)
      if (at[i] < 2) moves.push_back(i);
    return moves;
  }
  [[nodiscard]] std::string take(std::uint32_t move) { return ++at[move], ""; }
  [[nodiscard]] Fingerprint fingerprint() const {
    Mixer mixer;
    for (const std::uint32_t one : at) mixer.word(one);
    return mixer.result();
  }
};

/// Of every state that can be reached: whoever makes only steps that the ample set leaves out comes to none that cannot be swapped with each
/// step of the set. Counts the states in which something is left out.
template <class World>
std::uint64_t expect_only_what_can_be_swapped_left_out() {
  const auto walk = [](const World& from, auto&& may_take, auto&& visit) {
    std::set<std::pair<std::uint64_t, std::uint64_t>> seen;
    std::vector<World> open{from};
    while (!open.empty()) {
      const World world = open.back();
      open.pop_back();
      if (const Fingerprint f = world.fingerprint(); !seen.insert({f.high, f.low}).second) continue;
      visit(world);
      for (const auto& step : world.enabled())
        if (may_take(step)) open.push_back(world), open.back().take(step);
    }
  };
  const auto after = [](World world, auto... steps) {
    (world.take(steps), ...);
    return world;
  };
  std::uint64_t reduced = 0;
  walk(World{}, [](auto) { return true; }, [&](const World& state) {
    std::vector<typename World::Step> ample;
    if (!state.for_each_ample([&](auto step) { ample.push_back(step); })) return;
    ++reduced;
    EXPECT_FALSE(ample.empty());
    const auto is_left_out = [&](auto step) { return std::find(ample.begin(), ample.end(), step) == ample.end(); };
    walk(state, is_left_out, [&](const World& there) {
      for (const auto& other : there.enabled()) {
        if (!is_left_out(other)) continue;
        for (const auto& step : ample) EXPECT_EQ(after(there, step, other), after(there, other, step)) << World::describe(step) << " and " << World::describe(other);
      }
      const auto enabled = there.enabled();
      for (const auto& step : ample) EXPECT_NE(std::find(enabled.begin(), enabled.end(), step), enabled.end()) << World::describe(step);
    });
  });
  return reduced;
}
}  // namespace

TEST(Composition, KeepsTheOrderOfWhatOneSaysToAnother) {
  const auto found = search(Talk{}, {});
  EXPECT_EQ(found.broken, "");
  // The speaker's 3 states, and how many of what was sent then was heard: 1 + 2 + 4.
  EXPECT_EQ(found.states, 7U);
  EXPECT_EQ(found.transitions, 7U);
  EXPECT_EQ(found.ends, 1U);
}

TEST(Composition, HasJustTheRoomThatItsTablesNeed) {
  using Said = compose::Fifo<Speaker, Listener>;
  static_assert(Said::room == 3 && sizeof(Said::Word) == 1);
  static_assert(sizeof(Talk) == 8);
  static_assert(std::is_trivially_copyable_v<Talk>);
  static_assert(Talk::always_ends && !Endless::always_ends && !Post::always_ends);
}

TEST(Composition, IsSearchedTheSameByTheExplorerOfTheGateway) {
  const auto old = exhaust(reference::Model<1, 1>{}, {});
  const auto found = search(reference::Model<1, 1>{}, {.order = SearchOrder::breadth_first});
  EXPECT_EQ(old.states, found.states);
  EXPECT_EQ(old.transitions, found.transitions);
  EXPECT_EQ(old.depth, found.depth);
  EXPECT_EQ(old.which_ends, found.which_ends);  // One connection: nothing that could be exchanged.
}

TEST(Composition, CountsEqualActorsOnceWhereTheSearchIsReduced) {
  // Three clocks: 8 states, but only how many of them tick makes a difference.
  EXPECT_EQ(search(Composition<Group<3, Clock>>{}, {}).states, 8U);
  EXPECT_EQ(search(Composition<Group<3, Clock>>{}, {.reduced = true}).states, 4U);
}

TEST(Reduction, MissesNoLostWakeUp) {
  using Careless = Composition<Group<1, Waker<waker_rows>>, Group<1, Waiter>>;
  using Punctual = Composition<Group<1, Waker<punctual_waker_rows>>, Group<1, Waiter>>;
  for (const bool reduced : {false, true}) {
    EXPECT_EQ(search(Careless{}, {.reduced = reduced}).broken, "he sleeps for ever");
    EXPECT_EQ(search(Punctual{}, {.reduced = reduced}).broken, "he sleeps for ever");
  }
}

TEST(Reduction, LeavesOutOnlyWhatCanBeSwappedWithWhatIsKept) {
  using Careless = Composition<Group<1, Waker<waker_rows>>, Group<1, Waiter>>;
  EXPECT_GT(expect_only_what_can_be_swapped_left_out<Careless>(), 0U);
  EXPECT_GT(expect_only_what_can_be_swapped_left_out<Talk>(), 0U);
  EXPECT_GT(expect_only_what_can_be_swapped_left_out<Endless>(), 0U);
  EXPECT_GT((expect_only_what_can_be_swapped_left_out<reference::Model<1, 1>>()), 1000U);
}

TEST(Reduction, PutsNothingOffForEver) {
  using TheOtherWayRound = Composition<Group<1, Clumsy>, Group<1, Clock>>;
  for (const SearchOrder order : {SearchOrder::depth_first, SearchOrder::breadth_first}) {
    EXPECT_EQ(search(Endless{}, {.order = order, .reduced = true}).broken, "somebody lies there");
    EXPECT_EQ(search(TheOtherWayRound{}, {.order = order, .reduced = true}).broken, "somebody lies there");
  }
}

TEST(Search, SaysThatAFifoIsFullWhereNothingBoundsWhatIsSent) {
  const auto found = search(Post{}, {.order = SearchOrder::breadth_first, .reduced = true, .paths = true});
  EXPECT_EQ(found.broken, "a FIFO has no room for what is sent");
  EXPECT_EQ(found.steps.size(), 4U);
}

TEST(Search, ShowsAShortestWayToWhatIsBroken) {
  using Careless = Composition<Group<1, Waker<waker_rows>>, Group<1, Waiter>>;
  const auto found = search(Careless{}, {.order = SearchOrder::breadth_first, .paths = true});
  ASSERT_EQ(found.steps.size(), 2U);
  Careless world;
  for (const auto& step : found.steps) EXPECT_STREQ(world.take(step), "");
  EXPECT_TRUE(world.enabled().empty());
  EXPECT_STREQ(world.broken_at_end(), "he sleeps for ever");
}

TEST(Search, TakesAnyWorldThatCanBeCopied) {
  const auto found = search(Counters{{0, 0, 0, 0}}, {});
  EXPECT_EQ(found.states, 81U);               // 3 to the power of 4
  EXPECT_EQ(found.transitions, 4U * 2 * 27);  // each counter may count in 2 of its 3 places
  EXPECT_EQ(found.ends, 1U);
  EXPECT_EQ(found.depth, 8U);
}

TEST(VisitedSet, KnowsWhatItWasGivenAndNothingElse) {
  MemoryBudget budget(1U << 28U);
  VisitedSet set(budget);
  std::mt19937_64 draw(7);
  std::vector<Fingerprint> given;
  for (int i = 0; i < 100'000; ++i) given.push_back({draw(), draw()});
  for (const std::uint64_t edge : {std::uint64_t{0}, ~std::uint64_t{0}})
    for (const std::uint64_t other : {std::uint64_t{0}, ~std::uint64_t{0} - 1}) given.push_back({edge, other});
  for (const Fingerprint& one : given) ASSERT_EQ(set.insert(one), VisitedSet::Insertion::added);
  for (const Fingerprint& one : given) ASSERT_EQ(set.insert(one), VisitedSet::Insertion::known);
  EXPECT_EQ(set.size(), given.size());
  EXPECT_EQ(set.bytes(), budget.used());
  EXPECT_LE(set.bytes(), 24 * set.size());
  std::uint64_t visited = 0;
  set.for_each([&](const Fingerprint&) { ++visited; });
  EXPECT_EQ(visited, set.size());
}

TEST(VisitedSet, RefusesWhatItsBudgetHasNoRoomForAndStaysAsItWas) {
  MemoryBudget budget(20'000);
  VisitedSet set(budget);
  std::mt19937_64 draw(7);
  Fingerprint last{};
  do last = {draw(), draw()};
  while (set.insert(last) != VisitedSet::Insertion::refused);
  const std::uint64_t size = set.size();
  EXPECT_GT(size, 500U);
  EXPECT_EQ(set.insert(last), VisitedSet::Insertion::refused);
  EXPECT_EQ(set.size(), size);
  EXPECT_LE(budget.most(), 20'000U);
}
