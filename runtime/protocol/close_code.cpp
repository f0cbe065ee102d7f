#include "runtime/protocol/close_code.hpp"

namespace interlock::protocol {

std::string_view cut_text(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text;
  const auto continues = [](char unit) { return (static_cast<unsigned char>(unit) & 0xC0U) == 0x80U; };
  while (limit > 0 && continues(text[limit])) --limit;
  return text.substr(0, limit);
}

std::string close_reason(CloseReason reason) {
  std::string text;
  text.append(reason.name).append(";trace=").append(reason.trace);
  return std::string(cut_text(text, close_reason_limit));
}

}  // namespace interlock::protocol
