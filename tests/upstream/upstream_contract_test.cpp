/// The contract of port::Upstream, on every implementation of it.
#include "sim/virtual_upstream.hpp"
#include "tests/http/dialing.hpp"
#include "tests/http/loopback_server.hpp"

namespace interlock::test {
namespace {

class OfTheDemo {
 public:
  port::Upstream& upstream() { return *dialing_.agents; }
  std::string agent() const { return "demo"; }
  Events all_for(port::Address asker) { return dialing_.heard_by(asker); }
  /// Until the asker has heard `count` events.
  void run_until_heard(port::Address asker, std::size_t count) {
    dialing_.run_until([&] { return dialing_.scheduler.to(asker).size() >= count; });
  }

 protected:
  explicit OfTheDemo(http::Agents::Options options) : dialing_(std::move(options)) {}

 public:
  OfTheDemo() : OfTheDemo({.agents = {}, .demo_pace = Duration{0}}) {}

 private:
  Dialing dialing_;
};

struct Served {
  LoopbackServer server{{{"/run", [](ServedConnection& connection) {
                            connection.send(stream_head("text/event-stream"));
                            for (int count = 0; count < 20; ++count) connection.send(server_sent("agent_message", "{}"));
                            connection.send(server_sent("agent_completed", "{}"));
                            connection.wait_for_end();
                          }}}};
};
class OverHttp : private Served, public OfTheDemo {
 public:
  OverHttp() : OfTheDemo({.agents = {{.name = "served", .url = server.url("/run"), .cancel_url = server.url("/cancel")}}}) {}
  std::string agent() const { return "served"; }
};

class InTheVirtualWorld {
 public:
  port::Upstream& upstream() { return upstream_; }
  std::string agent() const { return "demo"; }
  Events all_for(port::Address asker) {
    while (!upstream_.operations().empty()) upstream_.perform(upstream_.operations().front(), scheduler_);
    return scheduler_.to(asker);
  }
  void run_until_heard(port::Address asker, std::size_t count) {
    while (scheduler_.to(asker).size() < count) upstream_.perform(upstream_.operations().front(), scheduler_);
  }

 private:
  sim::VirtualUpstream upstream_;
  RecordingScheduler scheduler_;
};

template <class World>
class UpstreamContract : public testing::Test {
 protected:
  World world_;
  void dial(port::Address asker) { world_.upstream().dial(asker, 1, run_of(world_.agent())); }
};
using Worlds = testing::Types<OfTheDemo, OverHttp, InTheVirtualWorld>;
TYPED_TEST_SUITE(UpstreamContract, Worlds);

/// `upstream_opened`, then events, then one end.
void expect_in_order(const Events& events) {
  ASSERT_GE(events.size(), 2U);
  EXPECT_TRUE(std::holds_alternative<upstream_opened>(events.front()));
  for (std::size_t index = 1; index + 1 < events.size(); ++index)
    EXPECT_TRUE(std::holds_alternative<upstream_event>(events[index])) << index;
  EXPECT_TRUE(is_end(events.back()));
}

TYPED_TEST(UpstreamContract, OpensThenSaysThenEndsOnce) {
  this->dial(first_run);
  const Events events = this->world_.all_for(first_run);
  expect_in_order(events);
  ASSERT_GE(events.size(), 4U);
  EXPECT_EQ(std::get<upstream_event>(events[events.size() - 2]).type, EventType::agent_completed);
}

TYPED_TEST(UpstreamContract, TwoRunsDoNotMix) {
  this->dial(first_run);
  this->dial(second_run);
  const Events first = this->world_.all_for(first_run);
  expect_in_order(first);
  EXPECT_EQ(this->world_.all_for(second_run), first);
}

TYPED_TEST(UpstreamContract, AbortInTheMiddleCancelsOnce) {
  this->dial(first_run);
  this->world_.run_until_heard(first_run, 2);
  this->world_.upstream().abort(first_run);
  this->world_.upstream().abort(first_run);
  const Events events = this->world_.all_for(first_run);
  expect_in_order(events);
  const auto* const said_last = std::get_if<upstream_event>(&events[events.size() - 2]);
  const bool was_over = said_last != nullptr && is_terminal(said_last->type);  // All of it had come before the abort.
  EXPECT_EQ(events.back(), was_over ? port::Event(task_completed<agent_stream>{1}) : port::Event(task_cancelled<agent_stream>{1}));
}

TYPED_TEST(UpstreamContract, TheEndHasTheGenerationOfTheDial) {
  this->world_.upstream().dial(first_run, 7, run_of(this->world_.agent()));
  EXPECT_EQ(this->world_.all_for(first_run).back(), port::Event(task_completed<agent_stream>{7}));
}

TYPED_TEST(UpstreamContract, AbortAtOnceBringsAnEndAndNothingAfterIt) {
  this->dial(first_run);
  this->world_.upstream().abort(first_run);
  const Events events = this->world_.all_for(first_run);
  ASSERT_FALSE(events.empty());
  EXPECT_EQ(std::count_if(events.begin(), events.end(), is_end), 1);
  EXPECT_TRUE(is_end(events.back()));
}

TYPED_TEST(UpstreamContract, AbortAfterTheEndAndOfUnknownAskersIsFine) {
  this->world_.upstream().abort(second_run);
  this->dial(first_run);
  const Events events = this->world_.all_for(first_run);
  this->world_.upstream().abort(first_run);
  EXPECT_EQ(this->world_.all_for(first_run), events);
}

TYPED_TEST(UpstreamContract, KnowsItsAgentsOnly) {
  EXPECT_TRUE(this->world_.upstream().knows(this->world_.agent()));
  EXPECT_FALSE(this->world_.upstream().knows("nobody"));
  EXPECT_FALSE(this->world_.upstream().knows(""));
}

}  // namespace
}  // namespace interlock::test
