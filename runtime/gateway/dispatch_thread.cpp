// The table of `thread`, compiled.
#include "runtime/gateway/dispatch.hpp"
#include "runtime/gateway/thread_actors.hpp"
#include "statemachine/lifecycles/thread.hpp"

namespace interlock::gateway {

template struct Dispatcher<statemachine::machine<lifecycles::thread>, ThreadContext>;

}  // namespace interlock::gateway
