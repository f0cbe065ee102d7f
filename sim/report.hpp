#pragma once
/// What a run was, for people: numbered steps, who told whom what as a Mermaid sequence diagram, and all of it as a page of Markdown.
#include "sim/runner.hpp"

#include <optional>
#include <string>
#include <vector>

namespace interlock::sim {

/// " 3. connection 0 receives token_accepted from world   connection: authenticating → awaiting_readiness"
[[nodiscard]] std::string numbered_steps(const std::vector<TraceLine>& lines);
/// Begins with `sequenceDiagram`. Each note says from which state to which a participant went.
[[nodiscard]] std::string sequence_diagram(const std::vector<TraceLine>& lines);

/// One counterexample as a page: what was broken, the steps with the row of each, from where on it could not be avoided, the diagram, how to
/// see it again, and a test that fails as long as it can happen.
[[nodiscard]] std::string counterexample_page(const Scenario& scenario, const Runner& runner, bool planted, const Schedule<Move>& found);
/// The page of an incident: the shortest way to what is planted, and what the same moves do on the real tables. Empty if nothing is found.
[[nodiscard]] std::string incident_page(const Scenario& scenario);

}  // namespace interlock::sim
