#pragma once
/// The transport of production: streams over TCP, read into one buffer, written once a turn.
#include "runtime/asio/alarm.hpp"
#include "runtime/asio/readiness.hpp"
#include "runtime/asio/tcp_listener.hpp"
#include "runtime/asio/wake.hpp"
#include "runtime/port/transport.hpp"
#include "statemachine/lifecycles/vocabulary.hpp"

#include <chrono>
#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace interlock::asio_parts {

struct TcpOptions {
  std::string address = "127.0.0.1";  ///< Or a name that the system knows.
  std::uint16_t port = 0;           ///< 0: a free one, see `local_port`.
  Duration linger{5000};            ///< How long a closed stream's bytes, and then the peer's end, are waited for.
  std::size_t stream_limit = 100'000;  ///< Peers beyond that are hung up on.
};

/// Used on the loop's thread only. An address that another process listens on is refused. Destroying it resets all streams and says nothing.
class TcpTransport final : public port::Transport {
 public:
  /// Binds and listens; throws std::system_error.
  TcpTransport(Loop& loop, TcpOptions options);
  ~TcpTransport();

  /// Starts accepting. Call once; `listener` outlives the transport.
  void deliver_to(port::TransportListener& listener);
  [[nodiscard]] std::uint16_t local_port() const { return local_port_; }
  /// No new peers; streams live on.
  void stop_listening() { tcp_listener_.reset(); }

  /// Bytes are gathered, and leave in one write when the driver ends its turn with `flush`, at the latest when the loop is
  /// free. What is gathered does not count as waiting; what the kernel refused does.
  std::size_t send(port::StreamId stream, std::span<const std::byte> bytes) override;
  void close(port::StreamId stream) override;
  void pause_reading(port::StreamId stream, bool paused) override;
  void flush();

  /// Streams of which `lost` was not said yet.
  [[nodiscard]] std::size_t open_streams() const { return open_streams_; }

 private:
  using Bytes = std::vector<std::byte>;
  struct Stream;

  [[nodiscard]] Stream* find(port::StreamId stream);
  [[nodiscard]] Stream* find_open(port::StreamId stream);
  void take_peer(int descriptor);
  void changed(const Readiness::Change& change);
  void read(Stream& stream, bool until_empty);
  bool took(Stream& stream, std::size_t count);
  void read_again_later(Stream& stream);
  void write(Stream& stream);
  void write_on(Stream& stream);
  void gather(Stream& stream, std::span<const std::byte> bytes);
  void release_buffer(Stream& stream);
  void peer_ended(Stream& stream);
  void finish_closing(Stream& stream);
  void end(Stream& stream);
  void say_lost_later(Stream& stream);
  void settle();
  void say_lost();
  void stop_lingering();
  void set_linger_alarm();

  struct Linger {
    std::chrono::steady_clock::time_point until;
    port::StreamId stream;
  };

  Bytes& read_buffer_;
  const TcpOptions options_;
  std::unique_ptr<TcpListener> tcp_listener_;
  const std::uint16_t local_port_;
  port::TransportListener* listener_ = nullptr;
  std::deque<Stream> streams_;
  std::vector<std::uint32_t> free_;
  std::size_t open_streams_ = 0;
  std::vector<port::StreamId> to_write_;
  std::vector<port::StreamId> to_read_;
  std::vector<port::StreamId> lost_;
  std::vector<Bytes> spare_buffers_;
  std::deque<Linger> lingering_;  ///< The limit is the same for all, so the first closed is the first to go.
  Wake settle_soon_;
  Alarm linger_alarm_;
  Readiness readiness_;
};

}  // namespace interlock::asio_parts
