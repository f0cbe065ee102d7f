#pragma once
/// From where on nothing helps: the moves after which every order of what may follow breaks something.
#include "sim/explorer.hpp"

#include <optional>

namespace interlock::sim {

/// Whether some order of what may follow ends with nothing broken: no move is left, or only such as need not come. Nothing where that
/// could not be found out within so many states.
template <class World>
std::optional<bool> can_end_well(const World& start, std::uint64_t most_states) {
  boost::unordered_flat_set<Fingerprint, detail::HashOfFingerprint> seen{start.fingerprint()};
  std::vector<World> open{start};
  while (!open.empty()) {
    const World world = std::move(open.back());
    open.pop_back();
    const auto moves = world.enabled();
    if (moves.empty() || world.at_rest()) return true;
    for (auto move = moves.rbegin(); move != moves.rend(); ++move) {
      World next = world;
      if (!next.take(*move).empty() || !seen.insert(next.fingerprint()).second) continue;
      if (seen.size() > most_states) return std::nullopt;
      open.push_back(std::move(next));
    }
  }
  return false;
}

/// After how many of these moves, the last of which breaks something, it could not be avoided any more.
template <class World>
std::optional<std::size_t> unavoidable_after(const World& initial, const std::vector<MoveOf<World>>& moves, std::uint64_t most_states) {
  std::vector<World> worlds{initial};
  for (std::size_t i = 0; i + 1 < moves.size(); ++i) {
    World next = worlds.back();
    static_cast<void>(next.take(moves[i]));
    worlds.push_back(std::move(next));
  }
  for (std::size_t made = worlds.size(); made-- > 0;) {
    const std::optional<bool> well = can_end_well(worlds[made], most_states);
    if (!well) return std::nullopt;
    if (*well) return made + 1;
  }
  return 0;
}

}  // namespace interlock::sim
