#include "sim/report.hpp"

#include "statemachine/print/mermaid.hpp"

#include <algorithm>

namespace interlock::sim {

std::string numbered_steps(const std::vector<TraceLine>& lines) {
  std::size_t widest = 0;
  for (const TraceLine& line : lines) widest = std::max(widest, line.what.size());
  std::string text;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const TraceLine& line = lines[i];
    const std::string number = std::to_string(i + 1);
    text += std::string(number.size() < 4 ? 4 - number.size() : 0, ' ') + number + ". " + line.what;
    if (!line.lifecycle.empty()) {
      text += std::string(widest - line.what.size() + 2, ' ') + line.lifecycle + ": " + line.before;
      text += line.internal ? ", and stays" : " → " + line.after;
      if (line.from == line.to && !line.event.empty()) text += "  after(" + line.event + ")";
    }
    text += "\n";
  }
  return text;
}

std::string sequence_diagram(const std::vector<TraceLine>& lines) {
  std::string text = "sequenceDiagram\n";
  for (const TraceLine& line : lines) {
    if (line.lifecycle.empty()) {
      text += "  Note over world: " + line.what + "\n";
      continue;
    }
    const bool is_deadline = line.from == line.to;
    text += "  " + line.from + "->>" + line.to + ": " + statemachine::detail::harmless(is_deadline ? "after(" + line.event + ")" : line.event) + "\n";
    if (!line.internal) text += "  Note right of " + line.to + ": " + line.before + " → " + line.after + "\n";
  }
  return text;
}

}  // namespace interlock::sim
