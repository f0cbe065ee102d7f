#include "runtime/asio/tcp_transport.hpp"
#include "tests/port/transport_contract.hpp"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

namespace interlock::port_tests {
namespace {

using namespace std::chrono_literals;

/// Peers are plain sockets on loopback, served between the handlers of the loop.
class Loopback {
 public:
  ~Loopback() {
    for (const Peer& peer : peers_) if (peer.descriptor >= 0) ::close(peer.descriptor);
  }
  port::Transport& transport() { return transport_; }
  void begin(port::TransportListener& listener) { transport_.deliver_to(listener); beat(); }

  int connect() {
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int small = 16 * 1024;  // so that a peer that takes nothing is felt early
    ::setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(transport_.local_port());
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    peers_.push_back({.descriptor = descriptor});
    return static_cast<int>(peers_.size()) - 1;
  }
  void peer_sends(int peer, const std::string& text) { at(peer).to_send += text; serve(at(peer)); }
  void peer_takes(int peer, bool takes) { at(peer).takes = takes; }
  void peer_ends(int peer) { at(peer).ends = true; serve(at(peer)); }
  void peer_resets(int peer) {
    const linger hard{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(at(peer).descriptor, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    ::close(std::exchange(at(peer).descriptor, -1));
  }
  bool peer_saw_end(int peer) { return at(peer).saw_end; }
  const std::string& peer_got(int peer) { return at(peer).got; }

  void run(const std::function<bool()>& done) {
    bool overdue = false;
    guard_.set(20s, [&] { overdue = true; });
    loop_.run_until([&] {
      for (Peer& peer : peers_) serve(peer);
      return overdue || done();
    });
    guard_.cancel();
    ASSERT_FALSE(overdue) << "it waits for what never comes";
  }
  /// Twenty beats without work on loopback are rest.
  void settle() {
    const int until = beats_ + 20;
    run([&] { return beats_ >= until; });
  }

 private:
  struct Peer {
    int descriptor = -1;
    std::string to_send{};
    std::string got{};
    bool takes = true;
    bool ends = false;
    bool saw_end = false;
  };
  Peer& at(int peer) { return peers_[static_cast<std::size_t>(peer)]; }

  void beat() { heartbeat_.set(1ms, [this] { ++beats_; beat(); }); }

  static void serve(Peer& peer) {
    if (peer.descriptor < 0) return;
    while (!peer.to_send.empty()) {
      const ssize_t count = ::send(peer.descriptor, peer.to_send.data(), peer.to_send.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
      if (count <= 0) break;
      peer.to_send.erase(0, static_cast<std::size_t>(count));
    }
    if (peer.ends && peer.to_send.empty()) {
      ::shutdown(peer.descriptor, SHUT_WR);
      peer.ends = false;
    }
    static std::array<char, 64 * 1024> buffer;
    while (peer.takes && !peer.saw_end) {
      const ssize_t count = ::recv(peer.descriptor, buffer.data(), buffer.size(), MSG_DONTWAIT);
      if (count < 0) break;
      peer.saw_end = count == 0;
      peer.got.append(buffer.data(), static_cast<std::size_t>(count));
    }
  }

  asio_parts::Loop loop_;
  asio_parts::TcpTransport transport_{loop_, {.linger = 300ms}};
  asio_parts::Alarm guard_{loop_};
  asio_parts::Alarm heartbeat_{loop_};
  int beats_ = 0;
  std::vector<Peer> peers_;
};

INSTANTIATE_TYPED_TEST_SUITE_P(Tcp, TransportContract, Loopback);

}  // namespace
}  // namespace interlock::port_tests
