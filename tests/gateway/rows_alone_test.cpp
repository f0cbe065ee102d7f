// Rows that no order of events in a whole gateway takes, because whoever sends the event keeps its contract: `total` demands them, and
// they are what stands between a bug elsewhere and this actor. Each is taken here alone, on the compiled table, with what it must do
// written out by hand. tests/sim/rows_not_reached.txt lists just these.
#include "sim/coverage.hpp"
#include "tests/gateway/alone.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <string>
#include <vector>

namespace {
using namespace interlock;
using namespace interlock::lifecycles;

struct Given {
  port::Event event;
  port::Address from = port::world;
};
struct Expected {
  std::vector<Given> before;  ///< What leads to the state.
  Given event;
  std::string from, row, to, effects;
};

template <const auto& Table, class ContextType, class StateType>
void expect(sim::Coverage& coverage, std::string_view lifecycle, const std::vector<Expected>& rows) {
  for (const Expected& expected : rows) {
    test::Alone<Table, ContextType, StateType> actor;
    actor.facts.readiness = gateway::Readiness::ready;
    for (const Given& given : expected.before) actor.receives(given.event, given.from);
    EXPECT_EQ(actor.name(), expected.from) << expected.row;
    EXPECT_EQ(actor.receives(expected.event.event, expected.event.from), expected.row);
    EXPECT_EQ(actor.name(), expected.to) << expected.row;
    EXPECT_EQ(actor.effects(), expected.effects) << expected.row;
    coverage.add({.kind = sim::Move::Kind::event}, {{}, lifecycle, actor.done.from, actor.done.event, actor.done.to, actor.done.row});
  }
}

rows_committed rows_from(std::uint64_t seq) { return {{LogEvent{seq, RunId{}, EventType::custom, 0, {}}}}; }

void rows_of_an_attachment(sim::Coverage& coverage) {
  const std::vector<Given> to_live{{start_wanted{}}, {place_opened{{1, 0}, {1, 0}, {}}}};
  expect<attachment, gateway::AttachmentContext, gateway::AttachmentState>(coverage, "attachment", {
    {{}, {request_failed{}}, "placing", "any + request_failed", "placing", ""},
    {to_live, {place_moved{}}, "live", "any + place_moved", "live", ""},
    {to_live, {place_refused{}}, "live", "any + place_refused", "live", ""},
    {to_live, {rows_from(1)}, "live", "live + rows_committed [rows_follow]", "live", "Send"},
    {to_live, {rows_from(3)}, "live", "live + rows_committed", "replaying", "Read"},
  });
}

void rows_of_a_connection(sim::Coverage& coverage) {
  expect<connection, gateway::ConnectionContext, gateway::ConnectionState>(coverage, "connection", {
    {{}, {cancel_taken{}}, "accepted", "any + cancel_taken", "accepted", ""},
    {{}, {peer_closed{}}, "accepted", "any + peer_closed", "accepted", ""},
    {{}, {protocol_violated{}}, "accepted", "any + protocol_violated", "accepted", ""},
  });
  // The process stops being ready while a session is asked for, and nobody answers.
  test::Alone<connection, gateway::ConnectionContext, gateway::ConnectionState> actor;
  actor.facts.readiness = gateway::Readiness::ready;
  actor.receives(upgrade_requested{});
  actor.receives(hello_received{{}, "a token", {}, Resume{}});
  actor.receives(token_accepted{});
  EXPECT_EQ(actor.name(), "resuming");
  actor.facts.readiness = gateway::Readiness::recovering;
  EXPECT_EQ(actor.passes("resume_timeout"), "resuming + after(resume_timeout) [!process_ready]");
  EXPECT_EQ(actor.name(), "closing");
  EXPECT_EQ(actor.effects(), "Send, Close");
  coverage.add({.kind = sim::Move::Kind::deadline, .slot = actor.slot}, {{}, "connection", actor.done.from, actor.done.event, actor.done.to, actor.done.row});
}

void rows_of_a_run(sim::Coverage& coverage) {
  struct State : gateway::RunState {
    State() { spec.request.agent = "demo"; }
  };
  expect<lifecycles::run, gateway::RunContext, State>(coverage, "run", {
    {{{run_recorded{}}}, {run_recorded{}}, "dialing", "any + run_recorded", "dialing", ""},
    {{{run_recorded{}}}, {terminal_committed{}}, "dialing", "any + terminal_committed", "dialing", ""},
    {{{run_recorded{}}}, {task_cancelled<agent_stream>{1}}, "dialing", "working + task_cancelled<agent_stream>", "interrupting", "Post emitted"},
  });
}

void rows_of_a_service(sim::Coverage& coverage) {
  const std::vector<Given> to_starting{{start_wanted{}}};
  const std::vector<Given> to_up{{start_wanted{}}, {service_opened{}}};
  const std::vector<Given> to_stopping{{start_wanted{}}, {service_opened{}}, {stop_wanted{}}};
  expect<service, gateway::ServiceContext, gateway::ServiceState>(coverage, "service", {
    {to_starting, {start_wanted{}}, "starting", "any + start_wanted", "starting", ""},
    {to_up, {service_opened{}}, "up", "any + service_opened", "up", "CloseService"},
    {to_up, {service_closed{}}, "up", "any + service_closed", "up", ""},
    {to_stopping, {stop_wanted{}}, "stopping", "any + stop_wanted", "stopping", ""},
  });
}

void rows_of_a_supervisor(sim::Coverage& coverage) {
  const std::vector<Given> to_supervising{{start_wanted{}}};
  const std::vector<Given> to_stopping{{start_wanted{}}, {drain_started{}}};
  expect<supervisor, gateway::SupervisorContext, gateway::SupervisorState>(coverage, "supervisor", {
    {to_supervising, {start_wanted{}}, "supervising", "any + start_wanted", "supervising", ""},
    {to_stopping, {drain_started{}}, "stopping", "stopping + drain_started", "stopping", ""},
    {{}, {drain_started{}}, "idle", "idle + drain_started", "stopped", ""},
  });
}

void rows_of_a_thread(sim::Coverage& coverage) {
  const std::vector<Given> to_idle{{thread_wanted{}}, {log_opened{.epoch = 1, .runs = {}}}};
  std::vector<Given> to_appending = to_idle;
  to_appending.push_back({emitted{RunId{5}, EventType::agent_message, {}}});
  const run_requested asked{RequestId{1}, {"demo", "", Text("1")}};
  expect<lifecycles::thread, gateway::ThreadContext, gateway::ThreadState>(coverage, "thread", {
    {{}, {append_failed{}}, "unopened", "any + append_failed", "unopened", ""},
    {{}, {committed{}}, "unopened", "any + committed", "unopened", ""},
    {{}, {emitted{}}, "unopened", "any + emitted", "unopened", ""},
    {to_idle, {log_open_failed{}}, "idle", "any + log_open_failed", "idle", ""},
    {to_idle, {log_opened{.epoch = 2, .runs = {}}}, "idle", "any + log_opened", "idle", ""},
    {to_appending, {asked}, "appending", "writing + run_requested", "appending", ""},
  });
}
}  // namespace

TEST(RowsAlone, DoWhatIsWrittenAndAreAllThatNoScenarioReaches) {
  // A guard that only says the opposite of the row before it in its cell is never asked where it would say no.
  const std::set<std::string> decided_before{"connection: refused: resuming + after(resume_timeout) [!process_ready]", "service: refused: backing_off + after(back_off) [!dependencies_are_up]",
                                             "thread: refused: idle + after(linger) [!somebody_needs_it]", "thread: refused: stalled + after(retry_delay) [!more_waits]"};
  sim::Coverage coverage;
  rows_of_an_attachment(coverage);
  rows_of_a_connection(coverage);
  rows_of_a_run(coverage);
  rows_of_a_service(coverage);
  rows_of_a_supervisor(coverage);
  rows_of_a_thread(coverage);
  const std::set<std::string> missed = coverage.missed();
  std::ifstream file(ROWS_NOT_REACHED);
  std::size_t listed = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line.starts_with("#")) continue;
    ++listed;
    EXPECT_EQ(missed.contains(line), decided_before.contains(line)) << line;
  }
  EXPECT_GT(listed, decided_before.size());
}
