#pragma once
/// Where bytes become typed events and typed messages become bytes: the same code over real sockets and over the virtual
/// network. It decides nothing: what a request or a message means is the connection's table to say.
#include "runtime/port/event.hpp"
#include "runtime/port/pages.hpp"
#include "runtime/port/peers.hpp"
#include "runtime/port/scheduler.hpp"
#include "runtime/port/transport.hpp"
#include "runtime/protocol/http.hpp"
#include "runtime/protocol/messages.hpp"
#include "runtime/protocol/websocket.hpp"

#include <map>

namespace interlock::gateway {

/// Owned by the composition root; outlives the transport's calls. Keeps of each peer only an unfinished head or frame and, while
/// an upgrade is decided, what came after it: all bounded.
class Edge final : public port::TransportListener, public port::Peers {
 public:
  struct Options {
    bool echo = false;                         ///< Whether `GET /echo` is there.
    std::size_t frame_limit = 65536;           ///< Bytes of a message.
    std::size_t queue_limit = 1048576;         ///< Unsent bytes before a peer counts as lagging, and is not read from.
    std::vector<std::string> allowed_origins;  ///< From where a cookie is a credential.
  };
  Edge(port::Transport& transport, port::Scheduler<port::Event>& scheduler, const port::PageSource& pages, Options options)
      : transport_(transport), scheduler_(scheduler), pages_(pages), options_(std::move(options)) {}

  /// Whom peers are announced to. Before the transport may accept.
  void announce_to(port::Door& door) { door_ = &door; }

  void accepted(port::StreamId stream) override;
  void received(port::StreamId stream, std::span<std::byte> bytes) override;
  void drained(port::StreamId stream) override;
  void lost(port::StreamId stream) override;

  void switch_protocols(std::uint32_t connection) override;
  void send(std::uint32_t connection, const port::Message& message) override;
  void answer(std::uint32_t connection, const port::HttpAnswer& answer) override;
  void close(std::uint32_t connection, port::CloseCode code, std::uint64_t trace) override;
  void hang_up(std::uint32_t connection) override;
  void forget(std::uint32_t connection) override;

  [[nodiscard]] std::size_t peers() const { return peers_.size(); }

 private:
  enum class Mode : std::uint8_t { http, upgrading, websocket, echo, finished };
  struct Peer {
    std::uint32_t connection = 0;
    Mode mode = Mode::http;
    bool echo = false;
    bool lagging = false;
    bool without_body = false;                              ///< The request was HEAD.
    bool at_page = false;                                   ///< Its path is a page's, which may be asked for by HEAD too.
    std::optional<protocol::PeerCloseCode> closed_with;     ///< The peer's close frame came first.
    bool peer_closed = false;
    bool close_sent = false;                                ///< Nothing may follow our close frame (RFC 6455 section 5.5.1).
    std::string key;                                        ///< Of the upgrade that is being decided.
    bool speaks_v1 = false;
    std::string held;                                       ///< What came after that upgrade.
    protocol::HeadCollector head;
    protocol::FrameDecoder decoder;
  };
  struct Sink;

  void read_http(port::StreamId stream, Peer& peer, std::span<std::byte>& bytes);
  void read_frames(port::StreamId stream, Peer& peer, std::span<std::byte> bytes);
  [[nodiscard]] port::Event route(Peer& peer, const protocol::Request& request);
  [[nodiscard]] port::Event route_upgrade(Peer& peer, const protocol::Request& request, bool echo);
  void tell(const Peer& peer, port::Event event);
  void write(port::StreamId stream, Peer& peer, std::string_view bytes);
  void write_frame(port::StreamId stream, Peer& peer, protocol::Opcode opcode, std::string_view payload);
  void use(std::uint32_t connection, auto&& with);

  port::Transport& transport_;
  port::Scheduler<port::Event>& scheduler_;
  const port::PageSource& pages_;
  Options options_;
  port::Door* door_ = nullptr;
  std::map<port::StreamId, Peer> peers_;
  std::map<std::uint32_t, port::StreamId> streams_;
  protocol::MessageDecoder decoder_;
  std::string text_;   ///< Of the message that is being written; kept for its memory.
};

}  // namespace interlock::gateway
