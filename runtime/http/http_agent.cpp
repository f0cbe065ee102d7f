#include "runtime/http/http_agent.hpp"

#include "runtime/http/run_request.hpp"

#include <cassert>

namespace interlock::http {

void HttpAgent::dial(port::Address asker, std::uint32_t generation, const port::RunSpec& spec, const AgentPlace& place) {
  const Id exchange = client_.begin({.method = "POST",
                                     .url = place.url,
                                     .accept = "text/event-stream, application/x-ndjson",
                                     .content_type = "application/json",
                                     .body = run_request(spec)});
  const bool is_new = streams_.emplace(asker, exchange).second;
  assert(is_new && "A run is dialed once.");
  static_cast<void>(is_new);
  runs_.emplace(exchange, Run{.asker = asker, .generation = generation, .run = spec.run, .cancel_url = place.cancel_url, .stream = {}, .over = false});
}

void HttpAgent::abort(port::Address asker) {
  const auto found = streams_.find(asker);
  if (found == streams_.end()) return;
  const Id exchange = found->second;
  Run& run = runs_.at(exchange);
  tell_cancellation(run);
  end(exchange, run, lifecycles::task_cancelled<lifecycles::agent_stream>{run.generation});
}

void HttpAgent::tell_cancellation(const Run& run) {
  if (!run.cancel_url) return;
  const Id exchange = client_.begin({.method = "POST",
                                     .url = *run.cancel_url,
                                     .accept = "*/*",
                                     .content_type = "application/json",
                                     .body = cancel_request(run.run)});
  auto limit = std::make_unique<asio_parts::Alarm>(loop_);
  limit->set(cancel_limit, [this, exchange] { client_.abandon(exchange); });
  cancellations_.emplace(exchange, std::move(limit));
}

void HttpAgent::answered(Id exchange, const protocol::ResponseHead& head) {
  const auto found = runs_.find(exchange);
  if (found == runs_.end()) return client_.abandon(exchange);  // A cancellation has arrived; what is said to it is not read.
  Run& run = found->second;
  if (head.status < 200 || head.status > 299)
    return fail(exchange, run, "the agent answered with status " + std::to_string(head.status));
  run.stream = AgentStream::of_content_type(head.content_type);
  if (!run.stream)
    return fail(exchange, run, "the agent answered with no stream of events but with \"" + std::string(head.content_type) + "\"");
  scheduler_.post({}, run.asker, lifecycles::upstream_opened{});
}

AgentStream::Sink HttpAgent::sink_of(Id exchange, Run& run) {
  return [this, exchange, &run](lifecycles::upstream_event event) {
    if (run.over) return;
    const bool is_last = is_terminal(event.type);
    scheduler_.post({}, run.asker, std::move(event));
    if (is_last) complete(exchange, run);
  };
}

void HttpAgent::body_received(Id exchange, std::string_view piece) {
  const auto found = runs_.find(exchange);
  if (found == runs_.end() || found->second.over) return;
  Run& run = found->second;
  const auto read = run.stream->receive_data(piece, sink_of(exchange, run));
  if (!read && !run.over) fail(exchange, run, read.error());
}

void HttpAgent::ended(Id exchange, const std::string& fault) {
  cancellations_.erase(exchange);
  const auto found = runs_.find(exchange);
  if (found == runs_.end()) return;
  Run& run = found->second;
  if (!run.over && run.stream && fault.empty()) {
    if (const auto read = run.stream->receive_end(sink_of(exchange, run)); !read && !run.over)
      fail(exchange, run, read.error());
  }
  if (!run.over) {
    if (fault.empty()) complete(exchange, run);
    else fail(exchange, run, fault);
  }
  runs_.erase(exchange);
}

void HttpAgent::complete(Id exchange, Run& run) { end(exchange, run, lifecycles::task_completed<lifecycles::agent_stream>{run.generation}); }
void HttpAgent::fail(Id exchange, Run& run, std::string reason) {
  end(exchange, run, lifecycles::task_failed<lifecycles::agent_stream>{run.generation, std::move(reason)});
}
void HttpAgent::end(Id exchange, Run& run, port::Event how) {
  run.over = true;
  streams_.erase(run.asker);
  scheduler_.post({}, run.asker, std::move(how));
  client_.abandon(exchange);
}

}  // namespace interlock::http
