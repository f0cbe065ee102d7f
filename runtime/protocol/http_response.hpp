#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

/// The client's half of HTTP/1.1: reads the response to one request, whatever the cuts between reads. Does no I/O.
namespace interlock::protocol {

/// Borrowed for the call that hands it over.
struct ResponseHead {
  int status;
  std::string_view content_type;
  std::string_view retry_after;
  bool keep_alive;
};

/// Told in the order: head, body pieces, end. Interim responses (100, 103) are skipped.
class ResponseListener {
 public:
  virtual void on_head(const ResponseHead& head) = 0;
  /// A piece of the body without its transfer coding, of any size but 0; the view is borrowed for the call.
  virtual void on_body(std::string_view piece) = 0;
  virtual void on_end() = 0;

 protected:
  ~ResponseListener() = default;
};

struct ResponseFault {
  std::string what;
};

/// Heads are bounded by 16 KiB. The body isn't: it is passed on and never kept. Not copyable. The listener must neither
/// destroy nor feed the decoder.
class ResponseDecoder {
 public:
  ResponseDecoder();
  ~ResponseDecoder();
  ResponseDecoder(ResponseDecoder&&) noexcept;
  ResponseDecoder& operator=(ResponseDecoder&&) noexcept;

  /// Bytes after the end of the response are ignored; a connection that has brought such cannot serve again.
  tl::expected<void, ResponseFault> receive_data(std::span<const std::byte> bytes, ResponseListener& listener);
  /// The peer has sent its last byte. A fault, unless the response had ended or this is what ends it.
  tl::expected<void, ResponseFault> receive_end(ResponseListener& listener);

  bool ended() const;
  /// Has the response ended such that the connection can serve another request?
  bool can_be_reused() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace interlock::protocol
