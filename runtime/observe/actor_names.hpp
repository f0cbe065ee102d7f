#pragma once
/// What actors and levels are called in logs and metrics.
#include "runtime/port/observer.hpp"

#include <string_view>

namespace interlock::observe {

[[nodiscard]] constexpr std::string_view name(port::ActorKind kind) {
  switch (kind) {
    case port::ActorKind::world: return "world";
    case port::ActorKind::startup: return "startup";
    case port::ActorKind::service: return "service";
    case port::ActorKind::supervisor: return "supervisor";
    case port::ActorKind::task: return "task";
    case port::ActorKind::connection: return "connection";
    case port::ActorKind::session: return "session";
    case port::ActorKind::thread: return "thread";
    case port::ActorKind::attachment: return "attachment";
    case port::ActorKind::run: return "run";
  }
  return {};
}

[[nodiscard]] constexpr std::string_view name(port::Note::Level level) {
  switch (level) {
    case port::Note::Level::debug: return "debug";
    case port::Note::Level::info: return "info";
    case port::Note::Level::warning: return "warning";
    case port::Note::Level::error: return "error";
  }
  return {};
}

}  // namespace interlock::observe
