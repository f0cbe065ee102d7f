// The table of `attachment`, compiled.
#include "runtime/gateway/dispatch.hpp"
#include "runtime/gateway/thread_actors.hpp"
#include "statemachine/lifecycles/attachment.hpp"

namespace interlock::gateway {

template Dispatched dispatch<lifecycles::attachment, AttachmentContext>(statemachine::machine<lifecycles::attachment>&, const port::Event&, AttachmentContext&);
template Dispatched dispatch<lifecycles::attachment, AttachmentContext>(statemachine::machine<lifecycles::attachment>&, const statemachine::deadline_passed&, AttachmentContext&);

}  // namespace interlock::gateway
