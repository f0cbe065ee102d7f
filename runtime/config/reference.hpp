#pragma once

#include <string>

namespace interlock::config {

/// The tables of settings as Markdown, for docs/configuration.md.
[[nodiscard]] std::string settings_reference();

}  // namespace interlock::config
