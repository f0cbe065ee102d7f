#pragma once
/// What the built-in agent says. A pure function of what it was asked.
#include "runtime/port/upstream.hpp"
#include "statemachine/lifecycles/events.hpp"

#include <vector>

namespace interlock::http {

/// A thought, the use of a tool, the answer in several pieces of text, and `agent_completed`. The answer repeats what the user
/// said: a text, or the member `text` or `message` of an object, or else the whole input.
[[nodiscard]] std::vector<lifecycles::upstream_event> demo_script(const RunRequest& request);

}  // namespace interlock::http
