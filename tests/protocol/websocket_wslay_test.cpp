#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>
#include <wslay/wslay.h>

#include <algorithm>
#include <cstring>

#include "tests/protocol/recorded_frames.hpp"

namespace interlock::protocol {
namespace {

using Lines = std::vector<std::string>;

/// wslay at a server's end, fed with some bytes.
class Wslay {
 public:
  explicit Wslay(std::string bytes) : bytes_(std::move(bytes)) {
    const wslay_event_callbacks callbacks{receive, nullptr, nullptr, nullptr, nullptr, nullptr, on_message};
    wslay_event_context_server_init(&context_, &callbacks, this);
    wslay_event_config_set_max_recv_msg_length(context_, 64 * 1024);
  }
  ~Wslay() { wslay_event_context_free(context_); }
  Wslay(const Wslay&) = delete;
  Wslay& operator=(const Wslay&) = delete;

  Lines decode() {
    wslay_event_recv(context_);
    return heard_.lines;
  }

 private:
  static ssize_t receive(wslay_event_context_ptr context, uint8_t* buffer, size_t room, int, void* self) {
    auto& [bytes, used] = static_cast<Wslay*>(self)->source();
    const std::size_t size = std::min(room, bytes.size() - used);
    if (size == 0) {
      wslay_event_set_error(context, WSLAY_ERR_WOULDBLOCK);
      return -1;
    }
    std::memcpy(buffer, bytes.data() + used, size);
    used += size;
    return static_cast<ssize_t>(size);
  }

  static void on_message(wslay_event_context_ptr, const wslay_event_on_msg_recv_arg* message, void* self) {
    RecordedFrames& heard = static_cast<Wslay*>(self)->heard_;
    std::string_view payload(reinterpret_cast<const char*>(message->msg), message->msg_length);
    switch (static_cast<Opcode>(message->opcode)) {
      case Opcode::text: return heard.on_text(payload);
      case Opcode::binary: return heard.on_binary(payload);
      case Opcode::ping: return heard.on_ping(payload);
      case Opcode::pong: return heard.on_pong(payload);
      case Opcode::close: {
        if (payload.empty()) return heard.on_close(std::nullopt, "");
        return heard.on_close(PeerCloseCode{message->status_code}, payload.substr(2));
      }
      case Opcode::continuation: heard.note("impossible", ""); return;
    }
  }

  struct Source {
    std::string& bytes;
    std::size_t& used;
  };
  Source source_{bytes_, used_};
  Source& source() { return source_; }

