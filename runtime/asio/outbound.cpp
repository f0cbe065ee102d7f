#include "runtime/asio/outbound.hpp"

#include "runtime/asio/alarm.hpp"
#include "runtime/asio/loop_parts.hpp"
#include "runtime/asio/tls.hpp"

#include <map>
#include <utility>

// A link is kept by its handlers and by the table; `over` is set once, before the end is said, and silences all its handlers.

namespace interlock::asio_parts {
namespace {
using asio::ip::tcp;
constexpr Duration linger_limit{2000};
}  // namespace

struct Outbound::Parts {
  Loop& loop;
  OutboundListener& listener;
  std::map<Id, std::shared_ptr<Link>> links;
  TlsClient tls;
  Id last_id = 0;

  /// Null if its end is said or about to be.
  [[nodiscard]] Link* find(Id id) const;
};

struct Outbound::Link : std::enable_shared_from_this<Link> {
  Link(Parts& parts, Id number)
      : owner(&parts), id(number), resolver(parts.loop.parts().context), socket(parts.loop.parts().context), linger(parts.loop) {}

  [[nodiscard]] bool over() const { return over_; }

  void connect(const Peer& peer) {
    if (peer.tls) tls = std::make_unique<TlsEnd>(TlsEnd{owner->tls.end_of(socket, peer.host)});
    resolver.async_resolve(peer.host, peer.port, [self = shared_from_this()](const asio::error_code& error, const tcp::resolver::results_type& found) {
      if (self->over_) return;
      if (error) return self->finish("cannot resolve: " + error.message());
      asio::async_connect(self->socket, found, [self](const asio::error_code& refused, const tcp::endpoint&) {
        if (!self->over_) self->connection_tried(refused);
      });
    });
  }

  void connection_tried(const asio::error_code& refused) {
    if (refused) return finish("cannot connect: " + refused.message());
    asio::error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    socket.non_blocking(true, ignored);
    if (!tls) return established();
    tls->stream.async_handshake(asio::ssl::stream_base::client, [self = shared_from_this()](const asio::error_code& error) {
      if (self->over_) return;
      if (error) return self->finish(why_no_handshake(error, self->tls->stream));
      self->established();
    });
  }

  void established() {
    connected = true;
    owner->listener.connected(id);
    write();
    read_when_ready();
  }

  void read_when_ready() {
    if (over_ || closing || awaiting_bytes || !connected) return;
    awaiting_bytes = true;
    if (tls) {
      tls->stream.async_read_some(asio::buffer(tls->decrypted), [self = shared_from_this()](const asio::error_code& error, std::size_t count) {
        self->awaiting_bytes = false;
        if (!self->over_ && !self->closing) self->read(error, std::span(self->tls->decrypted).first(count));
      });
      return;
    }
    socket.async_wait(tcp::socket::wait_read, [self = shared_from_this()](const asio::error_code& error) {
      self->awaiting_bytes = false;
      if (error || self->over_ || self->closing) return;
      std::vector<std::byte>& buffer = self->owner->loop.parts().read_buffer;
      asio::error_code failed;
      const std::size_t count = self->socket.read_some(asio::buffer(buffer), failed);
      self->read(failed, std::span(buffer).first(count));
    });
  }

  void read(const asio::error_code& error, std::span<std::byte> bytes) {
    if (!bytes.empty()) owner->listener.received(id, bytes);
    if (over_) return;
    if (error == asio::error::eof) return finish("");
    if (is_truncation(error)) return finish("the connection was cut");
    if (error && error != asio::error::would_block) return finish("cannot read: " + error.message());
    read_when_ready();
  }

  void write() {
    if (over_ || writing || !connected) return;
    if (gathered.empty()) {
      if (closing) say_goodbye();
      return;
    }
    writing = true;
    leaving.swap(gathered);
    const auto written = [self = shared_from_this()](const asio::error_code& error, std::size_t) {
      self->writing = false;
      self->leaving.clear();
      if (self->over_) return;
      if (error) return self->finish(self->closing ? "" : "cannot write: " + error.message());
      self->write();
    };
    if (tls)
      asio::async_write(tls->stream, asio::buffer(leaving), written);
    else
      asio::async_write(socket, asio::buffer(leaving), written);
  }

  /// All has left. Under TLS the peer is told, and its own word of it is awaited as long as the linger goes.
  void say_goodbye() {
    if (!tls) return finish("");
    tls->stream.async_shutdown([self = shared_from_this()](const asio::error_code&) {
      if (!self->over_) self->finish("");
    });
  }

  void close() {
    closing = true;
    if (!connected) return finish("");
    linger.set(linger_limit, [this] { finish(""); });
    write();
  }

  /// Says the end, but not inside the call that led to it.
  void finish(std::string error) {
    silence();
    asio::post(socket.get_executor(), [self = shared_from_this(), text = std::move(error)] {
      Parts* parts = self->owner;
      if (parts == nullptr) return;
      parts->links.erase(self->id);
      parts->listener.ended(self->id, text);
    });
  }

  void silence() {
    over_ = true;
    linger.cancel();
    resolver.cancel();
    asio::error_code ignored;
    socket.shutdown(tcp::socket::shutdown_both, ignored);
    socket.close(ignored);
  }

  Parts* owner;  ///< Null once the outbound is destroyed.
  const Id id;
  tcp::resolver resolver;
  tcp::socket socket;
  std::unique_ptr<TlsEnd> tls;  ///< Null where the bytes go as they are.
  Alarm linger;
  std::string gathered;
  std::string leaving;  ///< Not touched while `writing`.
  bool connected = false;
  bool awaiting_bytes = false;
  bool writing = false;
  bool closing = false;

 private:
  bool over_ = false;
};

Outbound::Link* Outbound::Parts::find(Id id) const {
  const auto found = links.find(id);
  return found == links.end() || found->second->over() ? nullptr : found->second.get();
}

Outbound::Outbound(Loop& loop, OutboundListener& listener) : parts_(new Parts{loop, listener, {}, {}}) {}

Outbound::~Outbound() {
  for (const auto& [id, link] : parts_->links) {
    link->silence();
    link->owner = nullptr;
  }
}

Outbound::Id Outbound::connect(const Peer& peer) {
  const Id id = ++parts_->last_id;
  const auto link = std::make_shared<Link>(*parts_, id);
  parts_->links.emplace(id, link);
  link->connect(peer);
  return id;
}

void Outbound::send(Id connection, std::string bytes) {
  Link* link = parts_->find(connection);
  if (link == nullptr || link->closing) return;
  link->gathered += bytes;
  link->write();
}

void Outbound::close(Id connection) {
  Link* link = parts_->find(connection);
  if (link != nullptr && !link->closing) link->close();
}

}  // namespace interlock::asio_parts
