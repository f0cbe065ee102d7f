#pragma once
/// Accepts TCP connections.
#include "runtime/asio/loop.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace interlock::asio_parts {

/// Used on the loop's thread only. Running out of descriptors pauses accepting; it does not end it.
class TcpListener {
 public:
  /// Binds and listens; from now on peers can connect, and wait in the kernel until `accept_each`. Port 0 takes a free one.
  /// Throws std::system_error.
  TcpListener(Loop& loop, const std::string& address, std::uint16_t port);
  /// Peers that are not accepted yet are reset.
  ~TcpListener();
  TcpListener(const TcpListener&) = delete;
  TcpListener& operator=(const TcpListener&) = delete;

  [[nodiscard]] std::uint16_t local_port() const;
  /// Hands over each new connection: a nonblocking descriptor with TCP_NODELAY, now owned by `accepted`. Call once.
  void accept_each(std::function<void(int descriptor)> accepted);

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace interlock::asio_parts
