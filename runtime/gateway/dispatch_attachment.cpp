// The table of `attachment`, compiled.
#include "runtime/gateway/dispatch.hpp"
#include "runtime/gateway/thread_actors.hpp"
#include "statemachine/lifecycles/attachment.hpp"

namespace interlock::gateway {

template struct Dispatcher<statemachine::machine<lifecycles::attachment>, AttachmentContext>;

}  // namespace interlock::gateway
