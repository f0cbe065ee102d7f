#include "runtime/protocol/close_code.hpp"
#include "runtime/protocol/http_writer.hpp"
#include "runtime/protocol/messages.hpp"
#include "runtime/protocol/wire_names.hpp"
#include "statemachine/lifecycles/event_names.hpp"

#include <array>
#include <charconv>
#include <concepts>
#include <limits>

namespace interlock::protocol {

namespace {

using namespace port::message;

/// Appends the members of one object in the order in which they are called; the first brings no comma.
class ObjectWriter {
 public:
  explicit ObjectWriter(std::string& out) : out_(out) { out_ += '{'; }
  ObjectWriter(const ObjectWriter&) = delete;
  ObjectWriter& operator=(const ObjectWriter&) = delete;
  ~ObjectWriter() { out_ += '}'; }

  /// `key` is ours and needs no escape. Whoever calls this appends a value to what is returned.
  std::string& key(std::string_view key) {
    if (out_.back() != '{') out_ += ',';
    out_ += '"';
    out_ += key;
    return out_ += "\":";
  }
  void word(std::string_view name, std::string_view ours) { key(name).append("\"").append(ours).append("\""); }
  void text(std::string_view name, std::string_view any) { append_json_string(key(name), any); }
  void boolean(std::string_view name, bool value) { key(name) += value ? "true" : "false"; }
  void raw(std::string_view name, std::string_view json) { key(name) += json; }
  template <std::integral Number>
  void number(std::string_view name, Number value) {
    std::array<char, std::numeric_limits<Number>::digits10 + 3> digits;
    key(name).append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr);
  }
  void run(std::string_view name, RunId run) { append_run(key(name) += '"', run), out_ += '"'; }
  void session(std::string_view name, SessionId session) { append_session(key(name) += '"', session), out_ += '"'; }
  void resume_token(std::string_view name, ResumeToken token) { append_resume_token(key(name) += '"', token), out_ += '"'; }
  void cursor(std::string_view name, Cursor cursor) { append_cursor(key(name) += '"', cursor), out_ += '"'; }
  void texts(std::string_view name, const std::vector<std::string>& list) {
    key(name) += '[';
    for (const auto& each : list) {
      if (&each != list.data()) out_ += ',';
      append_json_string(out_, each);
    }
    out_ += ']';
  }
  /// The members that begin every message.
  void begin(RequestId id, std::string_view type) {
    if (id != RequestId{}) number("id", static_cast<std::uint64_t>(id));
    word("type", type);
  }

 private:
  std::string& out_;
};

void append(std::string& out, const ConnectionEstablished& message) {
  ObjectWriter object(out);
  object.begin(message.id, "connection_established");
  ObjectWriter data(object.key("data"));
  data.session("session", message.session);
  data.resume_token("resume_token", message.resume_token);
  data.boolean("resumed", message.resumed);
  data.texts("attached", message.attached);
  data.text("node", message.node);
  data.number("ping_ms", message.ping.count());
  {
    ObjectWriter limits(data.key("limits"));
    limits.number("frame", message.limits.frame);
    limits.number("queue", message.limits.queue);
  }
  data.number("expires_at", message.expires_at);
}

void append(std::string& out, const Attached& message) {
  ObjectWriter object(out);
  object.begin(message.id, "attached");
  object.text("thread", message.thread);
  object.cursor("head", message.head);
  object.number("replay", message.replay);
  object.key("runs") += '[';
  for (const RunId& each : message.runs) {
    if (&each != message.runs.data()) out += ',';
    ObjectWriter run(out);
    run.run("run", each);
    run.word("state", "streaming");
  }
  out += ']';
}

void append(std::string& out, const CaughtUp& message) {
  ObjectWriter object(out);
  object.begin({}, "caught_up");
  object.text("thread", message.thread);
  object.cursor("cursor", message.cursor);
}

void append(std::string& out, const Detached& message) {
  ObjectWriter object(out);
  object.begin(message.id, "detached");
  object.text("thread", message.thread);
}

void append(std::string& out, const RunAccepted& message) {
  ObjectWriter object(out);
  object.begin(message.id, "run_accepted");
  object.run("run", message.run);
  object.boolean("replayed", message.replayed);
}

void append(std::string& out, const CancelAccepted& message) {
  ObjectWriter object(out);
  object.begin(message.id, "cancel_accepted");
  object.run("run", message.run);
}

void append(std::string& out, const Refreshed& message) {
  ObjectWriter object(out);
  object.begin(message.id, "refreshed");
  object.number("expires_at", message.expires_at);
}

void append(std::string& out, const ThreadEvent& message) {
  const LogEvent& event = message.event;
  ObjectWriter object(out);
  object.begin({}, event_name(event.type));
  object.text("thread", message.thread);
  if (event.run != RunId{}) object.run("run", event.run);  // What a back end publishes belongs to no run.
  object.number("seq", event.seq);
  object.cursor("cursor", {.epoch = message.epoch, .seq = event.seq});
  object.number("time", event.time);
  object.raw("data", event.data.view().empty() ? "null" : event.data.view());
}

void append(std::string& out, const Ping& message) {
  ObjectWriter object(out);
  object.begin({}, "ping");
  object.number("t", message.time);
}

void append(std::string& out, const Goodbye& message) {
  ObjectWriter object(out);
  object.begin({}, "goodbye");
  object.number("code", CloseCode::draining.number());
  object.text("reason", message.reason);
  object.boolean("reconnect", true);
  object.number("delay_ms", message.delay.count());
}

void append(std::string& out, const Readiness& message) {
  ObjectWriter object(out);
  object.begin({}, "readiness");
  object.boolean("ready", message.ready);
  object.texts("missing_services", message.missing);
}

void append(std::string& out, const Failure& message) {
  ObjectWriter object(out);
  object.begin(message.id, "error");
  ObjectWriter error(object.key("error"));
  error.text("code", message.fault.code);
  error.text("message", message.fault.message);
  error.boolean("retryable", message.retryable);
  if (message.retry_after != Duration{0}) error.number("retry_after_ms", message.retry_after.count());
  if (!message.fault.field.empty()) error.text("field", message.fault.field);
  if (message.earliest) error.cursor("earliest", *message.earliest);
  if (!message.missing.empty()) error.texts("missing", message.missing);
}

}  // namespace

void append_message(std::string& out, const port::Message& message) {
  std::visit([&out](const auto& each) { append(out, each); }, message);
}

}  // namespace interlock::protocol
