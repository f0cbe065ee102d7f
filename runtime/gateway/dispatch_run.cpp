// The table of `run`, compiled.
#include "runtime/gateway/dispatch.hpp"
#include "runtime/gateway/thread_actors.hpp"
#include "statemachine/lifecycles/run.hpp"

namespace interlock::gateway {

template Dispatched dispatch<lifecycles::run, RunContext>(statemachine::machine<lifecycles::run>&, const port::Event&, RunContext&);
template Dispatched dispatch<lifecycles::run, RunContext>(statemachine::machine<lifecycles::run>&, const statemachine::deadline_passed&, RunContext&);

}  // namespace interlock::gateway
