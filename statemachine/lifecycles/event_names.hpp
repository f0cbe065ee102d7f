#pragma once
/// The names of event types, the same on the wire, in the log and from upstream.
#include "statemachine/lifecycles/vocabulary.hpp"

#include <array>
#include <optional>

namespace interlock {

namespace detail {
inline constexpr std::array<std::string_view, 11> event_names{
    "user_message",    "agent_started",  "agent_thinking",  "agent_message",    "tool_executing", "tool_completed", "custom",
    "agent_completed", "agent_failed",   "agent_cancelled", "agent_interrupted"};
static_assert(event_names.size() == static_cast<std::size_t>(EventType::agent_interrupted) + 1, "Each event type has one name.");
}  // namespace detail

[[nodiscard]] constexpr std::string_view event_name(EventType type) {
  return detail::event_names[static_cast<std::size_t>(type)];
}

[[nodiscard]] constexpr std::optional<EventType> parse_event_name(std::string_view name) {
  for (std::size_t index = 0; index < detail::event_names.size(); ++index)
    if (detail::event_names[index] == name) return static_cast<EventType>(index);
  return std::nullopt;
}

}  // namespace interlock
