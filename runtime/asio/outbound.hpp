#pragma once
/// Connections that we open, plain or under TLS: to agents, to services.
#include "runtime/asio/loop.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace interlock::asio_parts {

/// What a connection tells, on the loop, never inside a call of `Outbound`.
class OutboundListener {
 public:
  using Id = std::uint64_t;
  virtual void connected(Id connection) = 0;
  /// Bytes that arrived, in order. Borrowed for the length of the call, and may be changed in place.
  virtual void received(Id connection, std::span<std::byte> bytes) = 0;
  /// The connection is over, or never came to be. `error` says why, and is empty after an orderly end of the peer and after
  /// our own `close`. Said exactly once for each `connect`; nothing follows it.
  virtual void ended(Id connection, const std::string& error) = 0;

 protected:
  ~OutboundListener() = default;
};

/// Waits have no limit here but `close`'s: whoever connects guards it with an `Alarm`. Used on the loop's thread only.
/// Destroying it closes all connections and silences the listener.
class Outbound {
 public:
  using Id = OutboundListener::Id;

  struct Peer {
    std::string host;  ///< A name, or an address without brackets.
    std::string port;
    bool tls = false;  ///< Then it is `connected` only once its certificate is trusted and is for `host`.
  };

  Outbound(Loop& loop, OutboundListener& listener);
  ~Outbound();
  Outbound(const Outbound&) = delete;
  Outbound& operator=(const Outbound&) = delete;

  /// Resolves the name, tries its addresses in turn, and says `connected` or `ended`. Ids are never used twice.
  [[nodiscard]] Id connect(const Peer& peer);
  /// Sends in order; allowed before `connected`. What the peer does not take yet is kept. Dropped after the end.
  void send(Id connection, std::string bytes);
  /// Sends what waits, for two seconds at the most, and ends the connection. Nothing but `ended` follows.
  void close(Id connection);

 private:
  struct Link;
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace interlock::asio_parts
