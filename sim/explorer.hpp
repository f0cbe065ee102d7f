#pragma once
/// Explores a world: exhaustively, by seeds, and again from a list of moves. A world is a copyable value with
///   enabled() -> vector<Move>, in the same order for equal worlds;
///   take(Move) -> string, what the move broke, or nothing;
///   fingerprint() -> Fingerprint;
///   category(Move) -> number below 64, if it has one: moves of one kind, for the taste of a seeded run; 0 what must come, from
///   32 on what goes wrong.
#include "sim/choice.hpp"
#include "sim/fingerprint.hpp"

#include <boost/unordered/unordered_flat_set.hpp>

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace interlock::sim {

/// A run that broke something, or the run that was asked for: the moves in order, and what the last of them broke.
template <class M>
struct Schedule {
  std::vector<M> moves;
  std::string broken;
};

/// At most so many distinct states are kept: each costs 16 bytes as a fingerprint, 8 as a step of a path, and those at the edge of
/// the search a whole world.
struct ExhaustiveLimits {
  std::uint64_t states = 20'000'000;
  std::uint32_t depth = 1'000'000;
};

template <class M>
struct Exhausted {
  std::uint64_t states = 0;       ///< Distinct ones.
  std::uint64_t transitions = 0;
  std::uint32_t depth = 0;        ///< Of the last level that has new states.
  std::uint64_t ends = 0;         ///< States with no move at all, and
  Fingerprint which_ends;         ///< which they are, whatever the order in which they were found.
  bool complete = false;          ///< Everything reachable was seen.
  Schedule<M> violation;       ///< A shortest one; `broken` is empty where there is none.
};

/// Called now and then on long work: states, transitions, depth.
using Progress = std::function<void(std::uint64_t, std::uint64_t, std::uint32_t)>;

template <class World>
using MoveOf = typename decltype(std::declval<const World&>().enabled())::value_type;

namespace detail {
struct HashOfFingerprint {
  std::size_t operator()(const Fingerprint& f) const { return static_cast<std::size_t>(f.low); }
};
}  // namespace detail

/// Called after each move that was made, and not for those that only lead there again.
struct WatchNothing {
  void operator()(const auto& move, const auto& world) const { static_cast<void>(move), static_cast<void>(world); }
};

/// Breadth first, so that a violation is a shortest one. Forks the world at each choice, and drops states that were seen.
template <class World, class Watch = WatchNothing>
auto exhaust(const World& initial, const ExhaustiveLimits& limits, const Progress& progress = {}, const Watch& watch = {}) {
  struct Step { std::uint32_t parent; std::uint32_t choice; };
  struct Open { std::uint32_t state; World world; };

  Exhausted<MoveOf<World>> result;
  boost::unordered_flat_set<Fingerprint, detail::HashOfFingerprint> seen;
  std::vector<Step> steps{{0, 0}};
  const auto path_to = [&](std::uint32_t state, std::uint32_t last) {
    std::vector<std::uint32_t> choices{last};
    for (; state != 0; state = steps[state].parent) choices.push_back(steps[state].choice);
    Schedule<MoveOf<World>> schedule;
    World world = initial;
    for (auto choice = choices.rbegin(); choice != choices.rend(); ++choice) {
      const auto move = world.enabled()[*choice];
      schedule.moves.push_back(move);
      schedule.broken = world.take(move);
    }
    return schedule;
  };

  seen.insert(initial.fingerprint());
  result.states = 1;
  std::vector<Open> level;
  level.push_back({0, initial});
  while (!level.empty()) {
    std::vector<Open> next;
    for (Open& open : level) {
      const auto moves = open.world.enabled();
      if (moves.empty()) {
        const Fingerprint end = open.world.fingerprint();
        result.which_ends = {result.which_ends.high ^ end.high, result.which_ends.low ^ end.low};
        ++result.ends;
      }
      for (std::uint32_t i = 0; i < moves.size(); ++i) {
        World world = i + 1 == moves.size() ? std::move(open.world) : open.world;
        const std::string broken = world.take(moves[i]);
        watch(moves[i], world);
        ++result.transitions;
        if (!broken.empty()) {
          result.violation = path_to(open.state, i);
          ++result.depth;
          return result;
        }
        if (!seen.insert(world.fingerprint()).second) continue;
        ++result.states;
        steps.push_back({open.state, i});
        if (progress && result.states % 65536 == 0) progress(result.states, result.transitions, result.depth);
        if (result.states >= limits.states) return result;
        next.push_back({static_cast<std::uint32_t>(steps.size() - 1), std::move(world)});
      }
    }
    level = std::move(next);
    if (level.empty()) break;
    if (++result.depth >= limits.depth) return result;
  }
  result.complete = true;
  return result;
}

template <class M>
struct SeededRun {
  Schedule<M> schedule;
  Fingerprint trace;     ///< Of every state on the way: equal runs have equal traces.
};

/// Picks the next move of a run: the policy by which a seed becomes an order of events. One object serves one run.
template <class M>
class Picker {
 public:
  virtual ~Picker() = default;
  /// The number of one of the moves, of which there is at least one. `categories` are theirs; empty where the world has none.
  [[nodiscard]] virtual std::size_t pick(const std::vector<M>& moves, const std::vector<std::size_t>& categories) = 0;
};

namespace detail {

/// A run's own taste, drawn at its beginning: some kinds of moves it makes often, some seldom, some only where nothing else is
/// left. Runs that differ in taste find more than runs that are all alike (swarm testing).
class Taste {
 public:
  explicit Taste(Choice& choice) {
    // Against the gateway's own steps, so that a run gets somewhere before it goes wrong.
    constexpr std::array<std::uint32_t, 4> ordinary{4, 16, 16, 64};
    constexpr std::array<std::uint32_t, 4> hazard{0, 0, 1, 8};
    for (std::size_t i = 0; i < weights_.size(); ++i) weights_[i] = (i < weights_.size() / 2 ? ordinary : hazard)[choice.pick(4)];
    weights_[0] = 64;
  }
  /// One of `count` moves, of these categories if they have any.
  [[nodiscard]] std::size_t pick(std::size_t count, const std::vector<std::size_t>& categories, Choice& choice) const {
    std::uint32_t total = 0;
    for (const std::size_t category : categories) total += weight(category);
    if (total > 0) {
      std::size_t drawn = choice.pick(total);
      for (std::size_t i = 0; i < categories.size(); ++i) {
        const std::uint32_t of_this = weight(categories[i]);
        if (drawn < of_this) return i;
        drawn -= of_this;
      }
    }
    return choice.pick(count);
  }

 private:
  [[nodiscard]] std::uint32_t weight(std::size_t category) const { return weights_[category % weights_.size()]; }
  std::array<std::uint32_t, 64> weights_{};
};

template <class World>
std::vector<std::size_t> categories_of(const World& world, const std::vector<MoveOf<World>>& moves) {
  std::vector<std::size_t> categories;
  if constexpr (requires { world.category(moves[0]); })
    for (const auto& move : moves) categories.push_back(world.category(move));
  return categories;
}

}  // namespace detail

/// Moves by a taste that the run draws first.
template <class M>
class SwarmPicker final : public Picker<M> {
 public:
  /// `choice` outlives it.
  explicit SwarmPicker(Choice& choice) : choice_(choice), taste_(choice) {}
  [[nodiscard]] std::size_t pick(const std::vector<M>& moves, const std::vector<std::size_t>& categories) override {
    return taste_.pick(moves.size(), categories, choice_);
  }

 private:
  Choice& choice_;
  detail::Taste taste_;
};

/// Makes moves until nothing may come, something breaks, or `most` moves were made. `watch(move, world)` is called after each.
template <class World>
Schedule<MoveOf<World>> walk_in(World& world, Picker<MoveOf<World>>& picker, std::uint32_t most, auto&& watch) {
  Schedule<MoveOf<World>> schedule;
  while (schedule.moves.size() < most && schedule.broken.empty()) {
    const auto moves = world.enabled();
    if (moves.empty()) break;
    const auto move = moves[picker.pick(moves, detail::categories_of(world, moves))];
    schedule.moves.push_back(move);
    schedule.broken = world.take(move);
    watch(move, world);
  }
  return schedule;
}
template <class World>
Schedule<MoveOf<World>> walk_in(World& world, Choice& choice, std::uint32_t most, auto&& watch) {
  SwarmPicker<MoveOf<World>> picker(choice);
  return walk_in(world, picker, most, watch);
}

/// `decides` is a picker or a choice.
template <class World>
auto run_in(World& world, auto& decides, std::uint32_t most) {
  SeededRun<MoveOf<World>> run;
  Mixer trace;
  run.schedule = walk_in(world, decides, most, [&](const auto&, const World& after) {
    const Fingerprint state = after.fingerprint();
    trace.word(state.high);
    trace.word(state.low);
  });
  run.trace = trace.result();
  return run;
}

template <class World>
auto run_by_choice(World world, Choice& choice, std::uint32_t most) { return run_in(world, choice, most); }
template <class World>
auto run_by_picker(World world, Picker<MoveOf<World>>& picker, std::uint32_t most) { return run_in(world, picker, most); }

/// Makes those of the moves that are enabled when they come, until something breaks. The moves that were made.
template <class World>
Schedule<MoveOf<World>> replay_in(World& world, const std::vector<MoveOf<World>>& moves) {
  Schedule<MoveOf<World>> made;
  for (const auto& move : moves) {
    const auto enabled = world.enabled();
    if (std::find(enabled.begin(), enabled.end(), move) == enabled.end()) continue;
    made.moves.push_back(move);
    made.broken = world.take(move);
    if (!made.broken.empty()) break;
  }
  return made;
}

template <class World>
auto replay_moves(World world, const std::vector<MoveOf<World>>& moves) { return replay_in(world, moves); }

/// Drops moves, in ever smaller chunks, as long as the same thing breaks. `replay(moves)` makes them in a world of its own.
template <class M>
Schedule<M> shrink_by(auto&& replay, Schedule<M> schedule, std::uint32_t most_tries = 5000) {
  for (std::size_t chunk = schedule.moves.size() / 2; chunk > 0 && most_tries > 0;) {
    bool shorter = false;
    for (std::size_t from = 0; from < schedule.moves.size() && most_tries > 0; --most_tries) {
      auto fewer = schedule.moves;
      const auto begin = fewer.begin() + static_cast<std::ptrdiff_t>(from);
      fewer.erase(begin, begin + static_cast<std::ptrdiff_t>(std::min(chunk, fewer.size() - from)));
      Schedule<M> made = replay(fewer);
      if (made.broken == schedule.broken && made.moves.size() < schedule.moves.size()) {
        schedule = std::move(made);
        shorter = true;
      } else {
        from += chunk;
      }
    }
    if (!shorter || chunk > schedule.moves.size()) chunk /= 2;
  }
  return schedule;
}
template <class World>
Schedule<MoveOf<World>> shrink(const World& initial, Schedule<MoveOf<World>> schedule) {
  return shrink_by([&](const auto& moves) { return replay_moves(initial, moves); }, std::move(schedule));
}

}  // namespace interlock::sim
