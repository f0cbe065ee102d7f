// The table of `service`, compiled.
#include "runtime/gateway/dispatch.hpp"
#include "runtime/gateway/process_actors.hpp"
#include "statemachine/lifecycles/service.hpp"

namespace interlock::gateway {

template Dispatched dispatch<lifecycles::service, ServiceContext>(statemachine::machine<lifecycles::service>&, const port::Event&, ServiceContext&);
template Dispatched dispatch<lifecycles::service, ServiceContext>(statemachine::machine<lifecycles::service>&, const statemachine::deadline_passed&, ServiceContext&);

}  // namespace interlock::gateway
