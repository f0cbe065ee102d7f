#pragma once
/// Agents: who does a run's work. Implemented by HTTP, by the built-in `demo` agent, and by the virtual upstream.
#include "runtime/port/address.hpp"
#include "statemachine/lifecycles/vocabulary.hpp"

namespace interlock::port {

/// All that one run needs: made for that run, shared with no other.
struct RunSpec {
  RunId run{};
  ThreadName thread;
  RunRequest request;
  friend bool operator==(const RunSpec&, const RunSpec&) = default;
};

class Upstream {
 public:
  /// Whether an agent of this name is configured.
  [[nodiscard]] virtual bool knows(std::string_view agent) const = 0;
  /// Answers come as events from {world, 0} to `asker`, never inside the call, in order: `upstream_opened`, then any
  /// number of `upstream_event`, then exactly one outcome of `agent_stream`, of this generation; nothing follows it. It completes with the
  /// stream, at once after a terminal event.
  virtual void dial(Address asker, std::uint32_t generation, const RunSpec& spec) = 0;
  /// Ends the stream of `asker` early, telling the agent where it can be told. `task_cancelled<agent_stream>` still comes, unless
  /// another outcome is already on its way. Unknown askers are fine.
  virtual void abort(Address asker) = 0;

 protected:
  ~Upstream() = default;
};

}  // namespace interlock::port
