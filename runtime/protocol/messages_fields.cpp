#include "runtime/protocol/messages_fields.hpp"

#include "runtime/protocol/wire_names.hpp"

#include <algorithm>
#include <cstring>

namespace interlock::protocol::detail {

namespace {

namespace ondemand = simdjson::ondemand;
using simdjson::error_code;

MessageFault malformed(std::string_view message) { return {.code = "malformed_json", .field = {}, .message = std::string(message)}; }
MessageFault malformed() { return malformed("The message is not one JSON object in UTF-8."); }

/// Reads one value to its end and lets nothing pass that is not JSON.
class ValueCheck {
 public:
  explicit ValueCheck(ondemand::document& document) : document_(document) {}

  error_code read(ondemand::value value, Value& out) {
    const char* begin = value.raw_json_token().data();
    if (const auto error = read_any(value, out, 1)) return error;
    const char* end = nullptr;
    if (const auto error = document_.current_location().get(end)) return error;
    out.slice = trimmed({begin, static_cast<std::size_t>(end - begin)});
    return simdjson::SUCCESS;
  }

  /// Text that is UTF-8 also after unescaping. All of the message was UTF-8, so only an escaped lone surrogate can break it, and
  /// what that becomes begins with 0xED.
  static error_code read_text(simdjson::simdjson_result<std::string_view> read, std::string_view& out) {
    if (const auto error = std::move(read).get(out)) return error;
    if (out.find('\xED') == std::string_view::npos) return simdjson::SUCCESS;
    return simdjson::validate_utf8(out.data(), out.size()) ? simdjson::SUCCESS : simdjson::STRING_ERROR;
  }

 private:
  static std::string_view trimmed(std::string_view slice) {
    const auto last = slice.find_last_not_of(" \t\r\n");
    return slice.substr(0, last + 1);
  }

  error_code read_any(ondemand::value value, Value& out, std::size_t depth) {
    ondemand::json_type type{};
    if (const auto error = value.type().get(type)) return error;
    out.kind = Value::Kind::other;
    switch (type) {
      case ondemand::json_type::object:
        out.kind = Value::Kind::object;
        return depth < nesting_limit ? read_object(value, depth + 1) : simdjson::DEPTH_ERROR;
      case ondemand::json_type::array: return depth < nesting_limit ? read_array(value, depth + 1) : simdjson::DEPTH_ERROR;
      case ondemand::json_type::string: out.kind = Value::Kind::text; return read_text(value.get_string(), out.text);
      case ondemand::json_type::number: return read_number(value, out);
      case ondemand::json_type::boolean: return value.get_bool().error();
      case ondemand::json_type::null: return value.is_null().error();
    }
    return simdjson::TAPE_ERROR;
  }

  static error_code read_number(ondemand::value value, Value& out) {
    if (value.get_uint64().get(out.number) == simdjson::SUCCESS) {
      out.kind = Value::Kind::unsigned_integer;
      return simdjson::SUCCESS;
    }
    return value.get_double().error();
  }

  error_code read_object(ondemand::value value, std::size_t depth) {
    ondemand::object object;
    if (const auto error = value.get_object().get(object)) return error;
    for (auto result : object) {
      ondemand::field field;
      std::string_view key;
      Value ignored;
      if (const auto error = std::move(result).get(field)) return error;
      if (const auto error = read_text(field.unescaped_key(), key)) return error;
      if (const auto error = read_any(field.value(), ignored, depth)) return error;
    }
    return simdjson::SUCCESS;
  }

  error_code read_array(ondemand::value value, std::size_t depth) {
    ondemand::array array;
    if (const auto error = value.get_array().get(array)) return error;
    for (auto result : array) {
      ondemand::value element;
      Value ignored;
      if (const auto error = std::move(result).get(element)) return error;
      if (const auto error = read_any(element, ignored, depth)) return error;
    }
    return simdjson::SUCCESS;
  }

