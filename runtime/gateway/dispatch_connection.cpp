// The table of `connection`, compiled.
#include "runtime/gateway/dispatch.hpp"
#include "runtime/gateway/connection_actor.hpp"
#include "statemachine/lifecycles/connection.hpp"

namespace interlock::gateway {

template struct Dispatcher<statemachine::machine<lifecycles::connection>, ConnectionContext>;

}  // namespace interlock::gateway
