#pragma once
/// Runs that are done by agents over HTTP: a POST, and a stream of events back.
#include "runtime/asio/alarm.hpp"
#include "runtime/http/agent_stream.hpp"
#include "runtime/http/http_client.hpp"
#include "runtime/port/event.hpp"
#include "runtime/port/scheduler.hpp"
#include "runtime/port/upstream.hpp"

namespace interlock::http {

/// Where one agent is reached.
struct AgentPlace {
  Url url;
  std::optional<Url> cancel_url;
};

/// All runs of all agents. Answers as port::Upstream says. A terminal event of the agent ends its stream, whatever the agent does
/// afterwards. The deadlines of a run are the run's own: nothing here ends by time but the telling of a cancellation.
/// Used on the loop's thread only; destroying it drops all streams.
class HttpAgent final : private ExchangeListener {
 public:
  /// A cancel URL is given as long to answer; it is not waited for.
  static constexpr Duration cancel_limit{10'000};

  HttpAgent(asio_parts::Loop& loop, port::Scheduler<port::Event>& scheduler)
      : loop_(loop), scheduler_(scheduler), client_(loop, *this) {}

  void dial(port::Address asker, std::uint32_t generation, const port::RunSpec& spec, const AgentPlace& place);
  void abort(port::Address asker);

 private:
  struct Run {
    port::Address asker;
    std::uint32_t generation;
    RunId run{};
    std::optional<Url> cancel_url;
    std::optional<AgentStream> stream;  ///< Once the agent has answered.
    bool over = false;                  ///< Its end was posted; the exchange still has to end.
  };
  void answered(Id exchange, const protocol::ResponseHead& head) override;
  void body_received(Id exchange, std::string_view piece) override;
  void ended(Id exchange, const std::string& fault) override;

  [[nodiscard]] AgentStream::Sink sink_of(Id exchange, Run& run);
  /// Posts the one end of the run and gives up what is left of the exchange.
  void complete(Id exchange, Run& run);
  void fail(Id exchange, Run& run, std::string reason);
  void end(Id exchange, Run& run, port::Event how);
  void tell_cancellation(const Run& run);

  asio_parts::Loop& loop_;
  port::Scheduler<port::Event>& scheduler_;
  std::map<Id, Run> runs_;
  std::map<port::Address, Id> streams_;  ///< Of the runs that are not over.
  std::map<Id, std::unique_ptr<asio_parts::Alarm>> cancellations_;
  HttpClient client_;
};

}  // namespace interlock::http
