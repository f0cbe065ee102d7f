#include "runtime/protocol/wire_names.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

namespace interlock::protocol {

namespace {

constexpr std::size_t id_digits = 16;
constexpr std::size_t epoch_digits = 4;
constexpr std::size_t seq_digits = 10;
constexpr std::size_t most_digits = std::numeric_limits<std::uint64_t>::digits10 + 1;

/// `number` in `base`, padded with zeros to `digits`.
struct Padded {
  std::uint64_t number;
  std::size_t digits;
  int base;
};

void append(std::string& out, Padded padded) {
  std::array<char, most_digits> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), padded.number, padded.base).ptr;
  const auto size = static_cast<std::size_t>(end - digits.data());
  if (size < padded.digits) out.append(padded.digits - size, '0');
  out.append(digits.data(), size);
}

void append_id(std::string& out, std::uint64_t id) { append(out, {.number = id, .digits = id_digits, .base = 16}); }

std::optional<std::uint64_t> parse_id(std::string_view text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return std::nullopt;
  text.remove_prefix(prefix.size());
  const auto is_digit = [](char unit) { return (unit >= '0' && unit <= '9') || (unit >= 'a' && unit <= 'f'); };
  if (text.size() != id_digits || !std::ranges::all_of(text, is_digit)) return std::nullopt;
  std::uint64_t id = 0;
  std::from_chars(text.data(), text.data() + text.size(), id, 16);
  return id;
}

template <class Number>
std::optional<Number> parse_padded(std::string_view text, std::size_t digits) {
  const auto is_digit = [](char unit) { return unit >= '0' && unit <= '9'; };
  if (text.size() < digits || !std::ranges::all_of(text, is_digit)) return std::nullopt;
  if (text.size() > digits && text.front() == '0') return std::nullopt;
  Number number = 0;
  if (std::from_chars(text.data(), text.data() + text.size(), number).ec != std::errc{}) return std::nullopt;
  return number;
}

bool is_id_character(char unit) {
  return (unit >= 'a' && unit <= 'z') || (unit >= 'A' && unit <= 'Z') || (unit >= '0' && unit <= '9') || unit == '_' ||
         unit == '.' || unit == ':' || unit == '-';
}

bool is_plain_id(std::string_view text) {
  return !text.empty() && text.size() <= thread_id_limit && std::ranges::all_of(text, is_id_character);
}

template <class Value, class Append>
std::string formatted(Value value, Append append_value) {
  std::string text;
  append_value(text, value);
  return text;
}

}  // namespace

void append_run(std::string& out, RunId run) { append_id(out += 'r', static_cast<std::uint64_t>(run)); }
void append_session(std::string& out, SessionId session) { append_id(out += 's', static_cast<std::uint64_t>(session)); }
void append_resume_token(std::string& out, ResumeToken token) { append_id(out += "rt", static_cast<std::uint64_t>(token)); }
void append_cursor(std::string& out, Cursor cursor) {
  append(out, {.number = cursor.epoch, .digits = epoch_digits, .base = 10});
  append(out += '.', {.number = cursor.seq, .digits = seq_digits, .base = 10});
}

std::string format_trace(std::uint64_t trace) {
  std::string text;
  append_id(text, trace);
  return text;
}

std::string format_run(RunId run) { return formatted(run, append_run); }
std::string format_session(SessionId session) { return formatted(session, append_session); }
std::string format_resume_token(ResumeToken token) { return formatted(token, append_resume_token); }
std::string format_cursor(Cursor cursor) { return formatted(cursor, append_cursor); }

std::optional<RunId> parse_run(std::string_view text) {
  const auto id = parse_id(text, "r");
  return id ? std::optional(RunId{*id}) : std::nullopt;
}

std::optional<SessionId> parse_session(std::string_view text) {
  const auto id = parse_id(text, "s");
  return id ? std::optional(SessionId{*id}) : std::nullopt;
}

std::optional<ResumeToken> parse_resume_token(std::string_view text) {
  const auto id = parse_id(text, "rt");
  return id ? std::optional(ResumeToken{*id}) : std::nullopt;
}

std::optional<Cursor> parse_cursor(std::string_view text) {
  const auto dot = text.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const auto epoch = parse_padded<std::uint32_t>(text.substr(0, dot), epoch_digits);
  const auto seq = parse_padded<std::uint64_t>(text.substr(dot + 1), seq_digits);
  if (!epoch || !seq) return std::nullopt;
  return Cursor{.epoch = *epoch, .seq = *seq};
}

bool is_thread_id(std::string_view text) {
  if (text.size() > thread_id_limit) return false;
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return is_plain_id(text);
  return is_plain_id(text.substr(0, slash)) && is_plain_id(text.substr(slash + 1));
}

bool is_agent_id(std::string_view text) { return is_plain_id(text); }

}  // namespace interlock::protocol
