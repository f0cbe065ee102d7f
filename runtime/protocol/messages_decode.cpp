#include "runtime/protocol/messages_fields.hpp"
#include "runtime/protocol/wire_names.hpp"

#include <algorithm>

namespace interlock::protocol {

namespace {

using detail::Field;
using detail::Fields;
using detail::JsonReader;
using detail::Value;
using namespace lifecycles;

std::string_view view_of(const Value& value) { return value.text; }

/// Understands the fields of one object. The first thing that is wrong is kept; after it nothing that is returned counts.
class Understanding {
 public:
  Understanding(const Fields& fields, std::string_view path) : fields_(fields), path_(path) {}

  [[nodiscard]] const detail::Fault& fault() const { return fault_; }
  [[nodiscard]] bool has(Field field) const { return fields_[field].kind != Value::Kind::absent; }
  [[nodiscard]] std::string_view slice(Field field) const { return fields_[field].slice; }

  void take(detail::Fault fault) {
    if (!fault_) fault_ = std::move(fault);
  }
  void wrong(Field field, std::string_view expected) { blame(field, "wrong_field", expected); }

  RequestId id() {
    const Value& value = fields_[Field::id];
    if (has(Field::id) && value.kind != Value::Kind::unsigned_integer) wrong(Field::id, "an unsigned integer of 64 bits");
    return RequestId{value.number};
  }

  /// A required text for which `is_right` holds.
  template <class IsRight>
  std::string_view text(Field field, std::string_view expected, IsRight is_right) {
    if (!has(field)) return blame(field, "missing_field", expected), std::string_view();
    const Value& value = fields_[field];
    if (value.kind != Value::Kind::text || !is_right(value.text)) wrong(field, expected);
    return view_of(value);
  }

  std::string_view short_text(Field field, std::size_t limit, std::string_view expected) {
    return text(field, expected, [limit](std::string_view read) { return !read.empty() && read.size() <= limit; });
  }

  std::string thread() {
    return std::string(text(Field::thread, "a thread id: 1 to 128 of A-Z a-z 0-9 _ . : - and at most one /", is_thread_id));
  }
  std::string agent() { return std::string(text(Field::agent, "an agent's name: 1 to 128 of A-Z a-z 0-9 _ . : -", is_agent_id)); }

  std::string cursor(Field field) {
    const auto fits = [](std::string_view read) { return read.size() <= cursor_text_limit; };
    return std::string(text(field, "the text of a cursor", fits));
  }

  /// An id that `parse` knows.
  template <class Parse>
  auto parsed(Field field, std::string_view expected, Parse parse) {
    const auto read = parse(text(field, expected, [&](std::string_view candidate) { return parse(candidate).has_value(); }));
    return read.value_or(typename decltype(read)::value_type{});
  }

  bool has_object(Field field) {
    if (has(field) && fields_[field].kind != Value::Kind::object) wrong(field, "an object");
    return fields_[field].kind == Value::Kind::object;
  }

 private:
  void blame(Field field, std::string_view code, std::string_view expected) {
    if (fault_) return;
    std::string name(path_);
    name += detail::name(field);
    fault_ = MessageFault{.code = std::string(code), .field = name, .message = "Expected here is " + std::string(expected) + "."};
  }

