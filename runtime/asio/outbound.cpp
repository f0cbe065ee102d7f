#include "runtime/asio/outbound.hpp"

#include "runtime/asio/alarm.hpp"
#include "runtime/asio/loop_parts.hpp"

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
  Id last_id = 0;

  /// Null if its end is said or about to be.
  [[nodiscard]] Link* find(Id id) const;
};

struct Outbound::Link : std::enable_shared_from_this<Link> {
  Link(Parts& parts, Id number)
      : owner(&parts), id(number), resolver(parts.loop.parts().context), socket(parts.loop.parts().context), linger(parts.loop) {}

  [[nodiscard]] bool over() const { return over_; }

  void connect(const std::string& host, const std::string& port) {
    resolver.async_resolve(host, port, [self = shared_from_this()](const asio::error_code& error, const tcp::resolver::results_type& found) {
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
    connected = true;
    owner->listener.connected(id);
    write();
    read_when_ready();
  }

  void read_when_ready() {
    if (over_ || closing || paused || awaiting_bytes || !connected) return;
    awaiting_bytes = true;
    socket.async_wait(tcp::socket::wait_read, [self = shared_from_this()](const asio::error_code& error) {
      self->awaiting_bytes = false;
      if (error || self->over_ || self->closing || self->paused) return;
      self->read();
    });
  }

  void read() {
    std::vector<std::byte>& buffer = owner->loop.parts().read_buffer;
    asio::error_code error;
    const std::size_t count = socket.read_some(asio::buffer(buffer), error);
    if (error == asio::error::eof) return finish("");
    if (error && error != asio::error::would_block) return finish("cannot read: " + error.message());
    if (count > 0) owner->listener.received(id, std::span(buffer).first(count));
    read_when_ready();
  }

  void write() {
    if (over_ || writing || !connected) return;
    if (gathered.empty()) {
      if (closing) finish("");
      return;
    }
    writing = true;
    leaving.swap(gathered);
    asio::async_write(socket, asio::buffer(leaving), [self = shared_from_this()](const asio::error_code& error, std::size_t) {
      self->writing = false;
      self->leaving.clear();
      if (self->over_) return;
      if (error) return self->finish(self->closing ? "" : "cannot write: " + error.message());
      self->write();
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
  Alarm linger;
  std::string gathered;
  std::string leaving;  ///< Not touched while `writing`.
  bool connected = false;
  bool awaiting_bytes = false;
  bool writing = false;
  bool paused = false;
  bool closing = false;

 private:
  bool over_ = false;
};

Outbound::Link* Outbound::Parts::find(Id id) const {
  const auto found = links.find(id);
  return found == links.end() || found->second->over() ? nullptr : found->second.get();
}

Outbound::Outbound(Loop& loop, OutboundListener& listener) : parts_(new Parts{loop, listener, {}}) {}

Outbound::~Outbound() {
  for (const auto& [id, link] : parts_->links) {
    link->silence();
    link->owner = nullptr;
  }
}

Outbound::Id Outbound::connect(std::string host, std::string port) {
  const Id id = ++parts_->last_id;
  const auto link = std::make_shared<Link>(*parts_, id);
  parts_->links.emplace(id, link);
  link->connect(host, port);
  return id;
}

void Outbound::send(Id connection, std::string bytes) {
  Link* link = parts_->find(connection);
  if (link == nullptr || link->closing) return;
  link->gathered += bytes;
  link->write();
}

std::size_t Outbound::waiting(Id connection) const {
  const Link* link = parts_->find(connection);
  return link == nullptr ? 0 : link->gathered.size() + link->leaving.size();
}

void Outbound::pause_reading(Id connection, bool paused) {
  Link* link = parts_->find(connection);
  if (link == nullptr) return;
  link->paused = paused;
  link->read_when_ready();
}

void Outbound::close(Id connection) {
  Link* link = parts_->find(connection);
  if (link != nullptr && !link->closing) link->close();
}

}  // namespace interlock::asio_parts
