#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/protocol/websocket.hpp"

namespace interlock::protocol {

/// A sink that writes down what it hears, one line each: `text hello`, `close 1000 bye`.
struct RecordedFrames {
  std::vector<std::string> lines;

  void on_text(std::string_view payload) { note("text ", payload); }
  void on_binary(std::string_view payload) { note("binary ", payload); }
  void on_ping(std::string_view payload) { note("ping ", payload); }
  void on_pong(std::string_view payload) { note("pong ", payload); }
  void on_close(std::optional<PeerCloseCode> code, std::string_view reason) {
    note(code ? "close " + std::to_string(code->value) + " " : "close ", reason);
  }

  void note(std::string_view what, std::string_view payload) { lines.emplace_back(what).append(payload); }
};

constexpr MaskKey test_key{std::byte{0x37}, std::byte{0xFA}, std::byte{0x21}, std::byte{0x3D}};
constexpr FrameOptions masked{.mask = test_key};
constexpr FrameOptions masked_fragment{.final = false, .mask = test_key};

inline std::string frame(Opcode opcode, std::string_view payload, FrameOptions options = masked) {
  std::string bytes;
  append_frame(bytes, opcode, payload, options);
  return bytes;
}

/// A copy to decode in, since decoding writes.
inline tl::expected<void, ProtocolViolation> feed(FrameDecoder& decoder, std::string bytes, RecordedFrames& frames) {
  return decoder.receive_data(std::as_writable_bytes(std::span(bytes)), frames);
}

/// What became of some bytes: the events, and after them the violation, if any.
inline std::vector<std::string> decoded(FrameDecoder decoder, const std::vector<std::string>& pieces) {
  RecordedFrames frames;
  for (const std::string& piece : pieces) {
    if (const auto result = feed(decoder, piece, frames); !result) {
      frames.note("violation ", std::to_string(result.error().code.number()));
    }
  }
  return frames.lines;
}

}  // namespace interlock::protocol
