#pragma once
/// A loop with agents on it, for tests that dial.
#include "runtime/http/agents.hpp"
#include "tests/store/recording_scheduler.hpp"

#include <gtest/gtest.h>

namespace interlock::test {

using namespace lifecycles;
using Events = std::vector<port::Event>;

constexpr port::Address first_run{port::ActorKind::run, 1};
constexpr port::Address second_run{port::ActorKind::run, 2};

inline port::RunSpec run_of(std::string agent, std::string input = "{\"text\":\"hello\"}") {
  return {.run = RunId{9},
          .thread = {.tenant = "acme", .owner = "ada", .thread = "t1"},
          .request = {.agent = std::move(agent), .idempotency_key = "k1", .input = Text(std::move(input))}};
}

inline bool is_end(const port::Event& event) {
  return std::holds_alternative<task_completed<agent_stream>>(event) || std::holds_alternative<task_failed<agent_stream>>(event) ||
         std::holds_alternative<task_cancelled<agent_stream>>(event);
}

inline upstream_event said(EventType type, std::string data) { return {type, Text(std::move(data))}; }

class Dialing {
 public:
  explicit Dialing(http::Agents::Options options = {}) {
    auto made = http::Agents::make(loop, scheduler, options);
    if (!made) throw std::runtime_error(made.error());
    agents = std::move(*made);
  }
  /// Runs the loop until `done`; a loop that has nothing more to say fails the test instead of hanging it.
  void run_until(const std::function<bool()>& done) {
    bool is_late = false;
    asio_parts::Alarm limit(loop);
    limit.set(Duration{20'000}, [&] { is_late = true; });
    loop.run_until([&] { return is_late || done(); });
    ASSERT_FALSE(is_late) << "What was waited for did not come.";
  }
  /// All that the asker hears until its end.
  Events heard_by(port::Address asker) {
    run_until([&] {
      const Events events = scheduler.to(asker);
      return !events.empty() && is_end(events.back());
    });
    return scheduler.to(asker);
  }
  Events answers_to(const std::string& agent) {
    agents->dial(first_run, 1, run_of(agent));
    return heard_by(first_run);
  }

  asio_parts::Loop loop;
  RecordingScheduler scheduler;
  std::unique_ptr<http::Agents> agents;
};

}  // namespace interlock::test
