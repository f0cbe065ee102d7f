#include "runtime/gateway/edge.hpp"

#include "runtime/gateway/invariant.hpp"
#include "runtime/protocol/http_text.hpp"
#include "runtime/protocol/wire_names.hpp"

#include <algorithm>

namespace interlock::gateway {

using lifecycles::CredentialSource;
using lifecycles::Page;
using port::StreamId;

namespace {

std::span<const std::byte> as_bytes(std::string_view text) { return std::as_bytes(std::span(text.data(), text.size())); }

/// What a problem says beside its code, as members of JSON.
std::string members_of(const port::HttpAnswer& answer) {
  std::string members;
  if (answer.retry_after > Duration(0)) members = "\"retry_after_ms\":" + std::to_string(answer.retry_after.count());
  if (answer.missing.empty()) return members;
  members.append(members.empty() ? "" : ",").append("\"missing\":[");
  for (std::size_t i = 0; i < answer.missing.size(); ++i) {
    if (i > 0) members += ",";
    protocol::append_json_string(members, answer.missing[i]);
  }
  return members + "]";
}

lifecycles::request_refused refused(const protocol::HttpError& error) {
  return {static_cast<std::uint16_t>(error.status), error.code, error.message};
}

}  // namespace

// ---- from the transport --------------------------------------------------------------------------------------------

void Edge::accepted(StreamId stream) {
  if (door_ == nullptr) broken_invariant("a peer was accepted before there was a door");
  Peer& peer = peers_[stream];
  peer.decoder = protocol::FrameDecoder(protocol::FrameDecoder::Limits{.message = options_.frame_limit});
  peer.connection = door_->open_connection();
  streams_[peer.connection] = stream;
}

void Edge::received(StreamId stream, std::span<std::byte> bytes) {
  const auto found = peers_.find(stream);
  if (found == peers_.end()) return;
  Peer& peer = found->second;
  while (!bytes.empty()) {
    switch (peer.mode) {
      case Mode::http: read_http(stream, peer, bytes); break;
      case Mode::upgrading: {
        const auto* text = reinterpret_cast<const char*>(bytes.data());
        peer.held.append(text, bytes.size());
        if (peer.held.size() > options_.frame_limit) transport_.pause_reading(stream, true);
        return;
      }
      case Mode::websocket:
      case Mode::echo: return read_frames(stream, peer, bytes);
      case Mode::finished: return;
    }
  }
}

void Edge::drained(StreamId stream) {
  const auto found = peers_.find(stream);
  if (found == peers_.end() || !found->second.lagging) return;
  found->second.lagging = false;
  transport_.pause_reading(stream, false);
  tell(found->second, lifecycles::queue_drained{});
}

void Edge::lost(StreamId stream) {
  const auto found = peers_.find(stream);
  if (found == peers_.end()) return;
  tell(found->second, lifecycles::peer_lost{});
  streams_.erase(found->second.connection);
  peers_.erase(found);
}

// ---- requests ------------------------------------------------------------------------------------------------------

void Edge::read_http(StreamId, Peer& peer, std::span<std::byte>& bytes) {
  const auto result = peer.head.receive_data(bytes);
  if (result.progress == protocol::HeadCollector::Progress::need_more) {
    bytes = bytes.subspan(result.consumed);
    return;
  }
  port::Event event = lifecycles::request_refused{431, "head_too_large", "The head of the request is larger than the limit."};
  peer.mode = Mode::finished;
  if (result.progress == protocol::HeadCollector::Progress::whole) {
    if (const auto request = protocol::parse_request(result.head)) event = route(peer, *request);
    else event = refused(request.error());
  }
  bytes = bytes.subspan(result.consumed);
  tell(peer, std::move(event));
}

port::Event Edge::route(Peer& peer, const protocol::Request& request) {
  static constexpr struct { std::string_view path; Page page; } pages[] = {
      {"/livez", Page::liveness}, {"/health", Page::liveness}, {"/readyz", Page::readiness}, {"/readiness", Page::readiness}, {"/metrics", Page::metrics}};
  const auto page = std::ranges::find(pages, request.path, [](const auto& known) { return known.path; });
  const bool is_page = page != std::end(pages);
  const bool is_echo = options_.echo && request.path == "/echo";
  peer.without_body = request.method == "HEAD";
  peer.at_page = is_page;
  if (!is_page && !is_echo && request.path != "/ws") return lifecycles::request_refused{404, "not_found", "There is nothing at this path."};
  if (request.method != "GET" && !(is_page && request.method == "HEAD"))
    return lifecycles::request_refused{405, "method_not_allowed", "The method is not one of this path."};
  if (!is_page) return route_upgrade(peer, request, is_echo);
  if (request.has_body()) return lifecycles::request_refused{400, "malformed_request", "A body is not expected here."};
  if (request.keep_alive) peer.mode = Mode::http;
  return lifecycles::page_requested{page->page, request.keep_alive};
}

port::Event Edge::route_upgrade(Peer& peer, const protocol::Request& request, bool echo) {
  if (const auto good = protocol::check_upgrade(request); !good) return refused(good.error());
  peer.mode = Mode::upgrading;
  peer.echo = echo;
  peer.key = std::string(request.websocket_key());
  peer.speaks_v1 = !protocol::chosen_subprotocol(request).empty();
  if (echo) return lifecycles::echo_requested{};

  lifecycles::upgrade_requested asked;
  asked.prefers_http_errors = request.lists("Prefer", "http-errors");
  const auto credential = protocol::find_credential(request);
  if (!credential) {
    if (credential.error() == protocol::CredentialFault::malformed_authorization)
      return lifecycles::request_refused{401, "token_malformed", "The Authorization is not a bearer token."};
    asked.two_credentials = true;
    asked.source = credential.error() == protocol::CredentialFault::conflict_with_authorization ? CredentialSource::header : CredentialSource::subprotocol;
  } else if (*credential) {
    asked.token = (*credential)->token;
    asked.source = (*credential)->source;
    asked.origin_refused = asked.source == CredentialSource::cookie &&
                           std::ranges::find(options_.allowed_origins, request.origin()) == options_.allowed_origins.end();
  }
  return asked;
}

// ---- frames --------------------------------------------------------------------------------------------------------

struct Edge::Sink {
  Edge& edge;
  StreamId stream;
  Peer& peer;

