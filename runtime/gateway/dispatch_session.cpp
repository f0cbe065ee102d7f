// The table of `session`, compiled.
#include "runtime/gateway/dispatch.hpp"
#include "runtime/gateway/thread_actors.hpp"
#include "statemachine/lifecycles/session.hpp"

namespace interlock::gateway {

template Dispatched dispatch<lifecycles::session, SessionContext>(statemachine::machine<lifecycles::session>&, const port::Event&, SessionContext&);
template Dispatched dispatch<lifecycles::session, SessionContext>(statemachine::machine<lifecycles::session>&, const statemachine::deadline_passed&, SessionContext&);

}  // namespace interlock::gateway
