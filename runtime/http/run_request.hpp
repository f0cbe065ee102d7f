#pragma once
/// What an agent is sent.
#include "runtime/port/upstream.hpp"

namespace interlock::http {

/// {"run", "thread", "tenant", "owner", "agent", "idempotency_key", "input"}; the input as the client wrote it.
[[nodiscard]] std::string run_request(const port::RunSpec& spec);
/// {"run"}.
[[nodiscard]] std::string cancel_request(RunId run);

}  // namespace interlock::http