  void on_text(std::string_view text) {
    if (peer.mode == Mode::echo) return edge.write_frame(stream, peer, protocol::Opcode::text, text);
    std::visit([&](auto&& message) { edge.tell(peer, std::move(message)); }, edge.decoder_.decode(text));
  }
  void on_binary(std::string_view payload) {
    if (peer.mode == Mode::echo) return edge.write_frame(stream, peer, protocol::Opcode::binary, payload);
    peer.decoder.stop();
    edge.tell(peer, lifecycles::protocol_violated{port::CloseCode::unsupported_data.number()});
  }
  void on_ping(std::string_view payload) {
    if (!peer.close_sent) edge.write_frame(stream, peer, protocol::Opcode::pong, payload);
  }
  void on_pong(std::string_view) { edge.tell(peer, lifecycles::pong_received{}); }
  void on_close(std::optional<protocol::PeerCloseCode> code, std::string_view) {
    peer.peer_closed = true;
    peer.closed_with = code;
    edge.tell(peer, lifecycles::peer_closed{code ? std::optional(code->value) : std::nullopt});
  }
};

void Edge::read_frames(StreamId stream, Peer& peer, std::span<std::byte> bytes) {
  if (const auto read = peer.decoder.receive_data(bytes, Sink{*this, stream, peer}); !read)
    tell(peer, lifecycles::protocol_violated{read.error().code.number()});
}

// ---- from the core -------------------------------------------------------------------------------------------------

void Edge::use(std::uint32_t connection, auto&& with) {
  const auto stream = streams_.find(connection);
  if (stream == streams_.end()) return;
  if (const auto peer = peers_.find(stream->second); peer != peers_.end()) with(stream->second, peer->second);
}

void Edge::switch_protocols(std::uint32_t connection) {
  use(connection, [&](StreamId stream, Peer& peer) {
    write(stream, peer, protocol::switching_protocols({.key = peer.key, .subprotocol = peer.speaks_v1 ? "interlock.v1.json" : ""}));
    peer.mode = peer.echo ? Mode::echo : Mode::websocket;
    peer.key = {};
    std::string held = std::exchange(peer.held, {});
    if (held.size() > options_.frame_limit) transport_.pause_reading(stream, false);
    if (!held.empty()) read_frames(stream, peer, std::as_writable_bytes(std::span(held)));
  });
}

void Edge::send(std::uint32_t connection, const port::Message& message) {
  use(connection, [&](StreamId stream, Peer& peer) {
    if (peer.close_sent) return;
    if (peer.mode == Mode::echo) {  // The echo speaks no messages; its liveness is RFC 6455's ping.
      if (std::holds_alternative<port::message::Ping>(message)) write_frame(stream, peer, protocol::Opcode::ping, "");
      return;
    }
    text_.clear();
    protocol::append_message(text_, message);
    write_frame(stream, peer, protocol::Opcode::text, text_);
  });
}

void Edge::answer(std::uint32_t connection, const port::HttpAnswer& answer) {
  use(connection, [&](StreamId stream, Peer& peer) {
    std::vector<protocol::Header> headers;
    if (answer.status == 401) headers.push_back({"WWW-Authenticate", "Bearer"});
    if (answer.status == 405) headers.push_back({"Allow", peer.at_page ? "GET, HEAD" : "GET"});
    if (answer.status == 426) {
      headers.push_back({"Sec-WebSocket-Version", "13"});
      headers.push_back({"Upgrade", "websocket"});
    }
    if (answer.retry_after > Duration(0)) headers.push_back({"Retry-After", std::to_string((answer.retry_after.count() + 999) / 1000)});
    port::PageText page{protocol::problem_content_type, {}};
    if (answer.page) page = pages_.text(*answer.page);
    else page.body = protocol::problem_json({answer.status, answer.problem.code, answer.problem.message, members_of(answer)});
    write(stream, peer, protocol::response({.status = answer.status, .content_type = page.content_type, .body = page.body,
                                            .headers = std::move(headers), .keep_alive = answer.keep_alive, .without_body = peer.without_body}));
    if (!answer.keep_alive) peer.mode = Mode::finished;
  });
}

void Edge::close(std::uint32_t connection, port::CloseCode code, std::uint64_t trace) {
  use(connection, [&](StreamId stream, Peer& peer) {
    if (peer.close_sent) return;
    text_.clear();
    if (peer.peer_closed) {
      protocol::append_close_echo(text_, peer.closed_with, {});
    } else {
      protocol::append_close(text_, code, protocol::close_reason({.name = name(code), .trace = protocol::format_trace(trace)}));
    }
    write(stream, peer, text_);
    peer.close_sent = true;
  });
}

void Edge::hang_up(std::uint32_t connection) {
  use(connection, [&](StreamId stream, Peer& peer) {
    peer.mode = Mode::finished;
    transport_.close(stream);
  });
}

void Edge::forget(std::uint32_t connection) { streams_.erase(connection); }

// ---- small -----------------------------------------------------------------------------------------------------------

void Edge::tell(const Peer& peer, port::Event event) {
  scheduler_.post(port::world, {port::ActorKind::connection, peer.connection}, std::move(event));
}

void Edge::write(StreamId stream, Peer& peer, std::string_view bytes) {
  const std::size_t waiting = transport_.send(stream, as_bytes(bytes));
  if (waiting <= options_.queue_limit || peer.lagging) return;
  peer.lagging = true;
  transport_.pause_reading(stream, true);
  tell(peer, lifecycles::queue_filled{});
}

void Edge::write_frame(StreamId stream, Peer& peer, protocol::Opcode opcode, std::string_view payload) {
  std::byte header[16];
  const std::size_t size = protocol::write_header(header, opcode, payload.size());
  (void)transport_.send(stream, std::span<const std::byte>(header, size));
  write(stream, peer, payload);
}

}  // namespace interlock::gateway
