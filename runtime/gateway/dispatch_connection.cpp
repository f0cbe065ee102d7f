// The table of `connection`, compiled.
#include "runtime/gateway/dispatch.hpp"
#include "runtime/gateway/connection_actor.hpp"
#include "statemachine/lifecycles/connection.hpp"

namespace interlock::gateway {

template Dispatched dispatch<lifecycles::connection, ConnectionContext>(statemachine::machine<lifecycles::connection>&, const port::Event&, ConnectionContext&);
template Dispatched dispatch<lifecycles::connection, ConnectionContext>(statemachine::machine<lifecycles::connection>&, const statemachine::deadline_passed&, ConnectionContext&);

}  // namespace interlock::gateway
