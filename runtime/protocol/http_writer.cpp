#include "runtime/protocol/http_writer.hpp"

#include <array>
#include <charconv>

#include "runtime/protocol/http_text.hpp"
#include "runtime/protocol/websocket_frame.hpp"
#include "runtime/protocol/websocket_utf8.hpp"

namespace interlock::protocol {

namespace {

void append_number(std::string& out, std::size_t number, int base = 10) {
  std::array<char, 24> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number, base);
  out.append(digits.data(), end.ptr);
}

void append_header(std::string& out, const std::string_view name, std::string_view value) {
  out.append(name).append(": ");
  for (const char unit : value) {
    const auto byte = static_cast<unsigned char>(unit);
    out += (byte < 0x20 && unit != '\t') || byte == 0x7F ? ' ' : unit;
  }
  out += "\r\n";
}

void append_headers(std::string& out, const std::vector<Header>& headers) {
  for (const Header& header : headers) append_header(out, header.name, header.value);
}

std::string begin_head(const Response& response) {
  std::string out = "HTTP/1.1 ";
  append_number(out, static_cast<std::size_t>(response.status));
  out.append(" ").append(reason_phrase(response.status)).append("\r\n");
  if (!response.content_type.empty()) append_header(out, "Content-Type", response.content_type);
  append_headers(out, response.headers);
  return out;
}

}  // namespace

std::string switching_protocols(const Upgrade& upgrade) {
  std::string out = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n";
  append_header(out, "Sec-WebSocket-Accept", accept_key(upgrade.key));
  if (!upgrade.subprotocol.empty()) append_header(out, "Sec-WebSocket-Protocol", upgrade.subprotocol);
  append_headers(out, upgrade.headers);
  out += "\r\n";
  return out;
}

std::string response(const Response& response) {
  std::string out = begin_head(response);
  const bool never_has_a_body = response.status == 204 || response.status == 304;
  if (!never_has_a_body) {
    out += "Content-Length: ";
    append_number(out, response.body.size());
    out += "\r\n";
  }
  if (!response.keep_alive) out += "Connection: close\r\n";
  out += "\r\n";
  if (!never_has_a_body && !response.without_body) out += response.body;
  return out;
}

std::string chunked_head(const Response& response) {
  std::string out = begin_head(response) + "Transfer-Encoding: chunked\r\n";
  if (!response.keep_alive) out += "Connection: close\r\n";
  return out + "\r\n";
}

std::string until_close_head(const Response& response) { return begin_head(response) + "Connection: close\r\n\r\n"; }

void append_chunk(std::string& out, std::string_view data) {
  if (data.empty()) return;
  append_number(out, data.size(), 16);
  out.append("\r\n").append(data).append("\r\n");
}

std::string_view reason_phrase(int status) {
  switch (status) {
    case 101: return "Switching Protocols";
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 406: return "Not Acceptable";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 410: return "Gone";
    case 411: return "Length Required";
    case 413: return "Content Too Large";
    case 415: return "Unsupported Media Type";
    case 422: return "Unprocessable Content";
    case 426: return "Upgrade Required";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 502: return "Bad Gateway";
    case 503: return "Service Unavailable";
    case 504: return "Gateway Timeout";
    case 505: return "HTTP Version Not Supported";
    default: return "Unknown";
  }
}

std::string problem_json(const Problem& problem) {
  std::string out = R"({"type":"about:blank","title":)";
  append_json_string(out, reason_phrase(problem.status));
  out += R"(,"status":)";
  append_number(out, static_cast<std::size_t>(problem.status));
  out += R"(,"code":)";
  append_json_string(out, problem.code);
  out += R"(,"detail":)";
  append_json_string(out, problem.message);
  if (!problem.members.empty()) out.append(",").append(problem.members);
  out += "}";
  return out;
}

std::string error_response(const HttpError& error, bool keep_alive) {
  const std::string body = problem_json({.status = error.status, .code = error.code, .message = error.message});
  return response({.status = error.status,
                   .content_type = problem_content_type,
                   .body = body,
                   .headers = error.headers,
                   .keep_alive = keep_alive});
}

namespace {

void append_escaped(std::string& out, char unit) {
  constexpr std::string_view digits = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(unit);
  switch (unit) {
    case '"': out += R"(\")"; return;
    case '\\': out += R"(\\)"; return;
    case '\n': out += R"(\n)"; return;
    case '\r': out += R"(\r)"; return;
    case '\t': out += R"(\t)"; return;
    default: break;
  }
  if (byte >= 0x20) {
    out += unit;
  } else {
    out.append(R"(\u00)").append(1, digits[byte >> 4]).append(1, digits[byte & 0xFU]);
  }
}

/// The size of the valid character at the beginning of `text`, or 0.
std::size_t leading_character(std::string_view text) {
  for (std::size_t size = 1; size <= std::min<std::size_t>(4, text.size()); ++size) {
    if (is_utf8(text.substr(0, size))) return size;
  }
  return 0;
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  if (is_utf8(text)) {
    for (const char unit : text) append_escaped(out, unit);
  } else {
    while (!text.empty()) {
      const std::size_t size = leading_character(text);
      if (size == 0) out += "\xEF\xBF\xBD";
      for (const char unit : text.substr(0, size)) append_escaped(out, unit);
      text.remove_prefix(std::max<std::size_t>(size, 1));
    }
  }
  out += '"';
}

}  // namespace interlock::protocol
