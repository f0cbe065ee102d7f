#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "runtime/protocol/http_request.hpp"

/// Writing HTTP/1.1 responses. What is no byte of a header value is written as a space, so nobody can inject a line.
namespace interlock::protocol {

struct Upgrade {
  std::string_view key;               // Sec-WebSocket-Key of the request
  std::string_view subprotocol = {};  // none if empty
  std::vector<Header> headers = {};
};

/// The 101 response that makes the connection a WebSocket.
std::string switching_protocols(const Upgrade& upgrade);

struct Response {
  int status = 200;
  std::string_view content_type = {};
  std::string_view body = {};
  std::vector<Header> headers = {};
  bool keep_alive = true;
  /// For HEAD: the same head, no body.
  bool without_body = false;
};

/// A whole response. 204 and 304 have neither a body nor a length.
std::string response(const Response& response);

/// The head of a response whose body is streamed in chunks, to a client that speaks HTTP/1.1.
std::string chunked_head(const Response& response);
/// The head of a response whose body ends when the connection does, to any client.
std::string until_close_head(const Response& response);
/// An empty chunk would end the body, so nothing is written for it.
void append_chunk(std::string& out, std::string_view data);
inline constexpr std::string_view last_chunk = "0\r\n\r\n";

std::string_view reason_phrase(int status);

struct Problem {
  int status;
  std::string_view code;
  std::string_view message;
  /// More members, as JSON without the braces: `"retry_after_ms":2000`.
  std::string_view members = {};
};

/// RFC 9457, as `application/problem+json`.
std::string problem_json(const Problem& problem);
inline constexpr std::string_view problem_content_type = "application/problem+json";

/// The whole response to a refused request.
std::string error_response(const HttpError& error, bool keep_alive = false);

/// Appends `text` as a JSON string in quotes. Bytes that are not UTF-8 become U+FFFD.
void append_json_string(std::string& out, std::string_view text);

}  // namespace interlock::protocol
