// The table of `supervisor`, compiled.
#include "runtime/gateway/dispatch.hpp"
#include "runtime/gateway/process_actors.hpp"
#include "statemachine/lifecycles/supervisor.hpp"

namespace interlock::gateway {

template Dispatched dispatch<lifecycles::supervisor, SupervisorContext>(statemachine::machine<lifecycles::supervisor>&, const port::Event&, SupervisorContext&);
template Dispatched dispatch<lifecycles::supervisor, SupervisorContext>(statemachine::machine<lifecycles::supervisor>&, const statemachine::deadline_passed&, SupervisorContext&);

}  // namespace interlock::gateway
