#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

/// The server's half of HTTP/1.1, as far as requests are read. Does no I/O; everything here is a value.
namespace interlock::protocol {

struct Header {
  std::string name;
  std::string value;

  friend bool operator==(const Header&, const Header&) = default;
};

/// A refusal, ready to be written as a response. `code` is the same word as in a WebSocket error.
struct HttpError {
  int status = 400;
  std::string code = "malformed_request";
  std::string message = {};
  std::vector<Header> headers = {};

  friend bool operator==(const HttpError&, const HttpError&) = default;
};

/// Collects the head of a request, up to and including the empty line. At rest it owns no buffer.
class HeadCollector {
 public:
  static constexpr std::size_t default_limit = 16 * 1024;

  enum class Progress : std::uint8_t { need_more, whole, too_large };

  struct Result {
    Progress progress;
    /// How many of the bytes just given belong to the head; the rest belong to whatever follows.
    std::size_t consumed;
    /// If whole: the head. Borrowed from the given bytes or from the collector, until its next change.
    std::string_view head;
  };

  explicit HeadCollector(std::size_t limit = default_limit) : limit_(limit) {}

  /// One empty line before the head is skipped (RFC 9112 section 2.2). After `whole` the next call begins another head.
  Result receive_data(std::span<const std::byte> bytes);

  /// Forgets what was collected.
  void reset();

  friend bool operator==(const HeadCollector&, const HeadCollector&) = default;
  friend std::size_t hash_value(const HeadCollector& collector);

 private:
  std::string collected_;
  std::size_t limit_;
  bool whole_ = false;
};

/// A request without its body.
struct Request {
  enum class Version : std::uint8_t { http_1_0, http_1_1 };

  std::string method;
  std::string path;   // begins with '/', still percent-encoded
  std::string query;  // without the '?'
  Version version = Version::http_1_1;
  std::vector<Header> headers;  // in order, names as received
  std::vector<std::string> protocols;  // Sec-WebSocket-Protocol, in the client's order
  std::optional<std::uint64_t> content_length;
  bool chunked = false;
  bool keep_alive = true;
  /// It asks for a WebSocket: `Upgrade` lists websocket. Whether it does so properly says `check_upgrade`.
  bool is_upgrade = false;

  /// The first header of that name in any case, or an empty view.
  std::string_view header(std::string_view name) const;
  bool has_header(std::string_view name) const;
  /// Is `token` an element of the comma-separated list in any header of that name? Case doesn't matter.
  bool lists(std::string_view name, std::string_view token) const;

  std::string_view host() const { return header("Host"); }
  std::string_view origin() const { return header("Origin"); }
  std::string_view authorization() const { return header("Authorization"); }
  std::string_view accept() const { return header("Accept"); }
  std::string_view prefer() const { return header("Prefer"); }
  std::string_view user_agent() const { return header("User-Agent"); }
  std::string_view last_event_id() const { return header("Last-Event-ID"); }
  std::string_view traceparent() const { return header("traceparent"); }
  std::string_view idempotency_key() const { return header("Idempotency-Key"); }
  std::string_view content_type() const { return header("Content-Type"); }
  std::string_view websocket_key() const { return header("Sec-WebSocket-Key"); }
  bool has_body() const { return chunked || content_length.value_or(0) > 0; }
  /// The decoded value of the first query parameter of that name.
  std::optional<std::string> parameter(std::string_view name) const;

  friend bool operator==(const Request&, const Request&) = default;
};

inline constexpr std::size_t header_count_limit = 100;

/// Parses a whole head. Stricter than the RFCs oblige where laxness has been an attack: no folded lines, exactly one Host
/// (an HTTP/1.0 request may have none), no second copy of a header that decides anything, no bare CR, LF or NUL, no
/// Transfer-Encoding but `chunked`, nor one beside Content-Length; the target is a path.
tl::expected<Request, HttpError> parse_request(std::string_view head);

/// May this request become a WebSocket (RFC 6455 section 4.2.1)? It must have no body and no Transfer-Encoding.
tl::expected<void, HttpError> check_upgrade(const Request& request);

/// How many bytes of body follow the head: at most `limit`, else 413; a chunked body is refused with 411.
tl::expected<std::size_t, HttpError> body_size(const Request& request, std::size_t limit);

/// `interlock.v1.json` if the client offers it, else nothing.
std::string_view chosen_subprotocol(const Request& request);

/// Undoes percent-encoding; nothing if it is malformed.
std::optional<std::string> percent_decoded(std::string_view text);

}  // namespace interlock::protocol
