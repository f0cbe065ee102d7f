#pragma once
/// What a refusal says: all of it is in the table of error codes.
#include "runtime/protocol/error_codes.hpp"
#include "statemachine/lifecycles/vocabulary.hpp"

namespace interlock::gateway {

/// `code` must be in the table.
[[nodiscard]] inline MessageFault fault_of(std::string_view code) {
  return {std::string(code), "", std::string(protocol::find_error_code(code)->meaning)};
}
[[nodiscard]] constexpr bool is_retryable(std::string_view code) { return protocol::find_error_code(code)->retryable; }

}  // namespace interlock::gateway
