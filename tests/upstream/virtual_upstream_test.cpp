#include "sim/virtual_upstream.hpp"

#include "tests/store/recording_scheduler.hpp"

#include <gtest/gtest.h>

namespace interlock::test {
namespace {

using namespace lifecycles;
using sim::VirtualUpstream;
using Move = VirtualUpstream::Move;

constexpr port::Address run{port::ActorKind::run, 1};

std::vector<Move> moves_of(const VirtualUpstream& upstream) {
  std::vector<Move> moves;
  for (const auto& operation : upstream.operations()) moves.push_back(operation.move);
  return moves;
}

TEST(VirtualUpstream, OffersWhatAnAgentMayDoNext) {
  RecordingScheduler scheduler;
  VirtualUpstream upstream({"demo"}, {EventType::agent_message});
  EXPECT_TRUE(upstream.operations().empty());
  upstream.dial(run, 1, {});
  EXPECT_EQ(moves_of(upstream), (std::vector{Move::open, Move::fail}));
  upstream.open(run, scheduler);
  EXPECT_EQ(moves_of(upstream), (std::vector{Move::emit, Move::end, Move::fail}));
  upstream.perform({run, Move::emit}, scheduler);
  EXPECT_EQ(moves_of(upstream), (std::vector{Move::complete, Move::end, Move::fail}));
  upstream.complete(run, scheduler);
  EXPECT_TRUE(upstream.operations().empty());
  EXPECT_EQ(scheduler.to(run), (std::vector<port::Event>{upstream_opened{}, upstream_event{EventType::agent_message, Text(R"({"text":"0"})")},
                                                         upstream_event{EventType::agent_completed, Text(R"({"text":"1"})")}, task_completed<agent_stream>{1}}));
}

TEST(VirtualUpstream, AfterAbortOnlyTheEndMayCome) {
  VirtualUpstream upstream;
  upstream.dial(run, 1, {});
  upstream.abort(run);
  EXPECT_TRUE(upstream.streams().at(run).aborted);
  EXPECT_EQ(moves_of(upstream), std::vector{Move::end});
}

TEST(VirtualUpstream, ACopyGoesItsOwnWay) {
  RecordingScheduler scheduler;
  VirtualUpstream upstream;
  upstream.dial(run, 1, {});
  VirtualUpstream copy = upstream;
  EXPECT_EQ(copy, upstream);
  copy.fail(run, scheduler);
  EXPECT_NE(copy, upstream);
  EXPECT_EQ(upstream.streams().size(), 1U);
}

}  // namespace
}  // namespace interlock::test
