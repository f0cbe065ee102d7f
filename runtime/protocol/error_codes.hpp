#pragma once
/// Every error code that the gateway sends, over WebSocket (`error.code`) and HTTP (`code` of the problem) alike. The one
/// list: the documentation is printed from it, and what is sent is looked up in it.
#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace interlock::protocol {

struct ErrorCode {
  std::string_view code;
  std::string_view meaning;
  bool retryable;
  std::string_view when;      ///< When to try again, or what to do instead.
  std::uint16_t http_status;  ///< Where the answer is one over HTTP.
};

inline constexpr std::array error_codes{
    // What a client said.
    ErrorCode{"malformed_json", "The message is not one JSON object in UTF-8.", false, "Not; correct the client.", 400},
    ErrorCode{"unknown_op", "No operation has this name.", false, "Not; correct the client.", 400},
    ErrorCode{"missing_field", "The field that `field` names is required.", false, "Not; correct the client.", 400},
    ErrorCode{"wrong_field", "The field that `field` names has a wrong type or value.", false, "Not; correct the client.", 400},
    ErrorCode{"hello_expected", "The first message must be `hello`.", false, "Say `hello` first.", 400},
    ErrorCode{"hello_repeated", "There was a `hello` before.", false, "Not; once is enough.", 400},
    ErrorCode{"unknown_agent", "No agent has this name.", false, "Not; use the name of an agent that is configured.", 404},
    ErrorCode{"not_attached", "The connection is not attached to the thread.", false, "Attach first.", 409},
    ErrorCode{"already_attached", "The connection is attached to the thread.", false, "Not; detach first to read from another place.", 409},
    ErrorCode{"cursor_invalid", "The cursor names no place of this thread's log.", false, "Attach with an empty cursor.", 400},
    ErrorCode{"cursor_expired", "The log no longer has what follows the cursor; `earliest` says what it has.", false, "Attach after `earliest`.", 410},
    ErrorCode{"idempotency_conflict", "The key was used before with another body.", false, "Not; use a new key for a new run.", 422},
    ErrorCode{"thread_busy", "A run is under way on the thread.", true, "When that run has ended.", 409},

    // Who a client is, and what it may do.
    ErrorCode{"token_missing", "No credential was given.", false, "With a token.", 401},
    ErrorCode{"token_invalid", "The token is not accepted.", false, "With another token.", 401},
    ErrorCode{"token_malformed", "The token is not a well formed signed JWT.", false, "With another token.", 401},
    ErrorCode{"token_bad_algorithm", "The token is signed with an algorithm that is not accepted.", false, "With another token.", 401},
    ErrorCode{"token_bad_signature", "The signature of the token does not match.", false, "With another token.", 401},
    ErrorCode{"token_expired", "The token has expired.", true, "At once, with a new token.", 401},
    ErrorCode{"token_not_yet_valid", "The token is not valid yet.", true, "When the token's `nbf` has come.", 401},
    ErrorCode{"token_wrong_audience", "The token was issued for another audience.", false, "With another token.", 401},
    ErrorCode{"token_wrong_issuer", "The token's issuer is not the one that is accepted.", false, "With another token.", 401},
    ErrorCode{"token_missing_subject", "The token names no subject.", false, "With another token.", 401},
    ErrorCode{"token_missing_expiry", "The token has no expiry.", false, "With another token.", 401},
    ErrorCode{"two_credentials", "Two explicit credentials were given.", false, "With one of them.", 400},
    ErrorCode{"origin_refused", "A cookie came from an origin that is not on the allow list.", false, "Not.", 403},
    ErrorCode{"forbidden", "The token does not allow this.", false, "With a token that does.", 403},
    ErrorCode{"not_found", "There is no such thing, or none that the token may see.", false, "Not.", 404},
    ErrorCode{"superseded", "Another connection has resumed the session.", false, "Not; the other connection has it.", 409},

    // How much there may be.
    ErrorCode{"rate_limited", "Too many requests.", true, "After `retry_after_ms`.", 429},
    ErrorCode{"too_many_attachments", "The connection may not be attached to more threads.", false, "Detach from a thread first.", 429},
    ErrorCode{"slow_consumer", "The client reads more slowly than events arrive.", true, "With back-off; resume.", 408},
    ErrorCode{"ping_timeout", "The client did not answer a ping in time.", true, "With back-off; resume.", 408},

    // How the gateway is.
    ErrorCode{"not_ready", "A required service is not up.", true, "With back-off.", 503},
    ErrorCode{"service_initialization_timeout", "The services that `missing` names did not come up in time.", true, "After `retry_after_ms`.", 503},
    ErrorCode{"startup_failed", "A required service did not come up.", true, "With back-off: it may come up yet.", 503},
    ErrorCode{"log_unavailable", "The thread's log can neither be read nor written now.", true, "With back-off, and the same idempotency key.", 503},
    ErrorCode{"overloaded", "The waiting room is full.", true, "With back-off.", 503},
    ErrorCode{"draining", "The process is about to end.", true, "After the delay in `goodbye`.", 503},
    ErrorCode{"internal_error", "The gateway failed at this connection or run, and at nothing else.", true, "With back-off; resume.", 500},

    // What is wrong with an HTTP request.
    ErrorCode{"malformed_request", "The request is not well formed HTTP.", false, "Not; correct the client.", 400},
    ErrorCode{"not_a_websocket_request", "Only a WebSocket handshake is answered here.", false, "With a WebSocket handshake.", 426},
    ErrorCode{"unsupported_version", "The version of HTTP or WebSocket is not spoken here.", false, "With HTTP/1.1 and WebSocket 13.", 426},
    ErrorCode{"method_not_allowed", "The method is not one of this path; `Allow` lists them.", false, "With another method.", 405},
    ErrorCode{"head_too_large", "The head of the request is larger than the limit.", false, "With a smaller head.", 431},
    ErrorCode{"length_required", "The body needs a Content-Length.", false, "With a length.", 411},
    ErrorCode{"content_too_large", "The body is larger than the limit.", false, "With a smaller body.", 413},
    ErrorCode{"not_implemented", "The request's Transfer-Encoding is not known.", false, "Without it.", 501},
};

/// Null where the gateway has no such code.
[[nodiscard]] constexpr const ErrorCode* find_error_code(std::string_view code) {
  const auto found = std::ranges::find(error_codes, code, &ErrorCode::code);
  return found == error_codes.end() ? nullptr : &*found;
}

static_assert([] {
  for (const auto& each : error_codes) {
    if (find_error_code(each.code) != &each) return false;
  }
  return true;
}(), "Every error code is listed once.");

/// The table in Markdown, for the documentation.
[[nodiscard]] std::string error_code_reference();

}  // namespace interlock::protocol
