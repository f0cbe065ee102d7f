// The table of `service`, compiled.
#include "runtime/gateway/dispatch.hpp"
#include "runtime/gateway/process_actors.hpp"
#include "statemachine/lifecycles/service.hpp"

namespace interlock::gateway {

template struct Dispatcher<statemachine::machine<lifecycles::service>, ServiceContext>;

}  // namespace interlock::gateway
