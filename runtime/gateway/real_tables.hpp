#pragma once
/// The real tables are compiled once, each in a file of its own: who runs them says so here instead of compiling them again.
#include "runtime/gateway/connection_actor.hpp"
#include "runtime/gateway/dispatch.hpp"
#include "runtime/gateway/process_actors.hpp"
#include "runtime/gateway/thread_actors.hpp"
#include "statemachine/lifecycles/lifecycles.hpp"

namespace interlock::gateway {

extern template struct Dispatcher<statemachine::machine<lifecycles::startup>, StartupContext>;
extern template struct Dispatcher<statemachine::machine<lifecycles::service>, ServiceContext>;
extern template struct Dispatcher<statemachine::machine<lifecycles::supervisor>, SupervisorContext>;
extern template struct Dispatcher<statemachine::machine<lifecycles::task>, TaskContext>;
extern template struct Dispatcher<statemachine::machine<lifecycles::connection>, ConnectionContext>;
extern template struct Dispatcher<statemachine::machine<lifecycles::session>, SessionContext>;
extern template struct Dispatcher<statemachine::machine<lifecycles::thread>, ThreadContext>;
extern template struct Dispatcher<statemachine::machine<lifecycles::attachment>, AttachmentContext>;
extern template struct Dispatcher<statemachine::machine<lifecycles::run>, RunContext>;

}  // namespace interlock::gateway