  const Fields& fields_;
  std::string_view path_;
  detail::Fault fault_;
};

// ---- one function for each op ----------------------------------------------------------------------------------

std::vector<ThreadPlace> places(Understanding& message, JsonReader& reader, std::string_view slice, std::string_view path) {
  std::vector<ThreadPlace> read;
  message.take(reader.read_places(slice, path, read));
  return read;
}

Resume resume(Understanding& message, JsonReader& reader) {
  Fields fields;
  detail::Fault fault = reader.read_part(message.slice(Field::resume), fields);
  if (fault) fault->field.insert(0, "resume.");
  message.take(std::move(fault));
  Understanding part(fields, "resume.");
  Resume read{.session = part.parsed(Field::session, "s and 16 hexadecimal digits", parse_session),
              .token = part.parsed(Field::token, "rt and 16 hexadecimal digits", parse_resume_token),
              .threads = {}};
  const bool has_threads = part.has_object(Field::threads);
  message.take(part.fault());
  if (has_threads) read.threads = places(message, reader, part.slice(Field::threads), "resume.threads");
  return read;
}

hello_received hello(Understanding& message, JsonReader& reader) {
  hello_received read{.id = message.id(), .token = {}, .attach = {}, .resume = {}};
  if (message.has(Field::token)) {
    const auto fits = [](std::string_view token) { return token.size() <= token_limit; };
    read.token = message.text(Field::token, "a token", fits);
  }
  if (message.has_object(Field::attach)) read.attach = places(message, reader, message.slice(Field::attach), "attach");
  if (message.has_object(Field::resume)) read.resume = resume(message, reader);
  return read;
}

attach_received attach(Understanding& message) {
  attach_received read{.id = message.id(), .thread = message.thread(), .after = {}};
  if (message.has(Field::after)) read.after = message.cursor(Field::after);
  return read;
}

start_received start(Understanding& message) {
  start_received read{.id = message.id(), .thread = message.thread(), .request = {.agent = message.agent(), .idempotency_key = {}, .input = {}}};
  if (message.has(Field::idempotency_key)) {
    read.request.idempotency_key = message.short_text(Field::idempotency_key, idempotency_key_limit, "a key of 1 to 128 bytes");
  }
  if (!message.fault()) read.request.input = Text(std::string(message.has(Field::input) ? message.slice(Field::input) : "null"));
  return read;
}

ClientMessage understood(Understanding& message, JsonReader& reader) {
  const auto op = message.text(Field::op, "the name of an operation", [](std::string_view) { return true; });
  if (message.fault()) return pong_received{};
  if (op == "ack") return ack_received{.id = message.id(), .thread = message.thread(), .cursor = message.cursor(Field::cursor)};
  if (op == "pong") return pong_received{};
  if (op == "start") return start(message);
  if (op == "cancel") {
    return cancel_received{.id = message.id(), .run = message.parsed(Field::run, "r and 16 hexadecimal digits", parse_run)};
  }
  if (op == "attach") return attach(message);
  if (op == "detach") return detach_received{.id = message.id(), .thread = message.thread()};
  if (op == "refresh") return refresh_received{.id = message.id(), .token = std::string(message.short_text(Field::token, token_limit, "a token"))};
  if (op == "hello") return hello(message, reader);
  message.take(MessageFault{.code = "unknown_op",
                            .field = "op",
                            .message = "Known are hello, attach, detach, start, cancel, refresh, ack and pong."});
  return pong_received{};
}

}  // namespace

struct MessageDecoder::Buffers {
  JsonReader reader;
};

MessageDecoder::MessageDecoder() : buffers_(std::make_unique<Buffers>()) {}
MessageDecoder::~MessageDecoder() = default;
MessageDecoder::MessageDecoder(MessageDecoder&&) noexcept = default;
MessageDecoder& MessageDecoder::operator=(MessageDecoder&&) noexcept = default;

ClientMessage MessageDecoder::decode(std::string_view json) {
  Fields fields;
  detail::Fault fault = buffers_->reader.read_message(json, fields);
  if (!fault) {
    Understanding message(fields, "");
    (void)message.id();  // Every message may carry one, and it is judged first.
    ClientMessage read = understood(message, buffers_->reader);
    if (!message.fault()) return read;
    fault = message.fault();
  }
  return faulty_message_received{.id = RequestId{fields[Field::id].number}, .fault = std::move(*fault)};
}

ClientMessage decode_client_message(std::string_view json) {
  thread_local MessageDecoder decoder;
  return decoder.decode(json);
}

}  // namespace interlock::protocol
