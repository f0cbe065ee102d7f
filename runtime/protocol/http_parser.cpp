// The one file that parses requests with Beast, whose headers are slow to compile.
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>

#include "runtime/protocol/http_request.hpp"
#include "runtime/protocol/http_text.hpp"

namespace interlock::protocol {

namespace {

namespace http = boost::beast::http;

/// Headers that decide something: two of them are two readings of one request.
constexpr std::array single_headers = {
    "Host",          "Origin",          "Authorization",     "Content-Length",        "Content-Type",
    "Last-Event-ID", "Idempotency-Key", "Sec-WebSocket-Key", "Sec-WebSocket-Version", "Transfer-Encoding",
};

tl::unexpected<HttpError> bad_request(std::string message) {
  return tl::unexpected(HttpError{.status = 400, .code = "malformed_request", .message = std::move(message)});
}

tl::unexpected<HttpError> headers_too_large(std::string message) {
  return tl::unexpected(HttpError{.status = 431, .code = "head_too_large", .message = std::move(message)});
}

/// Why the lines of the head are no lines that we read, or nothing.
const char* fault_in_lines(std::string_view head) {
  for (std::size_t i = 0; i < head.size(); ++i) {
    const char unit = head[i];
    if (unit == '\0') return "The head contains a NUL.";
    if (unit == '\n') return "A line ends with LF alone.";
    if (unit != '\r') continue;
    if (++i == head.size() || head[i] != '\n') return "A line contains CR alone.";
    if (i + 1 < head.size() && (head[i + 1] == ' ' || head[i + 1] == '\t')) return "A header is folded.";
  }
  return nullptr;
}

std::size_t count(const Request& request, std::string_view name) {
  const auto named = [&](const Header& header) { return equal_in_any_case(header.name, name); };
  return static_cast<std::size_t>(std::count_if(request.headers.begin(), request.headers.end(), named));
}

bool is_host(std::string_view value) {
  return std::all_of(value.begin(), value.end(), [](char unit) {
    return is_alphanumeric(unit) || std::string_view("-._~:[]%!$&'()*+;=").find(unit) != std::string_view::npos;
  });
}

/// Does the request line end with a version that is well-formed, yet not ours?
bool names_another_version(std::string_view head) {
  const std::string_view line = head.substr(0, head.find('\r'));
  if (line.size() < 8) return false;
  const std::string_view version = line.substr(line.size() - 8);
  const auto digit = [&](std::size_t place) { return version[place] >= '0' && version[place] <= '9'; };
  const bool well_formed = version.starts_with("HTTP/") && digit(5) && version[6] == '.' && digit(7);
  return well_formed && version != "HTTP/1.0" && version != "HTTP/1.1";
}

bool is_number(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char unit) { return unit >= '0' && unit <= '9'; });
}

/// The checks that Beast leaves out.
tl::expected<Request, HttpError> checked(Request request) {
  for (const char* name : single_headers) {
    if (count(request, name) > 1) return bad_request(std::string(name) + " stands more than once.");
  }
  const bool old = request.version == Request::Version::http_1_0;
  if (count(request, "Host") == 0 && !old) return bad_request("Host is missing.");
  if (!is_host(request.host())) return bad_request("Host is malformed.");
  if (request.content_length && !is_number(request.header("Content-Length"))) {
    return bad_request("Content-Length is malformed.");
  }
  if (request.has_header("Transfer-Encoding")) {
    if (!equal_in_any_case(request.header("Transfer-Encoding"), "chunked")) {
      return tl::unexpected(HttpError{
          .status = 501, .code = "not_implemented", .message = "The only Transfer-Encoding known is chunked."});
    }
    if (old) return bad_request("HTTP/1.0 has no Transfer-Encoding.");
    if (request.content_length) return bad_request("Content-Length stands beside Transfer-Encoding.");
  }
  for (const Header& header : request.headers) {
    if (!equal_in_any_case(header.name, "Sec-WebSocket-Protocol")) continue;
    for_each_part(header.value, ',', [&](std::string_view part) { request.protocols.emplace_back(part); });
  }
  request.is_upgrade = request.lists("Upgrade", "websocket");
  return request;
}

}  // namespace

tl::expected<Request, HttpError> parse_request(std::string_view head) {
  if (head.size() > HeadCollector::default_limit) return headers_too_large("The head is too large.");
  if (const char* fault = fault_in_lines(head)) return bad_request(fault);

  http::request_parser<http::empty_body> parser;
  parser.header_limit(HeadCollector::default_limit + 1);
  parser.body_limit(boost::none);  // the body is not parsed here
  boost::beast::error_code error;
  const std::size_t parsed = parser.put(boost::asio::buffer(head.data(), head.size()), error);
  if (error == http::error::bad_version && names_another_version(head)) {
    return tl::unexpected(HttpError{
        .status = 505, .code = "unsupported_version", .message = "Only HTTP/1.1 is spoken here."});
  }
  if (error) return bad_request("The request is malformed: " + error.message() + ".");
  if (!parser.is_header_done() || parsed != head.size()) return bad_request("The head is not whole.");

  const auto& message = parser.get();
  Request request;
  request.method = std::string_view(message.method_string());
  request.version = message.version() == 10 ? Request::Version::http_1_0 : Request::Version::http_1_1;
  request.keep_alive = parser.keep_alive();
  request.chunked = parser.chunked();
  if (const auto length = parser.content_length()) request.content_length = *length;
  for (const auto& field : message) {
    if (request.headers.size() == header_count_limit) return headers_too_large("The request has too many headers.");
    request.headers.push_back({std::string(field.name_string()), std::string(field.value())});
  }
  const std::string_view target(message.target());
  if (!target.starts_with('/')) return bad_request("The target must be a path.");
  if (target.find('#') != std::string_view::npos) return bad_request("The target has a fragment.");
  const std::size_t question = std::min(target.find('?'), target.size());
  request.path = target.substr(0, question);
  request.query = target.substr(std::min(question + 1, target.size()));
  return checked(std::move(request));
}

}  // namespace interlock::protocol
