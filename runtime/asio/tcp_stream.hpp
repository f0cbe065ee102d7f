#pragma once
/// One TCP stream of the transport, as data; only tcp_transport.cpp includes this.
#include "runtime/asio/tcp_transport.hpp"

namespace interlock::asio_parts {

struct TcpTransport::Stream {
  enum class State : std::uint8_t {
    free,       ///< Nobody's.
    open,
    closing,    ///< Closed by us; bytes still wait to leave.
    lingering,  ///< All has left and `lost` is said or about to be; the peer's end is awaited.
    over        ///< Without a descriptor; `lost` is about to be said.
  };

  port::StreamId id{};  ///< The place in the table, and above it the generation.
  int descriptor = -1;
  State state = State::free;
  bool paused = false;
  bool readable = false;         ///< Readiness came while reading was paused.
  bool blocked = false;          ///< The kernel refused bytes; `writable` will come.
  bool was_refused = false;      ///< The caller was told that bytes wait, so that it will be told when they left.
  bool listed_to_write = false;
  bool peer_has_ended = false;
  bool lost_said = false;
  Bytes unsent;                  ///< From `sent` on. At rest it owns no memory.
  std::size_t sent = 0;

  [[nodiscard]] bool reading_paused() const { return paused && state == State::open; }
  [[nodiscard]] std::size_t unsent_size() const { return unsent.size() - sent; }
  /// Moves what is left to the front, seldom enough that each byte is moved about once.
  void forget_sent() {
    if (sent < unsent.size() / 2) return;
    unsent.erase(unsent.begin(), unsent.begin() + static_cast<std::ptrdiff_t>(sent));
    sent = 0;
  }
};

/// The id that the same place has next.
constexpr port::StreamId next_generation(port::StreamId id) {
  return port::StreamId{static_cast<std::uint64_t>(id) + (std::uint64_t{1} << 32)};
}

}  // namespace interlock::asio_parts
