#include "runtime/http/agent_stream.hpp"

#include "runtime/http/json_member.hpp"
#include "runtime/protocol/http_text.hpp"
#include "statemachine/lifecycles/event_names.hpp"

#include <algorithm>
#include <boost/json.hpp>

namespace interlock::http {

namespace {

/// What the user said is the gateway's to say.
std::optional<EventType> type_for_agents(std::string_view name) {
  const std::optional<EventType> type = parse_event_name(name);
  return type == EventType::user_message ? std::nullopt : type;
}

/// Line ends between the tokens would break formats that are made of lines; within strings valid JSON has none.
Text on_one_line(std::string_view json) {
  std::string line(json);
  std::replace_if(line.begin(), line.end(), [](char unit) { return unit == '\n' || unit == '\r'; }, ' ');
  return Text(std::move(line));
}

}  // namespace

tl::expected<lifecycles::upstream_event, std::string> parse_agent_event(std::string_view json, std::string_view event_name) {
  boost::system::error_code error;
  const boost::json::value value = boost::json::parse(json, error);
  if (error) return tl::unexpected("an event is no JSON: " + error.message());
  const lifecycles::upstream_event whole{EventType::custom, on_one_line(json)};
  const boost::json::object* const object = value.if_object();
  const boost::json::value* const named = object != nullptr ? object->if_contains("type") : nullptr;
  if (named == nullptr) return lifecycles::upstream_event{type_for_agents(event_name).value_or(EventType::custom), whole.data};
  const boost::json::string* const name = named->if_string();
  const std::optional<EventType> type = name != nullptr ? type_for_agents(std::string_view(*name)) : std::nullopt;
  if (!type) return whole;
  return lifecycles::upstream_event{*type, on_one_line(json_member(json, "data").value_or("{}"))};
}

std::optional<AgentStream> AgentStream::of_content_type(std::string_view content_type) {
  const std::string_view type = protocol::trimmed(content_type.substr(0, content_type.find(';')));
  if (protocol::equal_in_any_case(type, "text/event-stream")) return AgentStream(protocol::EventStreamDecoder());
  for (const std::string_view name : {"application/x-ndjson", "application/ndjson", "application/jsonl", "application/json-lines"})
    if (protocol::equal_in_any_case(type, name)) return AgentStream(protocol::JsonLinesDecoder());
  return std::nullopt;
}

void AgentStream::take(std::string_view json, std::string_view event_name, const Sink& sink) {
  if (!fault_.empty()) return;
  auto event = parse_agent_event(json, event_name);
  if (!event) {
    fault_ = event.error();
    return;
  }
  const bool was_first = std::exchange(is_first_, false);
  if (was_first && event->type == EventType::agent_started) return;
  sink(std::move(*event));
}

tl::expected<void, std::string> AgentStream::receive_data(std::string_view bytes, const Sink& sink) {
  tl::expected<void, protocol::StreamTooLarge> fed;
  if (auto* const events = std::get_if<protocol::EventStreamDecoder>(&decoder_))
    fed = events->receive_data(bytes, [&](const protocol::ServerSentEvent& event) { take(event.data, event.type, sink); });
  else
    fed = std::get<protocol::JsonLinesDecoder>(decoder_).receive_data(bytes, [&](std::string_view line) { take(line, {}, sink); });
  if (!fed && fault_.empty()) fault_ = fed.error().what;
  return outcome();
}

tl::expected<void, std::string> AgentStream::receive_end(const Sink& sink) {
  if (auto* const lines = std::get_if<protocol::JsonLinesDecoder>(&decoder_))
    lines->receive_end([&](std::string_view line) { take(line, {}, sink); });
  return outcome();
}

tl::expected<void, std::string> AgentStream::outcome() const {
  if (!fault_.empty()) return tl::unexpected(fault_);
  return {};
}

}  // namespace interlock::http
