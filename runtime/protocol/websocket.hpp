#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <tl/expected.hpp>

#include "runtime/protocol/close_code.hpp"
#include "runtime/protocol/websocket_frame.hpp"

namespace interlock::protocol {

/// How the peer broke RFC 6455 or our limits, and the code to close with.
struct ProtocolViolation {
  CloseCode code;
  const char* what;  // a literal

  friend bool operator==(const ProtocolViolation& left, const ProtocolViolation& right) {
    return left.code == right.code && std::string_view(left.what) == right.what;
  }
};

/// Turns the bytes that one end of a WebSocket receives into messages, whatever the cuts between reads. Does no I/O.
/// A value: copies continue alike. It owns only what is unfinished, at most one message and one control frame, and
/// between messages nothing. One thread at a time.
class FrameDecoder {
 public:
  /// Whose end this is: a server takes only masked frames, a client only unmasked ones (section 5.1).
  enum class End : std::uint8_t { server, client };

  struct Limits {
    /// Bytes of a message, however many frames carry it. Beyond: 1009, as soon as a header announces it.
    std::size_t message = 64 * 1024;
    /// Frames of a message, so that empty ones cannot go on for ever. Beyond: 1008.
    std::size_t fragments = 1024;

    friend bool operator==(const Limits&, const Limits&) = default;
  };

  FrameDecoder() : FrameDecoder(Limits{}) {}
  explicit FrameDecoder(Limits limits, End end = End::server) : limits_(limits), end_(end) {}

  /// Unmasks within `bytes` and calls, for each message or control frame that is now whole, one of
  ///   sink.on_text(std::string_view)     valid UTF-8
  ///   sink.on_binary(std::string_view)
  ///   sink.on_ping(std::string_view)     to be answered with a pong of the same payload
  ///   sink.on_pong(std::string_view)
  ///   sink.on_close(std::optional<PeerCloseCode>, std::string_view reason)
  /// A view is borrowed for the call; that of an unfragmented frame which lies whole in `bytes` points there. The sink may
  /// call `stop` but must neither destroy nor feed the decoder. After a violation, a close frame or `stop`, whatever
  /// comes is ignored.
  template <class Sink>
  tl::expected<void, ProtocolViolation> receive_data(std::span<std::byte> bytes, Sink&& sink) {
    std::string assembled;  // owns what an event views, if it doesn't lie in `bytes`
    while (!bytes.empty() && !stopped_) {
      const Event event = advance(bytes, assembled);
      switch (event.kind) {
        case Event::Kind::none: break;
        case Event::Kind::text: sink.on_text(event.payload); break;
        case Event::Kind::binary: sink.on_binary(event.payload); break;
        case Event::Kind::ping: sink.on_ping(event.payload); break;
        case Event::Kind::pong: sink.on_pong(event.payload); break;
        case Event::Kind::close: sink.on_close(event.code, event.payload); break;
        case Event::Kind::violation: return tl::unexpected(event.violation);
      }
    }
    return {};
  }

  /// Ignores everything from here on.
  void stop();
  bool stopped() const { return stopped_; }

  /// Is it between messages, with nothing unfinished and no buffer?
  bool at_rest() const;

  /// Equal decoders answer all future bytes alike.
  friend bool operator==(const FrameDecoder&, const FrameDecoder&) = default;
  /// Equal for equal decoders; the same in every run of one program.
  friend std::size_t hash_value(const FrameDecoder& decoder);

 private:
  enum class Message : std::uint8_t { none, text, binary };

  struct Event {
    enum class Kind : std::uint8_t { none, text, binary, ping, pong, close, violation };
    Kind kind = Kind::none;
    std::optional<PeerCloseCode> code = {};
    std::string_view payload = {};
    ProtocolViolation violation{CloseCode::protocol_error, ""};
  };

  struct Header;

  Event advance(std::span<std::byte>& bytes, std::string& assembled);
  Header read_header(std::span<const std::byte> bytes) const;
  const char* fault_in_order(Opcode opcode, bool final) const;
  Event begin_frame(const Header& header, std::span<std::byte>& bytes, std::string& assembled);
  Event continue_frame(std::span<std::byte>& bytes, std::string& assembled);
  Event continue_control(std::span<std::byte> piece, std::string& assembled);
  Event continue_message(std::span<std::byte> piece, std::string& assembled);
  Event control_event(Opcode opcode, std::string_view payload);
  Event violated(CloseCode code, const char* what);
  bool unmask_piece(std::span<std::byte> piece);

  // `partial_` holds an unfinished header, which fits into a string without an allocation, or, within a frame, an unfinished
  // control payload. `message_` holds the unmasked beginning of a message; `checked_` bytes of it are valid UTF-8.
  Limits limits_;
  std::string partial_;
  std::string message_;
  std::size_t checked_ = 0;
  std::size_t fragments_ = 0;
  std::size_t remaining_ = 0;  // of the payload of the frame that we are in
  MaskKey key_{};              // for the next byte of that payload
  Opcode opcode_ = Opcode::continuation;
  Message kind_ = Message::none;
  End end_ = End::server;
  bool in_frame_ = false;
  bool final_ = false;
  bool stopped_ = false;
};

}  // namespace interlock::protocol
