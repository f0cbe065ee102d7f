#pragma once
/// The real tables are compiled once, each in a file of its own: who runs them says so here instead of compiling them again.
#include "runtime/gateway/connection_actor.hpp"
#include "runtime/gateway/dispatch.hpp"
#include "runtime/gateway/process_actors.hpp"
#include "runtime/gateway/thread_actors.hpp"
#include "statemachine/lifecycles/lifecycles.hpp"

namespace interlock::gateway {

extern template Dispatched dispatch<lifecycles::startup, StartupContext>(statemachine::machine<lifecycles::startup>&, const port::Event&, StartupContext&);
extern template Dispatched dispatch<lifecycles::startup, StartupContext>(statemachine::machine<lifecycles::startup>&, const statemachine::deadline_passed&, StartupContext&);
extern template Dispatched dispatch<lifecycles::service, ServiceContext>(statemachine::machine<lifecycles::service>&, const port::Event&, ServiceContext&);
extern template Dispatched dispatch<lifecycles::service, ServiceContext>(statemachine::machine<lifecycles::service>&, const statemachine::deadline_passed&, ServiceContext&);
extern template Dispatched dispatch<lifecycles::supervisor, SupervisorContext>(statemachine::machine<lifecycles::supervisor>&, const port::Event&, SupervisorContext&);
extern template Dispatched dispatch<lifecycles::supervisor, SupervisorContext>(statemachine::machine<lifecycles::supervisor>&, const statemachine::deadline_passed&, SupervisorContext&);
extern template Dispatched dispatch<lifecycles::task, TaskContext>(statemachine::machine<lifecycles::task>&, const port::Event&, TaskContext&);
extern template Dispatched dispatch<lifecycles::task, TaskContext>(statemachine::machine<lifecycles::task>&, const statemachine::deadline_passed&, TaskContext&);
extern template Dispatched dispatch<lifecycles::connection, ConnectionContext>(statemachine::machine<lifecycles::connection>&, const port::Event&, ConnectionContext&);
extern template Dispatched dispatch<lifecycles::connection, ConnectionContext>(statemachine::machine<lifecycles::connection>&, const statemachine::deadline_passed&, ConnectionContext&);
extern template Dispatched dispatch<lifecycles::session, SessionContext>(statemachine::machine<lifecycles::session>&, const port::Event&, SessionContext&);
extern template Dispatched dispatch<lifecycles::session, SessionContext>(statemachine::machine<lifecycles::session>&, const statemachine::deadline_passed&, SessionContext&);
extern template Dispatched dispatch<lifecycles::thread, ThreadContext>(statemachine::machine<lifecycles::thread>&, const port::Event&, ThreadContext&);
extern template Dispatched dispatch<lifecycles::thread, ThreadContext>(statemachine::machine<lifecycles::thread>&, const statemachine::deadline_passed&, ThreadContext&);
extern template Dispatched dispatch<lifecycles::attachment, AttachmentContext>(statemachine::machine<lifecycles::attachment>&, const port::Event&, AttachmentContext&);
extern template Dispatched dispatch<lifecycles::attachment, AttachmentContext>(statemachine::machine<lifecycles::attachment>&, const statemachine::deadline_passed&, AttachmentContext&);
extern template Dispatched dispatch<lifecycles::run, RunContext>(statemachine::machine<lifecycles::run>&, const port::Event&, RunContext&);
extern template Dispatched dispatch<lifecycles::run, RunContext>(statemachine::machine<lifecycles::run>&, const statemachine::deadline_passed&, RunContext&);

}  // namespace interlock::gateway
