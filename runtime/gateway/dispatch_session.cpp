// The table of `session`, compiled.
#include "runtime/gateway/dispatch.hpp"
#include "runtime/gateway/thread_actors.hpp"
#include "statemachine/lifecycles/session.hpp"

namespace interlock::gateway {

template struct Dispatcher<statemachine::machine<lifecycles::session>, SessionContext>;

}  // namespace interlock::gateway
