#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

/// Reading streams of events: server-sent events (WHATWG HTML, section 9.2) and lines of JSON. No I/O; values.
namespace interlock::protocol {

struct StreamTooLarge {
  const char* what;  // a literal
};

/// Borrowed for the call that hands it over.
struct ServerSentEvent {
  std::string_view type;  // "message" where the stream names none
  std::string_view data;
  std::string_view id;  // the last one that the stream gave, "" if none yet
};

/// Splits a stream into lines that end with LF, CR or CRLF, cut anywhere. A longer line than the limit ends it.
class LineSplitter {
 public:
  enum class Ends : std::uint8_t { line_feed, any };

  LineSplitter(std::size_t limit, Ends ends) : limit_(limit), ends_(ends) {}

  /// Calls `line(std::string_view)`, which returns whether to go on, for each whole line. False: stopped or too long.
  template <class Line>
  bool receive_data(std::string_view bytes, Line&& line) {
    const std::string_view terminators = ends_ == Ends::any ? "\r\n" : "\n";
    while (!bytes.empty()) {
      if (after_return_ && bytes.front() == '\n') bytes.remove_prefix(1);
      after_return_ = false;
      if (bytes.empty()) break;
      const std::size_t end = bytes.find_first_of(terminators);
      const std::string_view piece = bytes.substr(0, end);
      if (piece.size() > limit_ - unfinished_.size()) return false;
      if (end == std::string_view::npos) {
        unfinished_ += piece;
        return true;
      }
      after_return_ = bytes[end] == '\r';
      bytes.remove_prefix(end + 1);
      if (unfinished_.empty()) {
        if (!line(piece)) return false;
        continue;
      }
      std::string whole;
      whole.swap(unfinished_);
      if (!line(std::string_view(whole += piece))) return false;
    }
    return true;
  }

  /// What the stream left without an end of line.
  std::string_view unfinished() const { return unfinished_; }

  friend bool operator==(const LineSplitter&, const LineSplitter&) = default;

 private:
  std::string unfinished_;
  std::size_t limit_;
  Ends ends_;
  bool after_return_ = false;
};

inline constexpr std::size_t event_size_limit = 1024 * 1024;

/// The event stream format. What ends without an empty line was never an event and is dropped with the decoder.
class EventStreamDecoder {
 public:
  explicit EventStreamDecoder(std::size_t limit = event_size_limit)
      : lines_(limit, LineSplitter::Ends::any), limit_(limit) {}

  /// Calls `event(const ServerSentEvent&)` for each event with data. A line, or an event's data, beyond the limit is a
  /// fault, and all that follows too.
  template <class Sink>
  tl::expected<void, StreamTooLarge> receive_data(std::string_view bytes, Sink&& event) {
    const bool fits = !failed_ && lines_.receive_data(bytes, [&](std::string_view line) {
      if (!line.empty()) return take_line(line);
      at_start_ = false;
      if (has_data_) event(ServerSentEvent{type_.empty() ? "message" : std::string_view(type_), data_, id_});
      forget_event();
      return true;
    });
    failed_ = !fits;
    if (failed_) return tl::unexpected(StreamTooLarge{"an event is too large"});
    return {};
  }

  /// The last `retry:`, in milliseconds.
  std::optional<std::uint64_t> retry_milliseconds() const { return retry_; }
  std::string_view last_event_id() const { return id_; }

  friend bool operator==(const EventStreamDecoder&, const EventStreamDecoder&) = default;

 private:
  bool take_line(std::string_view line);
  bool take_field(std::string_view field, std::string_view value);
  void forget_event();

  LineSplitter lines_;
  std::size_t limit_;
  std::string type_;
  std::string data_;
  std::string id_;
  std::optional<std::uint64_t> retry_;
  bool has_data_ = false;
  bool at_start_ = true;  // a byte order mark may come
  bool failed_ = false;
};

/// One JSON value a line. Empty lines, and a CR before the LF, don't count.
class JsonLinesDecoder {
 public:
  explicit JsonLinesDecoder(std::size_t limit = event_size_limit) : lines_(limit, LineSplitter::Ends::line_feed) {}

  /// Calls `line(std::string_view)`. A line beyond the limit is a fault, and all that follows too.
  template <class Sink>
  tl::expected<void, StreamTooLarge> receive_data(std::string_view bytes, Sink&& line) {
    const bool fits = !failed_ && lines_.receive_data(bytes, [&](std::string_view text) {
      pass_on(text, line);
      return true;
    });
    failed_ = !fits;
    if (failed_) return tl::unexpected(StreamTooLarge{"a line is too large"});
    return {};
  }

  /// The stream has ended; its last line needs no LF. Nothing is to be received after this.
  template <class Sink>
  void receive_end(Sink&& line) {
    if (!failed_) pass_on(lines_.unfinished(), line);
    failed_ = true;
  }

  friend bool operator==(const JsonLinesDecoder&, const JsonLinesDecoder&) = default;

 private:
  template <class Sink>
  static void pass_on(std::string_view text, Sink& line) {
    if (text.ends_with('\r')) text.remove_suffix(1);
    if (text.find_first_not_of(" \t") != std::string_view::npos) line(text);
  }

  LineSplitter lines_;
  bool failed_ = false;
};

}  // namespace interlock::protocol
