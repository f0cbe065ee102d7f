#pragma once
/// Searches all that can be reached from a world, within a bound of memory that is stated. A world is a copyable value with
///   for_each_enabled(visit)      visit(Step) for each step that can be made, in the same order for equal worlds; or enabled() -> vector<Step>;
///   take(Step)                   what the step broke, as text, or an empty one;
///   fingerprint(seed)            or fingerprint(): equal for equal worlds;
/// and, if it can,
///   broken_at_end()              what is broken if nothing can happen any more;
///   canonical()                  the same world for all that differ only in which of equal actors is which: those are one to the search;
///   for_each_ample(visit)        some of the enabled steps, which stand for all of them; says whether they are fewer. What it must promise is
///                                said in sim/compose/ample.hpp;
///   always_ends                  true, if no run of it is without end.
/// The last three are used only where the search is reduced.
#include "sim/mixer.hpp"
#include "sim/search/frontier.hpp"
#include "sim/search/memory_budget.hpp"
#include "sim/search/visited_set.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace interlock::sim {

struct SearchOptions {
  /// Breadth first finds a shortest violation; depth first needs less memory beside the set.
  SearchOrder order = SearchOrder::depth_first;
  /// Of the fingerprints, the worlds at the edge, and the paths. The search ends where it would need more.
  std::uint64_t memory_limit = std::uint64_t{4} << 30U;
  /// Another seed gives other fingerprints: two that collide under one do not under another.
  std::uint64_t hash_seed = 0;
  bool reduced = false;
  /// Keeps the way to each state, for the size of a step and 4 bytes more: then a violation comes with the steps that lead to it.
  bool paths = false;
  /// Called for every 65,536th state: states, transitions, depth.
  std::function<void(std::uint64_t, std::uint64_t, std::uint32_t)> progress{};
};

template <class Step>
struct Searched {
  std::uint64_t states = 0;       ///< Distinct ones.
  std::uint64_t transitions = 0;  ///< Steps, also those that led to a state that was seen.
  std::uint32_t depth = 0;        ///< The most steps from the beginning to a state, by the way on which it was found.
  std::uint64_t ends = 0;         ///< Distinct states without any step, equal actors not told apart where the world can do that, and
  Fingerprint which_ends;         ///< which they are, whatever the order in which they were found.
  bool complete = false;          ///< Everything was seen.
  bool out_of_memory = false;
  std::uint64_t bytes = 0;        ///< Of the fingerprints of all states.
  std::uint64_t most_bytes = 0;   ///< Of everything, at the worst moment.
  std::string broken;             ///< What the last of the steps broke, or what is broken where they end.
  std::vector<Step> steps;        ///< If paths were kept.
};

namespace detail {

template <class World>
struct StepsOf {
  static auto first(const World& world) {
    if constexpr (requires { typename World::Step; }) return typename World::Step{};
    else return typename decltype(world.enabled())::value_type{};
  }
  using type = decltype(first(std::declval<const World&>()));
};

template <class World>
class Search {
 public:
  using Step = typename StepsOf<World>::type;

  explicit Search(const SearchOptions& options) : options_(options), budget_(options.memory_limit), seen_(budget_), ends_(budget_), frontier_(options.order, budget_) {}

  Searched<Step> run(const World& initial) {
    Candidate first(initial, {}, 0, 0);
    first.fingerprint = fingerprint(first.world);
    if (add(first) == Added::no_room) result_.out_of_memory = true;
    while (!result_.out_of_memory && result_.broken.empty()) {
      if (candidates_.size() < round && frontier_.next(open_, candidates_.empty())) look_into_open();
      else if (!candidates_.empty()) add_candidates();
      else break;
    }
    if (!result_.broken.empty() && options_.paths) find_steps();
    result_.complete = result_.broken.empty() && !result_.out_of_memory;
    result_.states = seen_.size();
    result_.bytes = seen_.bytes();
    result_.most_bytes = budget_.most();
    result_.ends = ends_.size();
    ends_.for_each([&](const Fingerprint& end) { result_.which_ends = {result_.which_ends.high ^ end.high, result_.which_ends.low ^ end.low}; });
    return std::move(result_);
  }

 private:
  using Entry = typename Frontier<World>::Entry;
  enum class Added : std::uint8_t { is_new, known, no_room };
  /// The step from a world that was looked into, and where it leads. Some are kept before the set is asked for them, so that the memory
  /// that it looks at is on its way meanwhile.
  struct Candidate {
    Candidate(const World& from, const Step& made, std::uint32_t at_depth, std::uint32_t number) : world(from), step(made), depth(at_depth), before(number) {}
    World world;
    Step step;
    std::uint32_t depth;
    std::uint32_t before;  ///< The number of the state that was looked into.
    Fingerprint fingerprint{};
  };
  struct Way {
    std::uint32_t before;
    Step step;
  };
  static constexpr std::size_t round = 64;
  static constexpr bool always_ends = [] {
    if constexpr (requires { World::always_ends; }) return World::always_ends;
    else return false;
  }();

