#pragma once
/// Who an event is from and for. An address is a value; that its actor still lives is never assumed.
#include <compare>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace interlock::port {

/// The rooms of the core, and the world outside it. `world` is whatever a port tells: a peer, a disk, a signal.
enum class ActorKind : std::uint8_t { world, startup, service, supervisor, task, connection, session, thread, attachment, run };

[[nodiscard]] constexpr std::string_view name(ActorKind kind) {
  constexpr std::string_view names[] = {"world", "startup", "service", "supervisor", "task", "connection", "session", "thread", "attachment", "run"};
  return names[static_cast<std::size_t>(kind)];
}

/// `id` names one actor of its kind. The core gives ids; an id is not given twice while an event for it may wait.
struct Address {
  ActorKind kind = ActorKind::world;
  std::uint32_t id = 0;
  friend constexpr auto operator<=>(const Address&, const Address&) = default;
};

/// Whom every answer of a port is from.
inline constexpr Address world{ActorKind::world, 0};

}  // namespace interlock::port
