#pragma once
/// A real HTTP server on loopback that does what a test says: each path has a script, run on a thread for each connection.
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <functional>
#include <future>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace interlock::test {

/// One accepted connection, for the script.
class ServedConnection {
 public:
  explicit ServedConnection(int socket) : socket_(socket) {}

  void send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }
  void send_in_pieces(std::string_view bytes, std::size_t size) {
    for (; !bytes.empty(); bytes.remove_prefix(std::min(size, bytes.size()))) send(bytes.substr(0, size));
  }
  /// Until the gateway ends the connection.
  void wait_for_end() {
    char byte = 0;
    while (::recv(socket_, &byte, 1, 0) > 0) {
    }
  }
  /// The connection ends with a reset instead of an orderly end.
  void reset_at_end() {
    const linger at_once{.l_onoff = 1, .l_linger = 0};
    setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  }

 private:
  int socket_;
};

class LoopbackServer {
 public:
  using Script = std::function<void(ServedConnection&)>;

  explicit LoopbackServer(std::map<std::string, Script> scripts) : scripts_(std::move(scripts)) {
    listener_ = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const general = reinterpret_cast<sockaddr*>(&address);
    if (bind(listener_, general, size) != 0 || listen(listener_, 64) != 0 || getsockname(listener_, general, &size) != 0)
      throw std::runtime_error("no loopback listener");
    port_ = ntohs(address.sin_port);
    acceptor_ = std::thread([this] { accept_all(); });
  }
  ~LoopbackServer() {
    shutdown(listener_, SHUT_RDWR);
    acceptor_.join();
    {
      const std::lock_guard lock(mutex_);
      for (const int open : open_) shutdown(open, SHUT_RDWR);
    }
    for (std::thread& thread : threads_) thread.join();
    close(listener_);
  }
  LoopbackServer(const LoopbackServer&) = delete;
  LoopbackServer& operator=(const LoopbackServer&) = delete;

  [[nodiscard]] std::string url(const std::string& path) const { return "http://127.0.0.1:" + std::to_string(port_) + path; }
  /// The requests so far, head and body, in the order in which they were whole.
  [[nodiscard]] std::vector<std::string> requests() {
    const std::lock_guard lock(mutex_);
    return requests_;
  }

 private:
  void accept_all() {
    for (int accepted = accept(listener_, nullptr, nullptr); accepted >= 0; accepted = accept(listener_, nullptr, nullptr)) {
      const int yes = 1;
      setsockopt(accepted, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
      const std::lock_guard lock(mutex_);
      open_.push_back(accepted);
      threads_.emplace_back([this, accepted] { serve(accepted); });
    }
  }
  void serve(int accepted) {
    const std::string request = read_request(accepted);
    const std::size_t begin = request.find(' ') + 1;
    const std::string path = request.substr(begin, request.find(' ', begin) - begin);
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back(request);
    }
    ServedConnection connection(accepted);
    if (const auto script = scripts_.find(path); script != scripts_.end()) script->second(connection);
    const std::lock_guard lock(mutex_);
    std::erase(open_, accepted);
    close(accepted);
  }
  static std::string read_request(int accepted) {
    std::string request;
    std::size_t whole = std::string::npos;
    char buffer[4096];
    while (request.size() < whole) {
      const ssize_t count = recv(accepted, buffer, sizeof buffer, 0);
      if (count <= 0) break;
      request.append(buffer, static_cast<std::size_t>(count));
      const std::size_t end = request.find("\r\n\r\n");
      if (end == std::string::npos) continue;
      const std::size_t length = request.find("Content-Length: ");
      whole = end + 4 + (length < end ? std::stoul(request.substr(length + 16)) : 0);
    }
    return request;
  }

  std::map<std::string, Script> scripts_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::mutex mutex_;
  std::vector<std::string> requests_;
  std::vector<int> open_;
  std::vector<std::thread> threads_;  // Touched by the acceptor, and after its end.
  std::thread acceptor_;
};

inline std::string stream_head(const std::string& content_type) {
  return "HTTP/1.1 200 OK\r\nContent-Type: " + content_type + "\r\nConnection: close\r\n\r\n";
}
inline std::string server_sent(const std::string& type, const std::string& data) {
  return "data: {\"type\":\"" + type + "\",\"data\":" + data + "}\n\n";
}
inline std::string json_line(const std::string& type, const std::string& data) {
  return "{\"type\":\"" + type + "\",\"data\":" + data + "}\n";
}

}  // namespace interlock::test