  [[nodiscard]] Fingerprint hashed(const World& world) const {
    if constexpr (requires { world.fingerprint(options_.hash_seed); }) return world.fingerprint(options_.hash_seed);
    else return world.fingerprint();
  }
  [[nodiscard]] Fingerprint hashed_as_canonical(const World& world) const {
    if constexpr (requires { world.canonical(); }) return hashed(world.canonical());
    else return hashed(world);
  }
  /// What it is known by. It becomes its canonical form, so that which steps are made doesn't hang on who came first; but not where steps
  /// are kept: they are for the actors as they are.
  [[nodiscard]] Fingerprint fingerprint(World& world) const {
    if (!options_.reduced) return hashed(world);
    if (options_.paths) return hashed_as_canonical(world);
    if constexpr (requires { world.canonical(); }) world = world.canonical();
    return hashed(world);
  }

  void look_into_open() {
    const std::uint64_t before = result_.transitions;
    const bool fewer = options_.reduced ? try_ample() : try_all();
    if (result_.transitions == before) note_end();
    // Where a run may be endless, what was left out might be left out for ever: unless there is something new, all steps are made.
    if (always_ends || !options_.reduced) return;
    const bool is_new = add_candidates();
    if (fewer && !is_new) try_all();
  }
  /// Both say whether steps were left out.
  bool try_all() {
    if constexpr (requires { open_.world.for_each_enabled([](Step) {}); }) open_.world.for_each_enabled([&](const Step& step) { try_step(step); });
    else for (const Step& step : open_.world.enabled()) try_step(step);
    return false;
  }
  bool try_ample() {
    if constexpr (requires { open_.world.for_each_ample([](Step) {}); }) return open_.world.for_each_ample([&](const Step& step) { try_step(step); });
    else return try_all();
  }
  void try_step(const Step& step) {
    if (!result_.broken.empty()) return;
    Candidate& candidate = candidates_.emplace_back(open_.world, step, open_.depth + 1, open_.number);
    const auto broken = candidate.world.take(step);
    ++result_.transitions;
    if (says_something(broken)) {
      result_.broken = broken;
      last_ = {open_.number, step};
      ends_with_a_step_ = true;
    }
    candidate.fingerprint = fingerprint(candidate.world);
    seen_.prefetch(candidate.fingerprint);
  }
  static bool says_something(const char* text) { return *text != 0; }
  static bool says_something(std::string_view text) { return !text.empty(); }

  /// Says whether one of them is new.
  bool add_candidates() {
    bool is_new = false;
    for (Candidate& candidate : candidates_) {
      const Added added = add(candidate);
      is_new |= added == Added::is_new;
      if (added == Added::no_room) result_.out_of_memory = true;
      if (result_.out_of_memory) break;
    }
    candidates_.clear();
    return is_new;
  }
  Added add(Candidate& candidate) {
    const VisitedSet::Insertion insertion = seen_.insert(candidate.fingerprint);
    if (insertion != VisitedSet::Insertion::added) return insertion == VisitedSet::Insertion::known ? Added::known : Added::no_room;
    const auto number = static_cast<std::uint32_t>(ways_.size());
    if (options_.paths && !append_within(budget_, ways_, Way{candidate.before, candidate.step})) return Added::no_room;
    result_.depth = std::max(result_.depth, candidate.depth);
    if (options_.progress && seen_.size() % 65536 == 0) options_.progress(seen_.size(), result_.transitions, result_.depth);
    return frontier_.add({std::move(candidate.world), candidate.depth, number}) ? Added::is_new : Added::no_room;
  }
  void note_end() {
    if (ends_.insert(hashed_as_canonical(open_.world)) == VisitedSet::Insertion::refused) result_.out_of_memory = true;
    if constexpr (requires { open_.world.broken_at_end(); }) result_.broken = open_.world.broken_at_end();
  }
  void find_steps() {
    if (ends_with_a_step_) result_.steps.push_back(last_.step);
    for (std::uint32_t at = open_.number; at != 0; at = ways_[at].before) result_.steps.push_back(ways_[at].step);
    std::reverse(result_.steps.begin(), result_.steps.end());
  }

  const SearchOptions& options_;
  MemoryBudget budget_;
  VisitedSet seen_;
  VisitedSet ends_;
  Frontier<World> frontier_;
  Entry open_{};
  std::vector<Candidate> candidates_;
  std::vector<Way> ways_;
  Way last_{};
  bool ends_with_a_step_ = false;
  Searched<Step> result_;
};

}  // namespace detail

/// Until everything was seen, something is broken, or the memory is used up.
template <class World>
auto search(const World& initial, const SearchOptions& options) { return detail::Search<World>(options).run(initial); }

}  // namespace interlock::sim
