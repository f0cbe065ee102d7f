#pragma once
/// Close codes and reasons as they stand in close frames.
#include "runtime/port/close_code.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace interlock::protocol {

using port::CloseCode;
using port::every_close_code;

/// A close code that the peer sent: data, not a reason of ours.
struct PeerCloseCode {
  std::uint16_t value;

  friend constexpr bool operator==(PeerCloseCode, PeerCloseCode) = default;
};

/// RFC 6455 section 7.4 and the IANA registry: may this code stand in a close frame at all?
constexpr bool may_be_sent(PeerCloseCode code) {
  const auto value = code.value;
  return (value >= 1000 && value <= 1003) || (value >= 1007 && value <= 1014) || (value >= 3000 && value <= 4999);
}

static_assert(!std::is_constructible_v<CloseCode, PeerCloseCode>, "A peer's close code never becomes one of ours.");

/// A control frame carries at most 125 bytes, two of which are the code (RFC 6455 section 5.5).
inline constexpr std::size_t close_reason_limit = 123;

struct CloseReason {
  std::string_view name;
  std::string_view trace;
};

/// The text of a close frame: `name;trace=…`, cut between two characters where it would exceed `close_reason_limit`.
std::string close_reason(CloseReason reason);

/// `text`, or as much of its beginning as fits into `limit` bytes without splitting a UTF-8 character.
std::string_view cut_text(std::string_view text, std::size_t limit);

}  // namespace interlock::protocol
