#include "sim/step_properties.hpp"

#include "sim/word_list.hpp"

#include <algorithm>
#include <string_view>

namespace interlock::sim {

namespace {

/// A state that is entered only from certain others (itself counts), and why.
struct OnlyFrom {
  std::string_view lifecycle, state, from, because;
};
constexpr OnlyFrom entries[] = {
    {"startup", "draining", "starting ready degraded recovering failed", "a drain begins once"},
    {"startup", "interrupting", "draining", "work has its grace before it is interrupted"},
    {"startup", "stopping", "starting ready degraded recovering failed draining interrupting", "services are stopped last"},
    {"startup", "stopped", "stopping", "the process is left only after its services were stopped"},
    {"startup", "failed", "starting", "startup fails only while it starts"},
    {"startup", "recovering", "ready degraded", "only what was ready is lost"},
    {"service", "starting", "idle waiting backing_off", "what is open, or being closed, is not opened"},
    {"service", "up", "starting", "what was not opened is not up"},
    {"service", "failed", "starting", "it is the opening that fails for good"},
    {"service", "giving_up", "starting up", "only what may be open is closed"},
    {"service", "backing_off", "starting giving_up", "only what failed backs off"},
    {"service", "stopped", "idle waiting backing_off failed stopping", "what is open is closed before it is stopped"},
    {"supervisor", "supervising", "idle backing_off", "a task is started again only after a delay"},
    {"supervisor", "backing_off", "supervising", "only a task that ended is started again"},
    {"supervisor", "stopping", "supervising", "only what runs is stopped"},
    {"supervisor", "stopped", "idle backing_off stopping", "a task is ended before its supervisor"},
    {"task", "running", "pending", "a task starts once"},
    {"task", "cancelling", "pending running", "a task is cancelled once"},
    {"connection", "authorizing", "accepted", "a token in a header is judged before the upgrade"},
    {"connection", "opening", "accepted", "the upgrade comes first"},
    {"connection", "echoing", "accepted", "the echo is asked for by the upgrade"},
    {"connection", "authenticating", "accepted opening awaiting_hello awaiting_readiness", "a token is judged before anything is served"},
    {"connection", "awaiting_hello", "authorizing authenticating awaiting_readiness", "nobody is heard whose token was not accepted"},
    {"connection", "awaiting_readiness", "authorizing authenticating awaiting_hello resuming", "nobody waits whose token was not accepted"},
    {"connection", "resuming", "authenticating awaiting_hello awaiting_readiness", "a session is resumed by a hello"},
    {"connection", "processing_ready", "authenticating awaiting_hello awaiting_readiness resuming processing_ready", "nobody is served whose token was not accepted"},
    {"connection", "leaving", "processing_ready", "goodbye is said to those who are served"},
    {"session", "connected", "connected disconnected", "an ended session is not resumed"},
    {"session", "disconnected", "connected", "only a connection that was there leaves"},
    {"session", "ended", "disconnected", "a session that is in use does not end"},
    {"thread", "opening", "unopened reopening", "a log is opened once"},
    {"thread", "reopening", "opening", "only an opening that failed is tried again"},
    {"thread", "appending", "opening idle appending stalled", "nothing is appended to a log that is not open"},
    {"thread", "stalled", "appending", "only an append that failed is tried again"},
    {"thread", "withdrawn", "unopened idle", "a thread does not leave while it writes"},
    {"thread", "ended", "withdrawn", "a thread leaves before it ends"},
    {"attachment", "replaying", "placing replaying rereading live lagging", "who has left is shown nothing"},
    {"attachment", "live", "placing replaying lagging", "who has left is shown nothing"},
    {"attachment", "lagging", "replaying rereading live", "only who has a place falls behind"},
    {"attachment", "rereading", "replaying", "only a read that failed is tried again"},
    {"attachment", "detaching", "replaying rereading live lagging", "only who has a place gives it up"},
    {"run", "dialing", "recorded", "an agent is dialed once, after the run was recorded"},
    {"run", "streaming", "dialing streaming", "an agent speaks only once it was dialed"},
    {"run", "cancelling", "dialing streaming", "only what works is cancelled"},
    {"run", "completing", "streaming cancelling", "only an agent that speaks completes"},
    {"run", "interrupting", "dialing streaming cancelling", "a run is interrupted once"},
    {"run", "stopping", "cancelling", "only who cancels is told that it was cancelled"},
    {"run", "completed", "completing", "a run ends once its terminal event is durable"},
    {"run", "interrupted", "interrupting", "a run ends once its terminal event is durable"},
    {"run", "cancelled", "stopping", "a run ends once its terminal event is durable"},
};

}  // namespace

std::string broken_by_this_step(const port::StepRecord& step, std::span<const NamedTable> tables) {
  if (step.lifecycle.empty()) return {};
  const statemachine::TableData* const table = table_named(tables, step.lifecycle);
  if (step.row == port::StepRecord::no_row) {
    const auto state = static_cast<std::size_t>(std::ranges::find(table->states, step.from) - table->states.begin());
    // What comes after the end is late, and so is the outcome of a task that is no longer invoked. A deadline whose guards all say no is none.
    const bool is_late = step.late || table->is_end(state) || std::ranges::find(table->events, step.event) == table->events.end();
    return is_late ? std::string() : "an event came that no row takes: " + std::string(step.lifecycle) + ", " + std::string(step.event);
  }
  if (table->rows[step.row].kind == statemachine::RowKind::caught) return "an action of " + std::string(step.lifecycle) + " threw";
  if (step.from == step.to) return {};
  for (const OnlyFrom& entry : entries)
    if (entry.state == step.to && entry.lifecycle == step.lifecycle && !lists(entry.from, step.from))
      return std::string(step.lifecycle) + " went from " + std::string(step.from) + " to " + std::string(step.to) + ", but " + std::string(entry.because);
  return {};
}

}  // namespace interlock::sim
