// The table of `startup`, compiled.
#include "runtime/gateway/dispatch.hpp"
#include "runtime/gateway/process_actors.hpp"
#include "statemachine/lifecycles/startup.hpp"

namespace interlock::gateway {

template Dispatched dispatch<lifecycles::startup, StartupContext>(statemachine::machine<lifecycles::startup>&, const port::Event&, StartupContext&);
template Dispatched dispatch<lifecycles::startup, StartupContext>(statemachine::machine<lifecycles::startup>&, const statemachine::deadline_passed&, StartupContext&);

}  // namespace interlock::gateway
