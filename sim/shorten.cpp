#include "sim/shorten.hpp"

#include <algorithm>

namespace interlock::sim {
namespace {

/// Two moves that are of use only to each other: neither goes alone.
bool drop_a_pair(const Runner& runner, Schedule<Move>& schedule, std::uint32_t& tries) {
  for (std::size_t second = 1; second < schedule.moves.size(); ++second)
    for (std::size_t first = 0; first < second; ++first) {
      if (tries-- == 0) return false;
      auto fewer = schedule.moves;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(second));
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(first));
      Schedule<Move> made = runner.replay(fewer);
      if (made.broken != schedule.broken || made.moves.size() >= schedule.moves.size()) continue;
      schedule = std::move(made);
      return true;
    }
  return false;
}

/// The first so many moves, and a shortest way on from there; the schedule as it was, where that is not shorter.
Schedule<Move> finished_from(const Runner& runner, const Schedule<Move>& schedule, std::size_t kept, Exhausted<Move>& found, std::uint64_t states) {
  std::vector<Move> moves(schedule.moves.begin(), schedule.moves.begin() + static_cast<std::ptrdiff_t>(kept));
  const auto most = static_cast<std::uint32_t>(schedule.moves.size() - kept - 1);
  found = runner.exhaust_after(moves, {.states = states, .depth = most});
  if (found.violation.broken != schedule.broken) return schedule;
  moves.insert(moves.end(), found.violation.moves.begin(), found.violation.moves.end());
  return moves.size() < schedule.moves.size() ? Schedule<Move>{std::move(moves), schedule.broken} : schedule;
}

}  // namespace

Schedule<Move> shortened(const Runner& runner, Schedule<Move> schedule, const ShorteningLimits& limits) {
  schedule = runner.shrink(std::move(schedule));
  if (schedule.moves.size() < 2) return schedule;
  Exhausted<Move> found;
  schedule = finished_from(runner, schedule, 0, found, limits.states_of_search);
  if (found.violation.broken == schedule.broken) return schedule;
  const bool is_shortest = found.violation.broken.empty() && found.states > 1 && found.states < limits.states_of_search;
  if (is_shortest) return schedule;
  for (std::uint32_t tries = limits.pairs; drop_a_pair(runner, schedule, tries);) schedule = runner.shrink(std::move(schedule));
  for (std::size_t kept = schedule.moves.size(); kept-- > 1;) {
    schedule = finished_from(runner, schedule, kept, found, limits.states_of_search);
    if (found.states >= limits.states_of_search) break;  // From earlier on there is only more.
    kept = std::min(kept, schedule.moves.size());
  }
  return schedule;
}

}  // namespace interlock::sim
