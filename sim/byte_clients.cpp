#include "sim/byte_clients.hpp"

#include "runtime/protocol/wire_names.hpp"
#include "statemachine/lifecycles/event_names.hpp"

#include <boost/json.hpp>

namespace interlock::sim {

namespace json = boost::json;
namespace message = port::message;

namespace {

constexpr protocol::MaskKey mask{std::byte{0x12}, std::byte{0x34}, std::byte{0x56}, std::byte{0x78}};

/// The judge knows a connection by its stream.
std::uint32_t name_of(port::StreamId stream) { return static_cast<std::uint32_t>(stream); }

std::string request(const lifecycles::upgrade_requested& asked) {
  std::string head = "GET /ws HTTP/1.1\r\nHost: gateway\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                     "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: interlock.v1.json\r\n";
  if (!asked.token.empty()) head += "Authorization: Bearer " + asked.token + "\r\n";
  if (asked.prefers_http_errors) head += "Prefer: http-errors\r\n";
  return head + "\r\n";
}

json::object places(const std::vector<lifecycles::ThreadPlace>& list) {
  json::object named;
  for (const lifecycles::ThreadPlace& place : list) named[place.thread] = place.after;
  return named;
}

/// What a client says, as its JSON; empty for what is no message.
struct Writer {
  std::string operator()(const lifecycles::hello_received& e) const {
    json::object said{{"id", 1}, {"op", "hello"}};
    if (!e.token.empty()) said["token"] = e.token;
    if (!e.attach.empty()) said["attach"] = places(e.attach);
    if (e.resume)
      said["resume"] = {{"session", protocol::format_session(e.resume->session)}, {"token", protocol::format_resume_token(e.resume->token)}, {"threads", places(e.resume->threads)}};
    return json::serialize(said);
  }
  std::string operator()(const lifecycles::attach_received& e) const {
    return json::serialize(json::object{{"id", static_cast<std::uint64_t>(e.id)}, {"op", "attach"}, {"thread", e.thread}, {"after", *e.after}});
  }
  std::string operator()(const lifecycles::start_received& e) const {
    return json::serialize(json::object{{"id", static_cast<std::uint64_t>(e.id)}, {"op", "start"}, {"thread", e.thread}, {"agent", e.request.agent}, {"input", "hi"}});
  }
  std::string operator()(const lifecycles::cancel_received& e) const {
    return json::serialize(json::object{{"id", static_cast<std::uint64_t>(e.id)}, {"op", "cancel"}, {"run", protocol::format_run(e.run)}});
  }
  std::string operator()(const lifecycles::detach_received& e) const {
    return json::serialize(json::object{{"id", static_cast<std::uint64_t>(e.id)}, {"op", "detach"}, {"thread", e.thread}});
  }
  template <class E> std::string operator()(const E&) const { return {}; }
};

std::string text(const json::object& object, std::string_view key) { return std::string(object.at(key).as_string()); }

}  // namespace

void ByteClients::act(std::uint32_t who, Act act) {
  Client& client = judge_.clients()[who];
  if (act == Act::connect) {
    const port::StreamId stream = transport_.connect();
    client.connection = name_of(stream);
    ends_[stream];
    return note_act(client, act);
  }
  const port::StreamId stream{*client.connection};
  const port::Event said = said_by(scripts_, judge_.clients(), who, act);
  note_act(client, act);
  if (act == Act::leave) return transport_.reset(stream);
  if (act == Act::half_close) return transport_.client_end(stream);
  if (act == Act::babble) return send_text(stream, R"({"id":5,"op":"babble"})");
  if (act == Act::answer_ping) return send_text(stream, R"({"op":"pong"})");
  // A frame without a mask, or what is no request.
  if (act == Act::break_protocol) return send(stream, client.upgraded ? std::string_view("\x81\x02hi") : std::string_view("what is no request\r\n\r\n"));
  if (act == Act::close || act == Act::answer_close) {
    std::string frame;
    protocol::append_frame(frame, protocol::Opcode::close, std::string_view("\x03\xe8", 2), {.mask = mask});
    send(stream, frame);
    return transport_.client_end(stream);
  }
  if (const auto* asked = std::get_if<lifecycles::upgrade_requested>(&said)) send(stream, request(*asked));
  else send_text(stream, std::visit(Writer{}, said));
}

void ByteClients::send_text(port::StreamId stream, std::string_view json) {
  std::string frame;
  protocol::append_frame(frame, protocol::Opcode::text, json, {.mask = mask});
  send(stream, frame);
}

struct ByteClients::Sink {
  ByteClients& clients;
  port::StreamId stream;
  void on_text(std::string_view text) { clients.read_message(stream, text); }
  void on_binary(std::string_view) { clients.complain("a client was sent a binary message"); }
  void on_ping(std::string_view) {}
  void on_pong(std::string_view) {}
  void on_close(std::optional<protocol::PeerCloseCode> code, std::string_view) {
    if (!code) return clients.complain("a close frame had no code");
    const auto ours = std::ranges::find(port::every_close_code, code->value, &port::CloseCode::number);
    if (ours == std::end(port::every_close_code)) return clients.complain("a client was closed with a code that is none of ours");
    clients.judge_.close(name_of(stream), *ours, 0);
  }
};

void ByteClients::look() {
  for (auto end = ends_.begin(); end != ends_.end();) {
    const auto& [stream, _] = *end;
    std::vector<std::byte> bytes = transport_.client_received(stream);
    read(stream, end->second, bytes);
    if (transport_.client_sees_end(stream)) {
      judge_.forget(name_of(stream));
      end = ends_.erase(end);
    } else {
      ++end;
    }
  }
}

void ByteClients::read(port::StreamId stream, End& end, std::span<std::byte> bytes) {
  if (!end.upgraded && !bytes.empty()) {
    const std::size_t before = end.head.size();
    end.head.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    const std::size_t whole = end.head.find("\r\n\r\n");
    if (whole == std::string::npos) return;
    if (!end.head.starts_with("HTTP/1.1 101 ")) {
      if (!end.head.starts_with("HTTP/1.1 4") && !end.head.starts_with("HTTP/1.1 503 ")) complain("a request was answered with " + end.head.substr(0, 20));
      return;
    }
    end.upgraded = true;
    judge_.switch_protocols(name_of(stream));
    bytes = bytes.subspan(whole + 4 - before);
  }
  if (const auto read = end.decoder.receive_data(bytes, Sink{*this, stream}); !read) complain(std::string("a client was sent a bad frame: ") + read.error().what);
}

void ByteClients::read_message(port::StreamId stream, std::string_view text_of_it) {
  boost::system::error_code bad;
  const json::value parsed = json::parse(text_of_it, bad);
  if (bad || !parsed.is_object()) return complain("a client was sent what is no JSON object");
  const json::object& told = parsed.as_object();
  const std::string type = text(told, "type");
  const auto id = [&] { return told.contains("id") ? RequestId{told.at("id").to_number<std::uint64_t>()} : RequestId{}; };
  const auto tell = [&](port::Message message) { judge_.send(name_of(stream), message); };
  if (type == "connection_established") {
    message::ConnectionEstablished established;
    established.session = protocol::parse_session(text(told.at("data").as_object(), "session")).value();
    established.resume_token = protocol::parse_resume_token(text(told.at("data").as_object(), "resume_token")).value();
    tell(established);
  } else if (type == "attached") {
    tell(message::Attached{id(), text(told, "thread"), protocol::parse_cursor(text(told, "head")).value(), told.at("replay").to_number<std::uint64_t>(), {}});
  } else if (type == "caught_up") {
    tell(message::CaughtUp{text(told, "thread"), protocol::parse_cursor(text(told, "cursor")).value()});
  } else if (type == "detached") {
    tell(message::Detached{id(), text(told, "thread")});
  } else if (type == "run_accepted") {
    tell(message::RunAccepted{id(), protocol::parse_run(text(told, "run")).value(), told.at("replayed").as_bool()});
  } else if (type == "ping") {
    tell(message::Ping{});
  } else if (type == "error") {
    message::Failure failure;
    failure.id = id();
    tell(failure);
  } else if (const auto event = parse_event_name(type); event && told.contains("seq")) {
    message::ThreadEvent shown{text(told, "thread"), protocol::parse_cursor(text(told, "cursor")).value().epoch, {}};
    shown.event.seq = told.at("seq").to_number<std::uint64_t>();
    shown.event.type = *event;
    if (told.contains("run")) shown.event.run = protocol::parse_run(text(told, "run")).value();
    tell(std::move(shown));
  }
}

}  // namespace interlock::sim
