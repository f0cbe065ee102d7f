#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/protocol/close_code.hpp"

/// Writing WebSocket frames (RFC 6455 section 5). Bytes are appended to a string that the caller owns.
namespace interlock::protocol {

enum class Opcode : std::uint8_t { continuation = 0, text = 1, binary = 2, close = 8, ping = 9, pong = 10 };

constexpr bool is_control(Opcode opcode) { return static_cast<std::uint8_t>(opcode) >= 8; }

using MaskKey = std::array<std::byte, 4>;

/// Two bytes, the longest length and a mask key.
inline constexpr std::size_t longest_frame_header = 2 + 8 + 4;
inline constexpr std::size_t control_payload_limit = 125;

/// Writes the header of an unmasked, unfragmented frame, as a server sends it, and returns its size.
/// `out` has room for `longest_frame_header` bytes.
std::size_t write_header(std::byte* out, Opcode opcode, std::size_t payload_size);

struct FrameOptions {
  bool final = true;
  /// Clients mask; servers never do.
  std::optional<MaskKey> mask = {};
};

/// A control frame must be final and carry at most `control_payload_limit` bytes; anything else aborts.
void append_frame(std::string& out, Opcode opcode, std::string_view payload, FrameOptions options = {});

/// Our close frame. A reason that is too long is cut.
void append_close(std::string& out, CloseCode code, std::string_view reason);

/// The answer to a peer's close frame: its code again, except that its 1011 is answered with 1000, since we never send
/// that code ourselves.
void append_close_echo(std::string& out, std::optional<PeerCloseCode> code, FrameOptions options = {});

/// The payload of a close frame with any code, for a client's end.
std::string close_payload(PeerCloseCode code, std::string_view reason);

/// `Sec-WebSocket-Accept` for a `Sec-WebSocket-Key` (RFC 6455 section 4.2.2).
std::string accept_key(std::string_view key);

}  // namespace interlock::protocol
