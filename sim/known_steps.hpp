#pragma once
/// What every step of the gateway does, written down in words: one property a line. A step that is on no line breaks "nothing else ever
/// happens"; a line that a scenario saw often, and sees no more, breaks "this happens". The list is committed, and read by people when it
/// changes: `interlock-explore mutate --steps` prints it anew from the real tables.
#include "sim/runner.hpp"

#include <cstdint>
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>

namespace interlock::sim {

struct KnownStep {
  std::string_view words;     ///< "run: dialing + upstream_opened → streaming: tells thread emitted, sets run for idle_timeout".
  std::string_view often_in;   ///< The scenarios in which some of `tried_seeds` runs see it, one word each.
  std::string_view seldom_in;  ///< Those in which only some of `long_tried_seeds` do.
};
[[nodiscard]] std::span<const KnownStep> known_steps();

/// The line of a step; empty where no machine stepped and nothing was done.
[[nodiscard]] std::string words_of(const Seen& seen);

/// A scenario as it is tried for steps: every event is delivered.
[[nodiscard]] Scenario with_every_event(Scenario scenario);
/// How many seeds of each scenario a table is tried with, how many of a scenario that sees a row only seldom, and how many moves each makes.
inline constexpr std::uint64_t tried_seeds = 120;
inline constexpr std::uint64_t long_tried_seeds = 1000;
inline constexpr std::uint32_t tried_moves = 400;

/// Prints the list as the source that holds it.
void print_steps(std::ostream& out);

}  // namespace interlock::sim
