// What an action throws ends what its actor does, and nothing else: the rows for exceptions, on the compiled tables, with real contexts of
// which one action throws once. (In simulation nothing throws: a run in which an exception row is taken is a violation.)
#include "tests/gateway/alone.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <utility>

namespace {
using namespace interlock;
using namespace interlock::lifecycles;

/// The next call of what a test spoils throws.
bool spoiled = false;
void fail_once() {
  if (std::exchange(spoiled, false)) throw std::runtime_error("out of memory");
}

struct SpoiledConnection : gateway::ConnectionContext {
  using ConnectionContext::ConnectionContext;
  void note_answer() { fail_once(); }
  void hang_up() { fail_once(), ConnectionContext::hang_up(); }
  void switch_protocols() { fail_once(), ConnectionContext::switch_protocols(); }
};
struct SpoiledRun : gateway::RunContext {
  using RunContext::RunContext;
  void abort() { fail_once(), RunContext::abort(); }
  void emit(EventType type, auto data) { fail_once(), RunContext::emit(type, std::move(data)); }
};
struct SpoiledTask : gateway::TaskContext {
  using TaskContext::TaskContext;
  void begin_round() { fail_once(); }
};
struct SpoiledSupervisor : gateway::SupervisorContext {
  using SupervisorContext::SupervisorContext;
  void note_end(RestartCause cause) { fail_once(), SupervisorContext::note_end(cause); }
};

template <const auto& Table, class ContextType, class State>
class Spoilt final : gateway::Registrar {
 public:
  Spoilt() {
    settings.agents = {{"demo"}};
    settings.services = {{"log", true, {}}};
    does([&](auto& context) { machine.start(context); });
  }
  void receives(const auto& event) { does([&](auto& context) { machine.process(event, context); }); }
  /// And one of the actions that it leads to throws.
  std::string fails_at(const auto& event) {
    spoiled = true;
    receives(event);
    EXPECT_FALSE(spoiled) << "nothing threw";
    return std::string(machine.name()) + ": " + effects_;
  }
  State state;
  gateway::Settings settings;
  gateway::Facts facts;
  statemachine::machine<Table> machine;

 private:
  port::Address reserve(port::ActorKind kind) override { return {kind, 100}; }
  void does(auto&& what) {
    gateway::Effects wanted;
    const gateway::Reads reads{settings, facts, 0, 1};
    ContextType context(state, gateway::Context({}, {}, reads, *this, wanted));
    what(context);
    effects_ = test::words_of(wanted);
  }
  std::string effects_;
};
}  // namespace

TEST(ExceptionRows, HangUpOnAConnectionThatIsNotUpgraded) {
  Spoilt<connection, SpoiledConnection, gateway::ConnectionState> actor;
  EXPECT_EQ(actor.fails_at(echo_requested{}), "closed: HangUp, Forget, Post work_ended");
}

TEST(ExceptionRows, CloseAConnectionThatIsUpgradedAndHangUpIfThatThrowsToo) {
  Spoilt<connection, SpoiledConnection, gateway::ConnectionState> actor;
  actor.receives(echo_requested{});
  EXPECT_EQ(actor.fails_at(pong_received{}), "closing: Note, Send, Close");
  EXPECT_EQ(actor.fails_at(peer_closed{}), "closed: HangUp, CountUpgraded, Forget, Post work_ended");
}

TEST(ExceptionRows, InterruptARunAndTellTheAgent) {
  Spoilt<lifecycles::run, SpoiledRun, gateway::RunState> actor;
  actor.state.spec.request.agent = "demo";
  actor.receives(run_recorded{});
  EXPECT_EQ(actor.fails_at(upstream_opened{}), "interrupting: Note, Post emitted, Abort");
}

TEST(ExceptionRows, FailATaskWhichItsSupervisorIsTold) {
  Spoilt<task, SpoiledTask, gateway::TaskState> actor;
  EXPECT_EQ(actor.fails_at(task_started{}), "failed: PublishMonitor, Post service_changed, Post task_failed<monitor>, CancelBody");
}

TEST(ExceptionRows, LetASupervisorComeBackLater) {
  Spoilt<supervisor, SpoiledSupervisor, gateway::SupervisorState> actor;
  actor.receives(start_wanted{});
  EXPECT_EQ(actor.fails_at(task_completed<monitor>{1}), "backing_off: Note, PublishMonitor, Post service_changed");
}
