#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <tl/expected.hpp>

#include "runtime/protocol/http_request.hpp"
#include "statemachine/lifecycles/events.hpp"

/// Where a request carries its token. Whether the token is any good is decided elsewhere.
namespace interlock::protocol {

using lifecycles::CredentialSource;

struct Credential {
  CredentialSource source;
  std::string token;

  friend bool operator==(const Credential&, const Credential&) = default;
};

enum class CredentialFault : std::uint8_t {
  conflict_with_authorization,  // two explicit ones, the header among them: 400
  conflict,                     // two tokens in browser ways: 4001 after the upgrade
  malformed_authorization,      // not `Bearer` and a token: 401
};

/// An explicit credential outranks the cookie; two explicit ones are refused. Nothing means that the token may still come
/// in `hello`. An Authorization of another scheme is refused, never ignored.
tl::expected<std::optional<Credential>, CredentialFault> find_credential(const Request& request);

/// The response to a fault that is answered before the upgrade, nothing for `conflict`.
std::optional<HttpError> as_http_error(CredentialFault fault);

}  // namespace interlock::protocol
