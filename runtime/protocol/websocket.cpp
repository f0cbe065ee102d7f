#include "runtime/protocol/websocket.hpp"

#include <algorithm>
#include <cstring>
#include <functional>

#include "runtime/protocol/websocket_unmask.hpp"
#include "runtime/protocol/websocket_utf8.hpp"

// Between two frames `in_frame_` is false and `opcode_`, `final_`, `remaining_` and `key_` have their first values;
// between two messages `kind_` is none and `message_` is empty. So decoders that will behave alike compare equal.
namespace interlock::protocol {

namespace {

std::string_view text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::span<std::byte> take(std::span<std::byte>& bytes, std::size_t count) {
  const auto taken = bytes.first(count);
  bytes = bytes.subspan(count);
  return taken;
}

/// Assigning an empty string would keep the buffer.
void release(std::string& text) { std::string().swap(text); }

std::uint64_t big_endian(std::span<const std::byte> bytes) {
  std::uint64_t value = 0;
  for (const std::byte part : bytes) value = value << 8 | static_cast<std::uint64_t>(part);
  return value;
}

unsigned low_bits(std::byte from, unsigned mask) { return static_cast<unsigned>(from) & mask; }

bool is_known(unsigned opcode) { return opcode <= 2 || (opcode >= 8 && opcode <= 10); }

}  // namespace

struct FrameDecoder::Header {
  std::size_t size = 0;  // 0: not yet whole
  std::size_t payload = 0;
  Opcode opcode = Opcode::continuation;
  bool final = false;
  MaskKey key{};
  CloseCode fault_code = CloseCode::protocol_error;
  const char* fault = nullptr;
};

void FrameDecoder::stop() {
  *this = FrameDecoder(limits_, end_);
  release(partial_);
  release(message_);
  stopped_ = true;
}

bool FrameDecoder::at_rest() const {
  static const std::size_t inline_capacity = std::string().capacity();
  return !in_frame_ && kind_ == Message::none && partial_.empty() && message_.empty() &&
         partial_.capacity() == inline_capacity && message_.capacity() == inline_capacity;
}

FrameDecoder::Event FrameDecoder::violated(CloseCode code, const char* what) {
  stop();
  return {.kind = Event::Kind::violation, .violation = {code, what}};
}

FrameDecoder::Event FrameDecoder::advance(std::span<std::byte>& bytes, std::string& assembled) {
  if (in_frame_) return continue_frame(bytes, assembled);
  if (partial_.empty()) {
    const Header header = read_header(bytes);
    if (header.fault != nullptr) return violated(header.fault_code, header.fault);
    if (header.size > 0) {
      bytes = bytes.subspan(header.size);
      return begin_frame(header, bytes, assembled);
    }
    partial_.assign(text_of(bytes));
    bytes = {};
    return {};
  }
  partial_ += static_cast<char>(take(bytes, 1).front());
  const Header header = read_header(std::as_bytes(std::span(partial_)));
  if (header.fault != nullptr) return violated(header.fault_code, header.fault);
  if (header.size == 0) return {};
  partial_.clear();
  return begin_frame(header, bytes, assembled);
}

/// Nothing is awaited that the bytes at hand already condemn.
FrameDecoder::Header FrameDecoder::read_header(std::span<const std::byte> bytes) const {
  Header header;
  const auto refuse = [&header](const char* fault, CloseCode code = CloseCode::protocol_error) {
    header.fault = fault;
    header.fault_code = code;
    return header;
  };
  if (low_bits(bytes[0], 0x70) != 0) return refuse("a reserved bit is set");
  if (!is_known(low_bits(bytes[0], 0x0F))) return refuse("the opcode is reserved");
  header.opcode = static_cast<Opcode>(low_bits(bytes[0], 0x0F));
  header.final = low_bits(bytes[0], 0x80) != 0;
  if (const char* fault = fault_in_order(header.opcode, header.final)) return refuse(fault);
  if (bytes.size() < 2) return header;

  const bool masked = low_bits(bytes[1], 0x80) != 0;
  if (masked && end_ == End::client) return refuse("a server's frame is masked");
  if (!masked && end_ == End::server) return refuse("a client's frame is not masked");
  const unsigned short_length = low_bits(bytes[1], 0x7F);
  if (is_control(header.opcode) && short_length > control_payload_limit) return refuse("a control frame is too long");

  const std::size_t length_size = short_length == 126 ? 2 : short_length == 127 ? 8 : 0;
  const std::size_t length_end = 2 + length_size;
  if (bytes.size() < length_end) return header;
  const std::uint64_t length = length_size == 0 ? short_length : big_endian(bytes.subspan(2, length_size));
  if (length_size == 2 && length < 126) return refuse("the length is not in its shortest form");
  if (length_size == 8 && length <= 0xFFFF) return refuse("the length is not in its shortest form");
  if (length >> 63 != 0) return refuse("the length has its highest bit set");
  if (!is_control(header.opcode)) {
    const bool fits = message_.size() <= limits_.message && length <= limits_.message - message_.size();
    if (!fits) return refuse("the message is too big", CloseCode::message_too_big);
    if (fragments_ >= limits_.fragments) {
      return refuse("the message has too many fragments", CloseCode::policy_violation);
    }
  }
  header.payload = static_cast<std::size_t>(length);
  if (!masked) {
    header.size = length_end;
  } else if (bytes.size() >= length_end + header.key.size()) {
    std::memcpy(header.key.data(), bytes.data() + length_end, header.key.size());
    header.size = length_end + header.key.size();
  }
  return header;
}

const char* FrameDecoder::fault_in_order(Opcode opcode, bool final) const {
  if (is_control(opcode)) return final ? nullptr : "a control frame is fragmented";
  const bool continues = opcode == Opcode::continuation;
  if (continues && kind_ == Message::none) return "a continuation has nothing to continue";
  if (!continues && kind_ != Message::none) return "a message begins within another";
  return nullptr;
}

FrameDecoder::Event FrameDecoder::begin_frame(const Header& header, std::span<std::byte>& bytes,
                                              std::string& assembled) {
  const bool whole = header.payload <= bytes.size();
  if (whole && is_control(header.opcode)) {
    const auto payload = take(bytes, header.payload);
    if (end_ == End::server) unmask(payload, header.key);
    return control_event(header.opcode, text_of(payload));
  }
  if (whole && header.final && header.opcode != Opcode::continuation) {
    const auto payload = take(bytes, header.payload);
    const bool ascii = end_ == End::server && unmask(payload, header.key);
    const std::string_view text = text_of(payload);
    if (header.opcode == Opcode::binary) return {.kind = Event::Kind::binary, .payload = text};
    if (!ascii && !is_utf8(text)) return violated(CloseCode::invalid_utf8, "the text is not UTF-8");
    return {.kind = Event::Kind::text, .payload = text};
  }
  in_frame_ = true;
  opcode_ = header.opcode;
  final_ = header.final;
  remaining_ = header.payload;
  key_ = header.key;
  if (!is_control(opcode_)) {
    ++fragments_;
    if (opcode_ == Opcode::text) kind_ = Message::text;
    if (opcode_ == Opcode::binary) kind_ = Message::binary;
  }
  // An empty payload ends here, even if no byte follows.
  return remaining_ == 0 ? continue_frame(bytes, assembled) : Event{};
}

bool FrameDecoder::unmask_piece(std::span<std::byte> piece) {
  if (end_ == End::client) return false;
  const bool ascii = unmask(piece, key_);
  key_ = rotated(key_, piece.size());
  return ascii;
}

FrameDecoder::Event FrameDecoder::continue_frame(std::span<std::byte>& bytes, std::string& assembled) {
  const auto piece = take(bytes, std::min(remaining_, bytes.size()));
  remaining_ -= piece.size();
  return is_control(opcode_) ? continue_control(piece, assembled) : continue_message(piece, assembled);
}

FrameDecoder::Event FrameDecoder::continue_control(std::span<std::byte> piece, std::string& assembled) {
  unmask_piece(piece);
  partial_ += text_of(piece);
  if (remaining_ > 0) return {};
  assembled.swap(partial_);
  release(partial_);
  const Opcode opcode = std::exchange(opcode_, Opcode::continuation);
  in_frame_ = false;
  final_ = false;
  key_ = {};
  return control_event(opcode, assembled);
}

FrameDecoder::Event FrameDecoder::continue_message(std::span<std::byte> piece, std::string& assembled) {
  const bool ascii = unmask_piece(piece);
  const bool nothing_carried = checked_ == message_.size();
  message_ += text_of(piece);
  const bool ends = remaining_ == 0 && final_;
  if (kind_ == Message::binary || (ascii && nothing_carried)) {
    checked_ = message_.size();
  } else {
    const auto whole = whole_characters(std::string_view(message_).substr(checked_));
    if (!whole) return violated(CloseCode::invalid_utf8, "the text is not UTF-8");
    checked_ += *whole;
    if (ends && checked_ != message_.size()) return violated(CloseCode::invalid_utf8, "the text ends within a character");
  }
  if (remaining_ > 0) return {};
  in_frame_ = false;
  final_ = false;
  opcode_ = Opcode::continuation;
  key_ = {};
  if (!ends) return {};
  assembled.swap(message_);
  release(message_);
  checked_ = 0;
  fragments_ = 0;
  const Message kind = std::exchange(kind_, Message::none);
  return {.kind = kind == Message::text ? Event::Kind::text : Event::Kind::binary, .payload = assembled};
}

FrameDecoder::Event FrameDecoder::control_event(Opcode opcode, std::string_view payload) {
  if (opcode == Opcode::ping) return {.kind = Event::Kind::ping, .payload = payload};
  if (opcode == Opcode::pong) return {.kind = Event::Kind::pong, .payload = payload};
  if (payload.size() == 1) return violated(CloseCode::protocol_error, "half a close code");
  std::optional<PeerCloseCode> code;
  std::string_view reason;
  if (!payload.empty()) {
    code = PeerCloseCode{static_cast<std::uint16_t>(big_endian(std::as_bytes(std::span(payload.substr(0, 2)))))};
    reason = payload.substr(2);
    if (!may_be_sent(*code)) return violated(CloseCode::protocol_error, "a close code that may not be sent");
    if (!is_utf8(reason)) return violated(CloseCode::invalid_utf8, "the close reason is not UTF-8");
  }
  stop();
  return {.kind = Event::Kind::close, .code = code, .payload = reason};
}

std::size_t hash_value(const FrameDecoder& decoder) {
  std::size_t hash = 0;
  const auto mix = [&hash](std::size_t value) { hash = (hash ^ value) * 0x9E3779B97F4A7C15U + (hash >> 29); };
  mix(std::hash<std::string>()(decoder.partial_));
  mix(std::hash<std::string>()(decoder.message_));
  mix(decoder.limits_.message);
  mix(decoder.limits_.fragments);
  mix(decoder.checked_);
  mix(decoder.fragments_);
  mix(decoder.remaining_);
  mix(static_cast<std::size_t>(big_endian(decoder.key_)));
  mix(static_cast<std::size_t>(decoder.opcode_));
  mix(static_cast<std::size_t>(decoder.kind_));
  mix(static_cast<std::size_t>(decoder.end_));
  mix(static_cast<std::size_t>(decoder.in_frame_) | static_cast<std::size_t>(decoder.final_) << 1 |
      static_cast<std::size_t>(decoder.stopped_) << 2);
  return hash;
}

}  // namespace interlock::protocol