  ondemand::document& document_;
};

/// Calls `on_field(key, value)` for each member; it returns a fault to stop.
template <class OnField>
Fault read_members(ondemand::document& document, OnField on_field) {
  ondemand::object object;
  if (document.get_object().get(object) != simdjson::SUCCESS) return malformed();
  for (auto result : object) {
    ondemand::field field;
    std::string_view key;
    if (std::move(result).get(field) != simdjson::SUCCESS) return malformed();
    if (ValueCheck::read_text(field.unescaped_key(), key) != simdjson::SUCCESS) return malformed();
    if (auto fault = on_field(key, field.value())) return fault;
  }
  if (document.current_location().error() != simdjson::OUT_OF_BOUNDS) return malformed("Something follows the message's JSON object.");
  return std::nullopt;
}

/// `field` is empty for one that nobody knows: its name may be as long as a frame and is not repeated.
MessageFault unreadable(error_code error, std::string_view field) {
  if (field.empty()) return malformed("A field that is not known here is no JSON, too deep, or has a number too large.");
  if (error == simdjson::NUMBER_ERROR || error == simdjson::NUMBER_OUT_OF_RANGE) {
    return {.code = "wrong_field", .field = std::string(field), .message = "A number in this field cannot be read."};
  }
  if (error == simdjson::DEPTH_ERROR) {
    return {.code = "wrong_field", .field = std::string(field), .message = "The field is nested too deeply."};
  }
  return malformed();
}

Fault read_fields(ondemand::document& document, Fields& fields) {
  ValueCheck check(document);
  return read_members(document, [&](std::string_view key, ondemand::value value) -> Fault {
    const auto place = std::ranges::find(field_names, key);
    const bool known = place != field_names.end();
    Value ignored;
    Value& out = known ? fields[static_cast<Field>(place - field_names.begin())] : ignored;
    if (out.kind != Value::Kind::absent) {
      return MessageFault{.code = "wrong_field", .field = std::string(*place), .message = "The field is given twice."};
    }
    if (const auto error = check.read(value, out)) return unreadable(error, known ? *place : std::string_view());
    return std::nullopt;
  });
}

}  // namespace

Fault JsonReader::read_message(std::string_view json, Fields& fields) {
  if (buffer_.size() < json.size() + simdjson::SIMDJSON_PADDING) buffer_.resize(json.size() + simdjson::SIMDJSON_PADDING);
  if (!json.empty()) std::memcpy(buffer_.data(), json.data(), json.size());
  // What a longer message left must not be taken for the end of this one.
  std::memset(buffer_.data() + json.size(), ' ', simdjson::SIMDJSON_PADDING);
  ondemand::document document;
  if (message_parser_.iterate(buffer_.data(), json.size(), buffer_.size()).get(document) != simdjson::SUCCESS) return malformed();
  return read_fields(document, fields);
}

error_code JsonReader::open_part(std::string_view slice, ondemand::document& document) {
  const auto allocated = static_cast<std::size_t>(buffer_.data() + buffer_.size() - slice.data());
  return part_parser_.iterate(slice.data(), slice.size(), allocated).get(document);
}

Fault JsonReader::read_part(std::string_view slice, Fields& fields) {
  ondemand::document document;
  if (open_part(slice, document) != simdjson::SUCCESS) return malformed();
  return read_fields(document, fields);
}

Fault JsonReader::read_places(std::string_view slice, std::string_view path, std::vector<lifecycles::ThreadPlace>& places) {
  const auto wrong = [&](std::string_view message) {
    return MessageFault{.code = "wrong_field", .field = std::string(path), .message = std::string(message)};
  };
  ondemand::document document;
  if (open_part(slice, document) != simdjson::SUCCESS) return malformed();
  return read_members(document, [&](std::string_view thread, ondemand::value value) -> Fault {
    std::string_view after;
    if (!is_thread_id(thread)) return wrong("A key is not a thread id.");
    if (ValueCheck::read_text(value.get_string(), after) != simdjson::SUCCESS || after.size() > cursor_text_limit) {
      return wrong("A value is not the text of a cursor.");
    }
    if (std::ranges::find(places, thread, &lifecycles::ThreadPlace::thread) != places.end()) return wrong("A thread is given twice.");
    if (places.size() == places_limit) {
      return MessageFault{.code = "too_many_attachments", .field = std::string(path), .message = "At most 64 threads at once."};
    }
    places.push_back({.thread = std::string(thread), .after = std::string(after)});
    return std::nullopt;
  });
}

}  // namespace interlock::protocol::detail
