// The table of `run`, compiled.
#include "runtime/gateway/dispatch.hpp"
#include "runtime/gateway/thread_actors.hpp"
#include "statemachine/lifecycles/run.hpp"

namespace interlock::gateway {

template struct Dispatcher<statemachine::machine<lifecycles::run>, RunContext>;

}  // namespace interlock::gateway
