#pragma once
/// What the operator's settings mean for the core, and which real part stands behind each service.
#include "runtime/config/settings.hpp"
#include "runtime/gateway/settings.hpp"
#include "runtime/process/service_host.hpp"

namespace interlock::process {

struct Composition {
  gateway::Settings core;
  std::vector<Part> parts;  ///< In the order of core.services.
};

/// Throws std::invalid_argument with one sentence where a service's URL is wrong or there are too many services.
[[nodiscard]] Composition compose(const config::Settings& settings);

}  // namespace interlock::process
