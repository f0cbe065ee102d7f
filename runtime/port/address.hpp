#pragma once
/// Who an event is from and for. An address is a value; that its actor still lives is never assumed.
#include <compare>
#include <cstdint>

namespace interlock::port {

/// The rooms of the core, and the world outside it. `world` is whatever a port tells: a peer, a disk, a signal.
enum class ActorKind : std::uint8_t { world, startup, service, supervisor, task, connection, session, thread, attachment, run };

/// `id` names one actor of its kind. The core gives ids; an id is not given twice while an event for it may wait.
struct Address {
  ActorKind kind = ActorKind::world;
  std::uint32_t id = 0;
  friend constexpr auto operator<=>(const Address&, const Address&) = default;
};

}  // namespace interlock::port