  std::string bytes_;
  std::size_t used_ = 0;
  wslay_event_context_ptr context_ = nullptr;
  RecordedFrames heard_;
};

MaskKey any_key() {
  MaskKey key;
  for (std::byte& part : key) part = static_cast<std::byte>(*rc::gen::arbitrary<std::uint8_t>());
  return key;
}

std::string any_text() {
  const auto parts = *rc::gen::container<std::vector<std::string>>(
      rc::gen::element<std::string>("a", "\xC3\xBC", "\xE2\x82\xAC", "\xF0\x9F\x98\x80", "plain words ", std::string(130, 'x'), "\xED\x9F\xBF"));
  std::string text;
  for (const std::string& part : parts) text += part;
  return text;
}

/// Frames, each as bytes of its own; the payload of a message is cut into fragments anywhere, with pings between them.
Lines any_frames() {
  Lines frames;
  const int messages = *rc::gen::inRange(1, 6);
  for (int i = 0; i < messages; ++i) {
    const bool text = *rc::gen::arbitrary<bool>();
    std::string payload = text ? any_text() : *rc::gen::arbitrary<std::string>();
    Opcode opcode = text ? Opcode::text : Opcode::binary;
    for (int fragments = *rc::gen::inRange(1, 5); fragments > 0; --fragments) {
      const bool final = fragments == 1;
      const std::size_t size = final ? payload.size() : *rc::gen::inRange<std::size_t>(0, payload.size() + 1);
      frames.push_back(frame(opcode, payload.substr(0, size), {.final = final, .mask = any_key()}));
      payload.erase(0, size);
      opcode = Opcode::continuation;
      if (*rc::gen::inRange(0, 3) == 0) {
        frames.push_back(frame(*rc::gen::element(Opcode::ping, Opcode::pong), "between", {.mask = any_key()}));
      }
    }
  }
  if (*rc::gen::arbitrary<bool>()) {
    frames.push_back(frame(Opcode::close, close_payload({*rc::gen::inRange<std::uint16_t>(990, 1012)}, "bye"), {.mask = any_key()}));
  }
  return frames;
}

std::string joined(const Lines& parts) {
  std::string whole;
  for (const std::string& part : parts) whole += part;
  return whole;
}

Lines any_cuts(std::string_view bytes) {
  Lines pieces;
  while (!bytes.empty()) {
    const std::size_t size = std::min<std::size_t>(bytes.size(), *rc::gen::inRange<std::size_t>(1, 200));
    pieces.emplace_back(bytes.substr(0, size));
    bytes.remove_prefix(size);
  }
  return pieces;
}

Lines without_violation(Lines lines) {
  if (!lines.empty() && lines.back().starts_with("violation")) lines.pop_back();
  return lines;
}

RC_GTEST_PROP(FrameDecoderAndWslay, TheyHearTheSameInAnyFramesWithAnyCuts, ()) {
  const std::string bytes = joined(any_frames());
  RC_ASSERT(without_violation(decoded(FrameDecoder(), any_cuts(bytes))) == Wslay(bytes).decode());
}

RC_GTEST_PROP(FrameDecoderAndWslay, TheyHearTheSameUpToADamagedFirstByte, ()) {
  Lines frames = any_frames();
  const auto place = *rc::gen::inRange<std::size_t>(0, frames.size());
  frames[place][0] = static_cast<char>(*rc::gen::arbitrary<std::uint8_t>());
  const std::string bytes = joined(frames);
  RC_ASSERT(without_violation(decoded(FrameDecoder(), any_cuts(bytes))) == Wslay(bytes).decode());
}

RC_GTEST_PROP(FrameDecoderAndWslay, TheyHearTheSameUpToADamagedPayload, ()) {
  Lines frames = any_frames();
  const auto place = *rc::gen::inRange<std::size_t>(0, frames.size());
  frames[place].back() = static_cast<char>(*rc::gen::arbitrary<std::uint8_t>());
  RC_PRE(frames[place].size() > 6);  // else the last byte belongs to the header
  const std::string bytes = joined(frames);
  RC_ASSERT(without_violation(decoded(FrameDecoder(), any_cuts(bytes))) == Wslay(bytes).decode());
}

RC_GTEST_PROP(FrameDecoder, ACopyMadeAnywhereContinuesEqually, ()) {
  const std::string bytes = joined(any_frames());
  const auto cut = *rc::gen::inRange<std::size_t>(0, bytes.size());
  FrameDecoder original;
  RecordedFrames before;
  const bool fine = feed(original, bytes.substr(0, cut), before).has_value();
  RC_PRE(fine);
  const FrameDecoder copy = original;
  const Lines rest = any_cuts(std::string_view(bytes).substr(cut));
  RC_ASSERT(copy == original && hash_value(copy) == hash_value(original));
  RC_ASSERT(decoded(copy, rest) == decoded(original, rest));
}

RC_GTEST_PROP(FrameDecoder, ItReadsBackWhatWasWritten, (const std::string& payload)) {
  RC_ASSERT(decoded(FrameDecoder(), any_cuts(frame(Opcode::binary, payload, {.mask = any_key()}))) == Lines{"binary " + payload});
  const FrameDecoder client(FrameDecoder::Limits{}, FrameDecoder::End::client);
  RC_ASSERT(decoded(client, any_cuts(frame(Opcode::binary, payload, {}))) == Lines{"binary " + payload});
}

}  // namespace
}  // namespace interlock::protocol
