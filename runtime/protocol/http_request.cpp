#include "runtime/protocol/http_request.hpp"

#include <functional>

#include "runtime/protocol/http_text.hpp"

namespace interlock::protocol {

namespace {

constexpr std::string_view subprotocol = "interlock.v1.json";
constexpr std::string_view line_end = "\r\n";
constexpr std::string_view head_end = "\r\n\r\n";

std::size_t begin_of_head(std::string_view text) { return text.starts_with(line_end) ? line_end.size() : 0; }

/// RFC 6455 section 4.1: sixteen bytes in base64, so 22 digits and two signs of padding.
bool is_websocket_key(std::string_view key) {
  const auto digit = [](char unit) { return is_alphanumeric(unit) || unit == '+' || unit == '/'; };
  return key.size() == 24 && key.ends_with("==") && std::all_of(key.begin(), key.begin() + 22, digit);
}

tl::unexpected<HttpError> refused(HttpError error) { return tl::unexpected(std::move(error)); }

std::optional<std::string> form_decoded(std::string_view text) {
  std::string spaced(text);
  std::replace(spaced.begin(), spaced.end(), '+', ' ');
  return percent_decoded(spaced);
}

}  // namespace

HeadCollector::Result HeadCollector::receive_data(std::span<const std::byte> bytes) {
  if (whole_) reset();
  const std::string_view given(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  const std::size_t before = collected_.size();
  std::string_view text = given;
  if (before > 0) {
    // One byte more than the limit is enough to see that it is exceeded.
    collected_ += given.substr(0, std::min(given.size(), limit_ + 1 - before));
    text = collected_;
  }
  const std::size_t begin = begin_of_head(text);
  const std::size_t seen = before > head_end.size() ? before - (head_end.size() - 1) : 0;
  const std::size_t found = text.find(head_end, std::max(begin, seen));
  const std::size_t end = found == std::string_view::npos ? text.size() : found + head_end.size();
  if (end > limit_) {
    reset();
    return {Progress::too_large, 0, {}};
  }
  if (found == std::string_view::npos) {
    if (before == 0) collected_ = given;
    return {Progress::need_more, given.size(), {}};
  }
  whole_ = before > 0;
  return {Progress::whole, end - before, text.substr(begin, end - begin)};
}

void HeadCollector::reset() {
  std::string().swap(collected_);
  whole_ = false;
}

std::size_t hash_value(const HeadCollector& collector) {
  return std::hash<std::string>()(collector.collected_) * 2 + (collector.whole_ ? 1 : 0);
}

std::string_view Request::header(std::string_view name) const {
  for (const Header& header : headers) {
    if (equal_in_any_case(header.name, name)) return header.value;
  }
  return {};
}

bool Request::has_header(std::string_view name) const {
  const auto named = [&](const Header& header) { return equal_in_any_case(header.name, name); };
  return std::any_of(headers.begin(), headers.end(), named);
}

bool Request::lists(std::string_view name, std::string_view token) const {
  bool found = false;
  for (const Header& header : headers) {
    if (!equal_in_any_case(header.name, name)) continue;
    for_each_part(header.value, ',', [&](std::string_view part) { found = found || equal_in_any_case(part, token); });
  }
  return found;
}

std::optional<std::string> Request::parameter(std::string_view name) const {
  std::optional<std::string> value;
  for_each_part(query, '&', [&](std::string_view pair) {
    const std::size_t equals = std::min(pair.find('='), pair.size());
    if (value || form_decoded(pair.substr(0, equals)) != name) return;
    value = form_decoded(pair.substr(std::min(equals + 1, pair.size())));
  });
  return value;
}

tl::expected<void, HttpError> check_upgrade(const Request& request) {
  if (request.method != "GET") {
    return refused({.status = 405,
                    .code = "method_not_allowed",
                    .message = "A WebSocket begins with GET.",
                    .headers = {{"Allow", "GET"}}});
  }
  if (request.version != Request::Version::http_1_1) return refused({.message = "A WebSocket needs HTTP/1.1."});
  if (!request.is_upgrade) {
    return refused({.status = 426,
                    .code = "not_a_websocket_request",
                    .message = "Here is a WebSocket; the request must ask for an upgrade to it.",
                    .headers = {{"Upgrade", "websocket"}, {"Connection", "Upgrade"}}});
  }
  if (!request.lists("Connection", "upgrade")) return refused({.message = "Connection must list upgrade."});
  if (request.has_body() || request.has_header("Transfer-Encoding")) {
    return refused({.message = "An upgrade has no body."});
  }
  if (request.header("Sec-WebSocket-Version") != "13") {
    return refused({.status = 426,
                    .code = "unsupported_version",
                    .message = "The WebSocket version must be 13.",
                    .headers = {{"Sec-WebSocket-Version", "13"}, {"Upgrade", "websocket"}, {"Connection", "Upgrade"}}});
  }
  if (!is_websocket_key(request.websocket_key())) {
    return refused({.message = "Sec-WebSocket-Key must be sixteen bytes in base64."});
  }
  return {};
}

tl::expected<std::size_t, HttpError> body_size(const Request& request, std::size_t limit) {
  if (request.chunked) {
    return refused({.status = 411, .code = "length_required", .message = "The body needs a Content-Length."});
  }
  const std::uint64_t size = request.content_length.value_or(0);
  if (size > limit) return refused({.status = 413, .code = "content_too_large", .message = "The body is too large."});
  return static_cast<std::size_t>(size);
}

std::string_view chosen_subprotocol(const Request& request) {
  const auto& offered = request.protocols;
  return std::find(offered.begin(), offered.end(), subprotocol) == offered.end() ? std::string_view() : subprotocol;
}

std::optional<std::string> percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i];
      continue;
    }
    if (text.size() - i < 3) return std::nullopt;
    const auto high = hexadecimal_digit(text[i + 1]);
    const auto low = hexadecimal_digit(text[i + 2]);
    if (!high || !low) return std::nullopt;
    decoded += static_cast<char>(*high << 4 | *low);
    i += 2;
  }
  return decoded;
}

}  // namespace interlock::protocol
