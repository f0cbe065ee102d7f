// The table of `supervisor`, compiled.
#include "runtime/gateway/dispatch.hpp"
#include "runtime/gateway/process_actors.hpp"
#include "statemachine/lifecycles/supervisor.hpp"

namespace interlock::gateway {

template struct Dispatcher<statemachine::machine<lifecycles::supervisor>, SupervisorContext>;

}  // namespace interlock::gateway
