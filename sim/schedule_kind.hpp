#pragma once
/// By which policy a seed becomes an order of events.
#include "sim/explorer.hpp"
#include "sim/move.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace interlock::sim {

enum class ScheduleKind : std::uint8_t {
  uniform,   ///< Every enabled move is as likely as every other.
  swarm,     ///< By a taste that the run draws first.
  pct2,      ///< By priorities of senders and receivers, with one change on the way: bugs that hang on two events.
  pct3,      ///< With two changes.
  pos,       ///< Each move draws its priority when it becomes enabled (partial-order sampling).
  portfolio  ///< One of the above: of five seeds in a row each has another.
};
inline constexpr std::array<std::string_view, 6> schedule_names{"uniform", "swarm", "pct2", "pct3", "pos", "portfolio"};

[[nodiscard]] constexpr std::string_view name_of(ScheduleKind kind) { return schedule_names[static_cast<std::size_t>(kind)]; }
[[nodiscard]] constexpr std::optional<ScheduleKind> schedule_named(std::string_view name) {
  for (std::size_t i = 0; i < schedule_names.size(); ++i)
    if (schedule_names[i] == name) return static_cast<ScheduleKind>(i);
  return std::nullopt;
}
/// The policy that is meant by a kind under a seed; never `portfolio`.
[[nodiscard]] constexpr ScheduleKind kind_under(ScheduleKind kind, std::uint64_t seed) {
  return kind == ScheduleKind::portfolio ? static_cast<ScheduleKind>(seed % static_cast<std::uint64_t>(ScheduleKind::portfolio)) : kind;
}

/// For one run. The same kind and seed pick the same.
[[nodiscard]] std::unique_ptr<Picker<Move>> make_picker(ScheduleKind kind, std::uint64_t seed);

}  // namespace interlock::sim
