#pragma once
/// The fields of one JSON object, checked to the last byte and not yet understood. Private to the decoder.
///
/// Invariants: what `read…` accepts is JSON as RFC 8259 has it, in valid UTF-8, nested at most `nesting_limit` deep, with numbers that
/// a double can hold; the on-demand parser alone would skip over what nobody asks for. Slices are borrowed from
/// `JsonReader` until the next call of the same function.
#include "runtime/protocol/messages.hpp"

#include <simdjson.h>

#include <array>
#include <optional>
#include <vector>

namespace interlock::protocol::detail {

enum class Field : std::uint8_t {
  id, op, thread, after, agent, idempotency_key, input, run, token, cursor, attach, resume, session, threads
};
inline constexpr std::array<std::string_view, 14> field_names{
    "id", "op", "thread", "after", "agent", "idempotency_key", "input",
    "run", "token", "cursor", "attach", "resume", "session", "threads"};
constexpr std::string_view name(Field field) { return field_names[static_cast<std::size_t>(field)]; }

struct Value {
  enum class Kind : std::uint8_t { absent, text, unsigned_integer, object, other };
  Kind kind = Kind::absent;
  std::string_view text;     ///< Unescaped.
  std::uint64_t number = 0;
  std::string_view slice;    ///< As it was written.
};

class Fields {
 public:
  [[nodiscard]] const Value& operator[](Field field) const { return values_[static_cast<std::size_t>(field)]; }
  [[nodiscard]] Value& operator[](Field field) { return values_[static_cast<std::size_t>(field)]; }

 private:
  std::array<Value, field_names.size()> values_;
};

using Fault = std::optional<MessageFault>;

class JsonReader {
 public:
  /// Copies `json`, which must be one object and nothing else.
  [[nodiscard]] Fault read_message(std::string_view json, Fields& fields);
  /// `slice` is that of a value of kind `object` in the message that was read last.
  [[nodiscard]] Fault read_part(std::string_view slice, Fields& fields);
  /// The same, for an object from thread ids to texts of cursors. `path` names it in faults.
  [[nodiscard]] Fault read_places(std::string_view slice, std::string_view path, std::vector<lifecycles::ThreadPlace>& places);

 private:
  [[nodiscard]] simdjson::error_code open_part(std::string_view slice, simdjson::ondemand::document& document);

  std::vector<char> buffer_;  ///< The message, and padding that the parser may read.
  simdjson::ondemand::parser message_parser_;
  simdjson::ondemand::parser part_parser_;
};

}  // namespace interlock::protocol::detail
