#pragma once
/// Byte streams of peers that came to us. Implemented by Asio's TCP and by the virtual network.
#include "runtime/port/address.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace interlock::port {

/// Names one accepted stream; never used twice in the life of the process.
enum class StreamId : std::uint64_t {};

/// What the transport tells, on the scheduler's loop, never inside a call of `Transport`.
class TransportListener {
 public:
  virtual void accepted(StreamId stream) = 0;
  /// Bytes that arrived, in order. Borrowed for the length of the call, and may be changed in place.
  virtual void received(StreamId stream, std::span<std::byte> bytes) = 0;
  /// What was refused before can be sent now: all that waited has left. Said once after `send` has returned more than 0.
  virtual void drained(StreamId stream) = 0;
  /// The stream is over: end of file, reset, or our own `close` is done. Said once; nothing follows it.
  virtual void lost(StreamId stream) = 0;

 protected:
  ~TransportListener() = default;
};

class Transport {
 public:
  /// Sends all of it, in order: what the peer does not take yet is kept. Returns how many bytes wait after the call;
  /// the caller bounds that. Bytes for a stream that is gone are dropped.
  virtual std::size_t send(StreamId stream, std::span<const std::byte> bytes) = 0;
  /// Sends what waits, then ends the stream; `lost` follows, and nothing else. A peer that takes nothing does not delay it
  /// for ever: what cannot leave within the transport's linger limit is dropped.
  virtual void close(StreamId stream) = 0;
  /// Stops, or goes on, reading from the peer: back-pressure.
  virtual void pause_reading(StreamId stream, bool paused) = 0;

 protected:
  ~Transport() = default;
};

}  // namespace interlock::port
