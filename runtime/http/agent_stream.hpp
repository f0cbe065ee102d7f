#pragma once
/// What an agent streams back, as the gateway's events. No I/O; bytes in, events out.
#include "runtime/protocol/event_stream.hpp"
#include "statemachine/lifecycles/events.hpp"

#include <functional>
#include <optional>
#include <tl/expected.hpp>
#include <variant>

namespace interlock::http {

/// One event of an agent: a JSON object {"type": …, "data": …}. `event_name` is what the stream itself called it; it counts where
/// the object names no type, and then the whole object is the data. What is of no type that an agent may say becomes `custom`
/// with the whole object. Numbers and strings are passed on as they were written. The error says what is wrong with the text.
[[nodiscard]] tl::expected<lifecycles::upstream_event, std::string> parse_agent_event(std::string_view json,
                                                                                     std::string_view event_name);

/// Reads server-sent events or lines of JSON, cut anywhere. A fault is told once, and ends the reading.
class AgentStream {
 public:
  using Sink = std::function<void(lifecycles::upstream_event)>;

  /// Nothing for a content type that is neither text/event-stream nor one of the names of JSON lines.
  [[nodiscard]] static std::optional<AgentStream> of_content_type(std::string_view content_type);

  /// An `agent_started` that comes first is dropped: the gateway has said so itself.
  [[nodiscard]] tl::expected<void, std::string> receive_data(std::string_view bytes, const Sink& sink);
  [[nodiscard]] tl::expected<void, std::string> receive_end(const Sink& sink);

 private:
  using Decoder = std::variant<protocol::EventStreamDecoder, protocol::JsonLinesDecoder>;
  explicit AgentStream(Decoder decoder) : decoder_(std::move(decoder)) {}
  void take(std::string_view json, std::string_view event_name, const Sink& sink);
  [[nodiscard]] tl::expected<void, std::string> outcome() const;

  Decoder decoder_;
  bool is_first_ = true;
  std::string fault_;
};

}  // namespace interlock::http
