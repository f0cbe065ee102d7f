#include "runtime/protocol/event_stream.hpp"

#include <algorithm>
#include <charconv>

namespace interlock::protocol {

bool EventStreamDecoder::take_line(std::string_view line) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (at_start_ && line.starts_with(byte_order_mark)) line.remove_prefix(byte_order_mark.size());
  at_start_ = false;
  const std::size_t colon = std::min(line.find(':'), line.size());
  std::string_view value = line.substr(std::min(colon + 1, line.size()));
  if (value.starts_with(' ')) value.remove_prefix(1);
  return take_field(line.substr(0, colon), value);
}

/// A comment is a field without a name; what isn't known is ignored.
bool EventStreamDecoder::take_field(std::string_view field, std::string_view value) {
  if (field == "data") {
    if (value.size() + 1 > limit_ - std::min(limit_, data_.size())) return false;
    if (has_data_) data_ += '\n';
    data_ += value;
    has_data_ = true;
  } else if (field == "event") {
    type_ = value;
  } else if (field == "id") {
    if (value.find('\0') == std::string_view::npos) id_ = value;
  } else if (field == "retry") {
    std::uint64_t milliseconds = 0;
    const char* const end = value.data() + value.size();
    const auto result = std::from_chars(value.data(), end, milliseconds);
    if (!value.empty() && result.ptr == end && result.ec == std::errc()) retry_ = milliseconds;
  }
  return true;
}

void EventStreamDecoder::forget_event() {
  type_.clear();
  std::string().swap(data_);
  has_data_ = false;
}

}  // namespace interlock::protocol
