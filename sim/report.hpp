#pragma once
/// What a run was, for people: numbered steps, and who told whom what as a Mermaid sequence diagram.
#include "sim/runner.hpp"

#include <string>
#include <vector>

namespace interlock::sim {

/// " 3. connection 0 receives token_accepted from world   connection: authenticating → awaiting_readiness"
[[nodiscard]] std::string numbered_steps(const std::vector<TraceLine>& lines);
/// Begins with `sequenceDiagram`.
[[nodiscard]] std::string sequence_diagram(const std::vector<TraceLine>& lines);

}  // namespace interlock::sim
