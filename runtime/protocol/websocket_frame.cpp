#include "runtime/protocol/websocket_frame.hpp"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <cstdlib>

#include "runtime/protocol/websocket_unmask.hpp"

namespace interlock::protocol {

namespace {

constexpr std::size_t short_length_limit = 125;
constexpr std::uint16_t internal_error = 1011;

std::byte* write_big_endian(std::byte* out, std::uint64_t value, int bytes) {
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) *out++ = static_cast<std::byte>(value >> shift);
  return out;
}

}  // namespace

std::size_t write_header(std::byte* out, Opcode opcode, std::size_t payload_size) {
  constexpr std::byte final_bit{0x80};
  std::byte* next = out;
  *next++ = final_bit | static_cast<std::byte>(opcode);
  if (payload_size <= short_length_limit) {
    *next++ = static_cast<std::byte>(payload_size);
  } else if (payload_size <= 0xFFFF) {
    *next++ = std::byte{126};
    next = write_big_endian(next, payload_size, 2);
  } else {
    *next++ = std::byte{127};
    next = write_big_endian(next, payload_size, 8);
  }
  return static_cast<std::size_t>(next - out);
}

void append_frame(std::string& out, Opcode opcode, std::string_view payload, FrameOptions options) {
  if (is_control(opcode) && (!options.final || payload.size() > control_payload_limit)) std::abort();
  std::array<std::byte, longest_frame_header> header;
  std::size_t header_size = write_header(header.data(), opcode, payload.size());
  if (!options.final) header[0] &= std::byte{0x7F};
  if (options.mask) {
    header[1] |= std::byte{0x80};
    for (const std::byte part : *options.mask) header[header_size++] = part;
  }
  out.append(reinterpret_cast<const char*>(header.data()), header_size);
  out.append(payload);
  if (options.mask) {
    auto* begin = reinterpret_cast<std::byte*>(out.data()) + (out.size() - payload.size());
    unmask({begin, payload.size()}, *options.mask);
  }
}

std::string close_payload(PeerCloseCode code, std::string_view reason) {
  std::string payload;
  payload += static_cast<char>(code.value >> 8);
  payload += static_cast<char>(code.value & 0xFF);
  payload += cut_text(reason, close_reason_limit);
  return payload;
}

void append_close(std::string& out, CloseCode code, std::string_view reason) {
  append_frame(out, Opcode::close, close_payload({code.number()}, reason));
}

void append_close_echo(std::string& out, std::optional<PeerCloseCode> code, FrameOptions options) {
  if (!code) return append_frame(out, Opcode::close, {}, options);
  if (code->value == internal_error) code->value = CloseCode::done.number();
  append_frame(out, Opcode::close, close_payload(*code, {}), options);
}

std::string accept_key(std::string_view key) {
  std::string text(key);
  text += "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  std::array<unsigned char, SHA_DIGEST_LENGTH> digest;
  SHA1(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
  std::array<unsigned char, 29> encoded;  // 4 characters for each 3 bytes begun, and the NUL that OpenSSL writes
  const int size = EVP_EncodeBlock(encoded.data(), digest.data(), static_cast<int>(digest.size()));
  return {reinterpret_cast<const char*>(encoded.data()), static_cast<std::size_t>(size)};
}

}  // namespace interlock::protocol
