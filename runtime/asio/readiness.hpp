#pragma once
/// Which of many sockets can be read or written now.
#include "runtime/asio/loop.hpp"

#include <cstdint>
#include <functional>
#include <memory>

namespace interlock::asio_parts {

/// An edge-triggered epoll set that the loop sees as one descriptor: waiting for a socket again costs nothing.
/// Used on the loop's thread only. Destroying it silences it; not done from inside its handler.
class Readiness {
 public:
  /// What changed about one socket; false says nothing.
  struct Change {
    std::uint64_t tag = 0;
    bool readable = false;
    bool writable = false;
    bool peer_ended = false;  ///< No more bytes than can be read now.
    bool broken = false;      ///< Reset, or shut down in both directions.
  };
  using Handler = std::function<void(const Change&)>;

  /// `changed` is called for each socket, then `batch_ended`. A batch may still tell of a socket closed during it: let tags
  /// name it for good.
  Readiness(Loop& loop, Handler changed, std::function<void()> batch_ended);
  ~Readiness();
  Readiness(const Readiness&) = delete;
  Readiness& operator=(const Readiness&) = delete;

  /// False if the kernel refuses. Tells of both directions from now on; closing the descriptor ends it.
  [[nodiscard]] bool add(int descriptor, std::uint64_t tag);

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace interlock::asio_parts
