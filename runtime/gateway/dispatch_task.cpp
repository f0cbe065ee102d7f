// The table of `task`, compiled.
#include "runtime/gateway/dispatch.hpp"
#include "runtime/gateway/process_actors.hpp"
#include "statemachine/lifecycles/task.hpp"

namespace interlock::gateway {

template Dispatched dispatch<lifecycles::task, TaskContext>(statemachine::machine<lifecycles::task>&, const port::Event&, TaskContext&);
template Dispatched dispatch<lifecycles::task, TaskContext>(statemachine::machine<lifecycles::task>&, const statemachine::deadline_passed&, TaskContext&);

}  // namespace interlock::gateway
