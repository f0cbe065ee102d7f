// The table of `task`, compiled.
#include "runtime/gateway/dispatch.hpp"
#include "runtime/gateway/process_actors.hpp"
#include "statemachine/lifecycles/task.hpp"

namespace interlock::gateway {

template struct Dispatcher<statemachine::machine<lifecycles::task>, TaskContext>;

}  // namespace interlock::gateway
