#pragma once
/// What an actor's step is about, by the names that an operator looks for.
#include "runtime/gateway/connection_actor.hpp"
#include "runtime/gateway/thread_actors.hpp"

namespace interlock::gateway {

[[nodiscard]] inline port::Subject subject_of(Address self, const ConnectionState&) { return {.connection = self.id}; }
[[nodiscard]] inline port::Subject subject_of(Address, const SessionState& state) { return {.connection = state.connection.id}; }
[[nodiscard]] inline port::Subject subject_of(Address, const ThreadState& state) { return {.thread = &state.name}; }
[[nodiscard]] inline port::Subject subject_of(Address, const AttachmentState& state) { return {.connection = state.connection.id, .thread = &state.thread}; }
[[nodiscard]] inline port::Subject subject_of(Address, const RunState& state) { return {.thread = &state.spec.thread, .run = state.spec.run}; }
template <class State>
[[nodiscard]] port::Subject subject_of(Address, const State&) { return {}; }

}  // namespace interlock::gateway
