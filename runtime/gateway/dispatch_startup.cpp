// The table of `startup`, compiled.
#include "runtime/gateway/dispatch.hpp"
#include "runtime/gateway/process_actors.hpp"
#include "statemachine/lifecycles/startup.hpp"

namespace interlock::gateway {

template struct Dispatcher<statemachine::machine<lifecycles::startup>, StartupContext>;

}  // namespace interlock::gateway
