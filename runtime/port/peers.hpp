#pragma once
/// What the core says to its peers, above the codec. Implemented by `gateway::Edge` (bytes over a Transport, in production and in
/// seeded simulation) and by the typed peers of exhaustive worlds.
#include "runtime/port/close_code.hpp"
#include "runtime/port/message.hpp"
#include "runtime/port/address.hpp"

namespace interlock::port {

/// `connection` is the id of the connection actor. Calls for a connection whose peer is gone do nothing.
class Peers {
 public:
  virtual void switch_protocols(std::uint32_t connection) = 0;
  virtual void send(std::uint32_t connection, const Message& message) = 0;
  virtual void answer(std::uint32_t connection, const HttpAnswer& answer) = 0;
  /// Sends a close frame; the stream stays until `hang_up`.
  virtual void close(std::uint32_t connection, CloseCode code, std::uint64_t trace) = 0;
  /// Ends the stream when what waits has left; `peer_lost` follows.
  virtual void hang_up(std::uint32_t connection) = 0;
  /// The connection actor ended: nothing of it may stay.
  virtual void forget(std::uint32_t connection) = 0;

 protected:
  ~Peers() = default;
};

}  // namespace interlock::port
