#pragma once
/// What levels are called in logs and metrics.
#include "runtime/port/observer.hpp"

#include <string_view>

namespace interlock::observe {

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
