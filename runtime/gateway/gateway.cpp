// The gateway on the real tables, compiled.
#include "runtime/gateway/gateway.hpp"

namespace interlock::gateway {

template class Gateway<lifecycles::Real>;

}  // namespace interlock::gateway
