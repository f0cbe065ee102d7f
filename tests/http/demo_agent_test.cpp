#include "runtime/http/demo_script.hpp"
#include "tests/http/dialing.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace interlock::test {
namespace {

std::vector<EventType> types_of(const std::vector<upstream_event>& script) {
  std::vector<EventType> types;
  for (const upstream_event& event : script)
    if (types.empty() || types.back() != event.type) types.push_back(event.type);
  return types;
}

TEST(DemoAgent, ThinksUsesAToolAnswersInPiecesAndCompletes) {
  const auto script = http::demo_script(run_of("demo").request);
  EXPECT_EQ(types_of(script), (std::vector{EventType::agent_thinking, EventType::tool_executing, EventType::tool_completed,
                                           EventType::agent_message, EventType::agent_completed}));
  EXPECT_GT(std::count_if(script.begin(), script.end(), [](const auto& event) { return event.type == EventType::agent_message; }), 3);
}

TEST(DemoAgent, RepeatsWhatWasSaidHoweverItWasWrapped) {
  for (const std::string input : {R"("wonderful")", R"({"text":"wonderful"})", R"({"message":"wonderful"})", R"({"else":"wonderful"})"})
    EXPECT_THAT(http::demo_script({.agent = "demo", .idempotency_key = "", .input = Text(input)}).back().data.view(),
                testing::HasSubstr("wonderful"));
  EXPECT_EQ(http::demo_script({}).back().type, EventType::agent_completed);
}

TEST(DemoAgent, StreamsItsScriptAndEnds) {
  const auto script = http::demo_script(run_of("demo").request);
  Events expected{upstream_opened{}};
  expected.insert(expected.end(), script.begin(), script.end());
  expected.push_back(task_completed<agent_stream>{1});
  EXPECT_EQ(Dialing({.agents = {}, .demo_pace = Duration{1}}).answers_to("demo"), expected);
}

TEST(DemoAgent, NamesThatNobodyConfiguredAreUnknownAndFail) {
  Dialing dialing;
  EXPECT_TRUE(dialing.agents->knows("demo"));
  EXPECT_FALSE(dialing.agents->knows("support"));
  EXPECT_EQ(dialing.answers_to("support"), (Events{task_failed<agent_stream>{1, "no agent has this name"}}));
}

TEST(Agents, ABadAddressIsRefusedWithTheAgentsName) {
  asio_parts::Loop loop;
  RecordingScheduler scheduler;
  const auto made = http::Agents::make(loop, scheduler, {.agents = {{.name = "support", .url = "support:80", .cancel_url = ""}}});
  ASSERT_FALSE(made);
  EXPECT_THAT(made.error(), testing::HasSubstr("Agent support: The address \"support:80\""));
}

}  // namespace
}  // namespace interlock::test
