#include "runtime/asio/tcp_listener.hpp"

#include "runtime/asio/alarm.hpp"
#include "runtime/asio/loop_parts.hpp"

#include <sys/socket.h>

#include <cassert>
#include <cerrno>
#include <system_error>
#include <utility>

namespace interlock::asio_parts {
namespace {

using asio::ip::tcp;

constexpr int accepts_a_turn = 64;
constexpr int backlog = 4096;
constexpr Duration pause_without_descriptors{100};

}  // namespace

struct TcpListener::State : std::enable_shared_from_this<State> {
  explicit State(Loop& loop) : acceptor(loop.parts().context), pause(loop) {}

  void await_peers() {
    acceptor.async_wait(tcp::acceptor::wait_read, [self = shared_from_this()](const asio::error_code& error) {
      if (!error && self->acceptor.is_open()) self->take_peers();
    });
  }

  void take_peers() {
    for (int left = accepts_a_turn; left > 0; --left) {
      const int descriptor = ::accept4(acceptor.native_handle(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
      if (descriptor >= 0) {
        accepted(descriptor);
        if (!acceptor.is_open()) return;
      } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
        break;
      } else if (errno != EINTR && errno != ECONNABORTED) {
        // Out of descriptors or memory, and the peer still waits: the kernel would wake us again at once.
        return pause.set(pause_without_descriptors, [this] { await_peers(); });
      }
    }
    await_peers();
  }

  tcp::acceptor acceptor;
  Alarm pause;
  std::function<void(int)> accepted;
};

namespace {
/// Of a name, the first address that the system knows. Waits for the answer: the loop does not run yet.
tcp::endpoint endpoint_of(Loop& loop, const std::string& host, std::uint16_t port) {
  asio::error_code is_a_name;
  const auto address = asio::ip::make_address(host, is_a_name);
  if (!is_a_name) return {address, port};
  tcp::resolver resolver(loop.parts().context);
  return *resolver.resolve(host, std::to_string(port), tcp::resolver::passive).begin();
}
}  // namespace

TcpListener::TcpListener(Loop& loop, const std::string& address, std::uint16_t port) try : state_(std::make_shared<State>(loop)) {
  const tcp::endpoint endpoint = endpoint_of(loop, address, port);
  tcp::acceptor& acceptor = state_->acceptor;
  acceptor.open(endpoint.protocol());
  acceptor.set_option(tcp::acceptor::reuse_address(true));
  acceptor.set_option(tcp::no_delay(true));  // what is accepted inherits it
  acceptor.bind(endpoint);
  acceptor.listen(backlog);
  acceptor.native_non_blocking(true);
} catch (const std::system_error& error) {
  throw std::system_error(error.code(), "cannot listen on " + address + " port " + std::to_string(port));
}

TcpListener::~TcpListener() {
  state_->pause.cancel();
  asio::error_code ignored;
  state_->acceptor.close(ignored);
}

std::uint16_t TcpListener::local_port() const { return state_->acceptor.local_endpoint().port(); }

void TcpListener::accept_each(std::function<void(int)> accepted) {
  assert(!state_->accepted);
  state_->accepted = std::move(accepted);
  state_->await_peers();
}

}  // namespace interlock::asio_parts
