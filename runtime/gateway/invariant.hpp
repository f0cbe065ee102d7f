#pragma once
/// What must never be. Only a broken invariant of our own stops the process: loudly, with the steps that led there.
#include <string_view>

namespace interlock::gateway {

/// Prints `what` (and of which thing) and the last steps that were noted in this thread, and aborts.
[[noreturn]] void broken_invariant(std::string_view what, std::string_view which = "");

/// Notes one step for the trace. All text must outlive the process (names of tables do).
void trace_step(std::string_view lifecycle, unsigned id, std::string_view from, std::string_view event, std::string_view to);

}  // namespace interlock::gateway
