#pragma once
/// Who a token speaks for. A pure function of the token, the keys and the time.
#include "statemachine/lifecycles/events.hpp"

#include <string_view>
#include <variant>

namespace interlock::port {

class Authenticator {
 public:
  using Verdict = std::variant<lifecycles::token_accepted, lifecycles::token_refused>;
  /// `unix_now` in seconds. The verdict never repeats the token.
  [[nodiscard]] virtual Verdict judge(std::string_view token, std::int64_t unix_now) const = 0;

 protected:
  ~Authenticator() = default;
};

}  // namespace interlock::port
