#pragma once
/// One thing that may happen next, as data: schedules are lists of moves, which can be printed, kept, replayed and shrunk.
#include "runtime/port/address.hpp"
#include "runtime/port/scheduler.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace interlock::sim {

struct Move {
  enum class Kind : std::uint8_t { event, deadline, client, service, task, probe, store, agent, drain, network, crash };
  Kind kind = Kind::event;
  port::Address from{};     ///< Of an event only.
  port::Address to{};       ///< Who it happens to: an actor, the asker of a store, the run of an agent.
  port::Slot slot = 0;      ///< Of a deadline only.
  std::uint32_t who = 0;    ///< Which client, service, stream.
  std::uint32_t act = 0;    ///< What it does: an enumerator of its own kind.
  friend constexpr auto operator<=>(const Move&, const Move&) = default;
};

/// Moves of one kind, for the taste of seeded runs. From `first_hazard` on it is what goes wrong, and what ends things; while
/// events wait, a deadline is that too.
[[nodiscard]] std::size_t category_of(const Move& move, bool events_wait);
inline constexpr std::size_t first_hazard = 32;
/// "deadline 0.0 5.0 12 0 0", as it stands in a schedule file.
[[nodiscard]] std::string to_text(const Move& move);
[[nodiscard]] std::optional<Move> parse_move(std::string_view line);

}  // namespace interlock::sim
