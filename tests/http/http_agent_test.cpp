#include "tests/http/dialing.hpp"
#include "tests/http/loopback_server.hpp"

#include <gmock/gmock.h>

namespace interlock::test {
namespace {

using testing::HasSubstr;

http::Agents::Options one_agent(const LoopbackServer& server, const std::string& path, const std::string& cancel_path = "") {
  return {.agents = {{.name = "support", .url = server.url(path), .cancel_url = cancel_path.empty() ? "" : server.url(cancel_path)}},
          .demo_pace = Duration{0}};
}

/// What the asker hears of an agent that answers with `script`.
Events heard_of(LoopbackServer::Script script) {
  const LoopbackServer server({{"/run", std::move(script)}});
  return Dialing(one_agent(server, "/run")).answers_to("support");
}

std::string reason_of(const Events& events) {
  const auto* const failed = events.empty() ? nullptr : std::get_if<task_failed<agent_stream>>(&events.back());
  return failed == nullptr ? "" : failed->failure;
}

const Events whole_run{upstream_opened{}, said(EventType::agent_message, R"({"text":"a"})"),
                       said(EventType::agent_completed, "{}"), task_completed<agent_stream>{1}};

TEST(HttpAgent, ReadsServerSentEventsInAnyPieces) {
  const std::string stream = stream_head("text/event-stream; charset=utf-8") + ": hello\n\n" +
                             server_sent("agent_message", R"({"text":"a"})") + server_sent("agent_completed", "{}");
  for (const std::size_t size : {std::size_t{1}, std::size_t{7}, stream.size()})
    EXPECT_EQ(heard_of([&](ServedConnection& connection) { connection.send_in_pieces(stream, size); }), whole_run);
}

TEST(HttpAgent, ReadsLinesOfJsonInAnyPiecesWithAndWithoutTheLastLineEnd) {
  const std::string stream =
      stream_head("application/x-ndjson") + json_line("agent_message", R"({"text":"a"})") + R"({"type":"agent_completed"})";
  for (const std::size_t size : {std::size_t{1}, std::size_t{7}, stream.size()})
    EXPECT_EQ(heard_of([&](ServedConnection& connection) { connection.send_in_pieces(stream, size); }), whole_run);
}

TEST(HttpAgent, SendsTheRunAndTheInputAsItWasWritten) {
  LoopbackServer server({{"/run?x=1", [](ServedConnection& connection) { connection.send(stream_head("text/event-stream")); }}});
  Dialing dialing(one_agent(server, "/run?x=1"));
  dialing.agents->dial(first_run, 1, run_of("support", R"({"n":1.0,"big":123456789012345678901234567890})"));
  dialing.heard_by(first_run);
  ASSERT_EQ(server.requests().size(), 1U);
  const std::string request = server.requests().front();
  EXPECT_THAT(request, HasSubstr("POST /run?x=1 HTTP/1.1\r\n"));
  EXPECT_THAT(request, HasSubstr("Accept: text/event-stream, application/x-ndjson\r\n"));
  EXPECT_THAT(request, HasSubstr(R"({"run":"r0000000000000009","thread":"t1","tenant":"acme","owner":"ada","agent":"support",)"
                                 R"("idempotency_key":"k1","input":{"n":1.0,"big":123456789012345678901234567890}})"));
}

TEST(HttpAgent, AStreamThatEndsWithoutATerminalEventJustEnds) {
  EXPECT_EQ(heard_of([](ServedConnection& connection) {
              connection.send(stream_head("text/event-stream") + server_sent("agent_message", "1") + "data: {\"type\":");
            }),
            (Events{upstream_opened{}, said(EventType::agent_message, "1"), task_completed<agent_stream>{1}}));
}

TEST(HttpAgent, AfterATerminalEventTheStreamIsOverWhateverTheAgentDoes) {
  EXPECT_EQ(heard_of([](ServedConnection& connection) {
              connection.send(stream_head("text/event-stream") + server_sent("agent_failed", "{}") +
                              server_sent("agent_completed", "{}") + "data: nonsense\n\n");
              connection.wait_for_end();
            }),
            (Events{upstream_opened{}, said(EventType::agent_failed, "{}"), task_completed<agent_stream>{1}}));
}

TEST(HttpAgent, AStatusOtherThanSuccessFailsTheRun) {
  const Events events = heard_of([](ServedConnection& connection) {
    connection.send("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 4\r\n\r\noops");
  });
  EXPECT_EQ(events, (Events{task_failed<agent_stream>{1, "the agent answered with status 500"}}));
}

TEST(HttpAgent, AnAnswerThatIsNoStreamOfEventsFailsTheRun) {
  const Events events = heard_of([](ServedConnection& connection) { connection.send(stream_head("text/html") + "<p>hello</p>"); });
  EXPECT_THAT(reason_of(events), HasSubstr("text/html"));
  EXPECT_EQ(events.size(), 1U);
}

TEST(HttpAgent, BrokenJsonFailsTheRunAfterWhatCameBefore) {
  const Events events = heard_of([](ServedConnection& connection) {
    connection.send(stream_head("text/event-stream") + server_sent("agent_message", "1") + "data: {\"type\n\n" +
                    server_sent("agent_message", "2"));
    connection.wait_for_end();
  });
  ASSERT_EQ(events.size(), 3U);
  EXPECT_EQ(events[1], port::Event(said(EventType::agent_message, "1")));
  EXPECT_THAT(reason_of(events), HasSubstr("no JSON"));
}

TEST(HttpAgent, AnEventBeyondTheLimitFailsTheRun) {
  const Events events = heard_of([](ServedConnection& connection) {
    connection.send(stream_head("text/event-stream") + "data: " + std::string(protocol::event_size_limit + 10, 'x'));
    connection.wait_for_end();
  });
  EXPECT_THAT(reason_of(events), HasSubstr("too large"));
}

TEST(HttpAgent, AChunkedStreamThatBreaksOffFailsTheRun) {
  const Events events = heard_of([](ServedConnection& connection) {
    connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\nff\r\ndata: 1");
  });
  EXPECT_EQ(events.size(), 2U);
  EXPECT_NE(reason_of(events), "");
}

TEST(HttpAgent, AResetFailsTheRun) {
  const Events events = heard_of([](ServedConnection& connection) { connection.reset_at_end(); });
  EXPECT_EQ(events.size(), 1U);
  EXPECT_NE(reason_of(events), "");
}

TEST(HttpAgent, AnAgentThatHangsUpWithoutAWordFailsTheRun) {
  const Events events = heard_of([](ServedConnection&) {});
  EXPECT_EQ(events.size(), 1U);
  EXPECT_NE(reason_of(events), "");
}

TEST(HttpAgent, AnAgentThatNobodyServesFailsTheRun) {
  std::string url;
  {
    const LoopbackServer server({});
    url = server.url("/run");
  }
  const Events events = Dialing({.agents = {{.name = "support", .url = url, .cancel_url = ""}}}).answers_to("support");
  EXPECT_EQ(events.size(), 1U);
  EXPECT_NE(reason_of(events), "");
}

TEST(HttpAgent, AbortTellsTheCancelUrlAndEndsTheStream) {
  std::promise<void> stream_ended;
  std::promise<void> cancelled;
  LoopbackServer server({{"/run",
                          [&](ServedConnection& connection) {
                            connection.send(stream_head("text/event-stream") + server_sent("agent_message", "1"));
                            connection.wait_for_end();
                            stream_ended.set_value();
                          }},
                         {"/cancel", [&](ServedConnection& connection) {
                            connection.send("HTTP/1.1 204 No Content\r\n\r\n");
                            cancelled.set_value();
                          }}});
  Dialing dialing(one_agent(server, "/run", "/cancel"));
  dialing.agents->dial(first_run, 1, run_of("support"));
  dialing.run_until([&] { return dialing.scheduler.to(first_run).size() == 2; });
  dialing.agents->abort(first_run);
  dialing.agents->abort(first_run);
  auto both = std::async(std::launch::async, [&] {
    stream_ended.get_future().wait();
    cancelled.get_future().wait();
    dialing.loop.call([] {});  // So that the loop looks again.
  });
  dialing.run_until([&] { return both.wait_for(std::chrono::seconds(0)) == std::future_status::ready; });
  EXPECT_EQ(dialing.scheduler.to(first_run), (Events{upstream_opened{}, said(EventType::agent_message, "1"), task_cancelled<agent_stream>{1}}));
  ASSERT_EQ(server.requests().size(), 2U);
  EXPECT_THAT(server.requests().back(), testing::AllOf(HasSubstr("POST /cancel"), HasSubstr("\r\n\r\n{\"run\":\"r0000000000000009\"}")));
}

TEST(HttpAgent, AbortBeforeTheAnswerEndsTheRunOnce) {
  const LoopbackServer server({{"/run", [](ServedConnection& connection) { connection.wait_for_end(); }}});
  Dialing dialing(one_agent(server, "/run"));
  dialing.agents->dial(first_run, 1, run_of("support"));
  dialing.agents->abort(first_run);
  EXPECT_EQ(dialing.heard_by(first_run), (Events{task_cancelled<agent_stream>{1}}));
}

}  // namespace
}  // namespace interlock::test
