// The table of `thread`, compiled.
#include "runtime/gateway/dispatch.hpp"
#include "runtime/gateway/thread_actors.hpp"
#include "statemachine/lifecycles/thread.hpp"

namespace interlock::gateway {

template Dispatched dispatch<lifecycles::thread, ThreadContext>(statemachine::machine<lifecycles::thread>&, const port::Event&, ThreadContext&);
template Dispatched dispatch<lifecycles::thread, ThreadContext>(statemachine::machine<lifecycles::thread>&, const statemachine::deadline_passed&, ThreadContext&);

}  // namespace interlock::gateway
