#pragma once
/// Why we close a connection (RFC 6455 section 7.4, and codes of our own from 4000 on).

#include <compare>
#include <concepts>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace interlock::port {

/// Why we close a WebSocket: exactly the codes that we send. Used like an enumeration (`CloseCode::draining`, `switch`,
/// template argument), but no integer turns into one, so a code that isn't listed here, 1011 above all, cannot be sent.
class CloseCode {
  enum class Value : std::uint16_t {
    done = 1000,
    protocol_error = 1002,
    unsupported_data = 1003,
    invalid_utf8 = 1007,
    policy_violation = 1008,
    message_too_big = 1009,
    draining = 1012,
    try_again_later = 1013,
    token_invalid = 4001,
    forbidden = 4003,
    superseded = 4004,
    slow_consumer = 4101,
    rate_limited = 4102,
    ping_timeout = 4103,
    token_expired = 4201,
    rotate = 4202,
  };

 public:
  static const CloseCode done, protocol_error, unsupported_data, invalid_utf8, policy_violation, message_too_big;
  static const CloseCode draining, try_again_later;
  static const CloseCode token_invalid, forbidden, superseded;      // 40xx: don't come back
  static const CloseCode slow_consumer, rate_limited, ping_timeout;  // 41xx: back off, then resume
  static const CloseCode token_expired, rotate;                      // 42xx: refresh, then resume at once

  /// The number on the wire.
  constexpr std::uint16_t number() const { return static_cast<std::uint16_t>(value); }

  template <std::integral Integer>
    requires(sizeof(Integer) >= sizeof(std::uint16_t))
  explicit constexpr operator Integer() const {
    return static_cast<Integer>(value);
  }
  /// For `switch`.
  constexpr operator Value() const { return value; }  // NOLINT(google-explicit-constructor)

  friend constexpr bool operator==(CloseCode, CloseCode) = default;
  friend constexpr auto operator<=>(CloseCode left, CloseCode right) { return left.number() <=> right.number(); }

  Value value;  // public only because a template argument's members must be

 private:
  explicit constexpr CloseCode(Value code) : value(code) {}
};

inline constexpr CloseCode CloseCode::done{Value::done};
inline constexpr CloseCode CloseCode::protocol_error{Value::protocol_error};
inline constexpr CloseCode CloseCode::unsupported_data{Value::unsupported_data};
inline constexpr CloseCode CloseCode::invalid_utf8{Value::invalid_utf8};
inline constexpr CloseCode CloseCode::policy_violation{Value::policy_violation};
inline constexpr CloseCode CloseCode::message_too_big{Value::message_too_big};
inline constexpr CloseCode CloseCode::draining{Value::draining};
inline constexpr CloseCode CloseCode::try_again_later{Value::try_again_later};
inline constexpr CloseCode CloseCode::token_invalid{Value::token_invalid};
inline constexpr CloseCode CloseCode::forbidden{Value::forbidden};
inline constexpr CloseCode CloseCode::superseded{Value::superseded};
inline constexpr CloseCode CloseCode::slow_consumer{Value::slow_consumer};
inline constexpr CloseCode CloseCode::rate_limited{Value::rate_limited};
inline constexpr CloseCode CloseCode::ping_timeout{Value::ping_timeout};
inline constexpr CloseCode CloseCode::token_expired{Value::token_expired};
inline constexpr CloseCode CloseCode::rotate{Value::rotate};

inline constexpr CloseCode every_close_code[] = {
    CloseCode::done,          CloseCode::protocol_error, CloseCode::unsupported_data, CloseCode::invalid_utf8,
    CloseCode::policy_violation, CloseCode::message_too_big, CloseCode::draining,     CloseCode::try_again_later,
    CloseCode::token_invalid, CloseCode::forbidden,      CloseCode::superseded,       CloseCode::slow_consumer,
    CloseCode::rate_limited,  CloseCode::ping_timeout,   CloseCode::token_expired,    CloseCode::rotate,
};

/// The code's name, as it stands in the close reason, the logs and the metrics.
constexpr std::string_view name(CloseCode code) {
  switch (code) {
    case CloseCode::done: return "done";
    case CloseCode::protocol_error: return "protocol_error";
    case CloseCode::unsupported_data: return "unsupported_data";
    case CloseCode::invalid_utf8: return "invalid_utf8";
    case CloseCode::policy_violation: return "policy_violation";
    case CloseCode::message_too_big: return "message_too_big";
    case CloseCode::draining: return "draining";
    case CloseCode::try_again_later: return "try_again_later";
    case CloseCode::token_invalid: return "token_invalid";
    case CloseCode::forbidden: return "forbidden";
    case CloseCode::superseded: return "superseded";
    case CloseCode::slow_consumer: return "slow_consumer";
    case CloseCode::rate_limited: return "rate_limited";
    case CloseCode::ping_timeout: return "ping_timeout";
    case CloseCode::token_expired: return "token_expired";
    case CloseCode::rotate: return "rotate";
  }
  return {};
}

static_assert(!std::is_constructible_v<CloseCode, std::uint16_t> && !std::is_constructible_v<CloseCode, int>,
              "No integer becomes one of our close codes.");

}  // namespace interlock::port
