#include "runtime/http/http_probe.hpp"

#include "tests/http/dialing.hpp"
#include "tests/http/loopback_server.hpp"

#include <optional>

namespace interlock::test {
namespace {

/// What the probe says about `path`; the answer comes once.
std::optional<bool> verdict(const LoopbackServer& server, const std::string& path, Duration limit = Duration{20'000}) {
  Dialing world;
  http::HttpProbe probe(world.loop, limit);
  std::vector<bool> answers;
  probe.probe(*http::parse_url(server.url(path)), [&](bool well) { answers.push_back(well); });
  EXPECT_TRUE(answers.empty()) << "Never inside the call.";
  world.run_until([&] { return !answers.empty(); });
  EXPECT_EQ(answers.size(), 1U);
  return answers.empty() ? std::nullopt : std::optional<bool>(answers.front() == true);
}

TEST(HttpProbe, OnlyAnAnswerOfSuccessInTimeIsWell) {
  const LoopbackServer server({{"/well", [](ServedConnection& connection) { connection.send("HTTP/1.1 204 No Content\r\n\r\n"); }},
                               {"/stream",
                                [](ServedConnection& connection) {
                                  connection.send(stream_head("text/plain"));
                                  connection.wait_for_end();
                                }},
                               {"/moved", [](ServedConnection& connection) { connection.send("HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n"); }},
                               {"/ill", [](ServedConnection& connection) { connection.send("HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n"); }},
                               {"/noise", [](ServedConnection& connection) { connection.send("SSH-2.0-hello\r\n"); }},
                               {"/silent", [](ServedConnection& connection) { connection.wait_for_end(); }}});
  EXPECT_EQ(verdict(server, "/well"), true);
  EXPECT_EQ(verdict(server, "/stream"), true);
  EXPECT_EQ(verdict(server, "/moved"), false);
  EXPECT_EQ(verdict(server, "/ill"), false);
  EXPECT_EQ(verdict(server, "/noise"), false);
  EXPECT_EQ(verdict(server, "/hung_up"), false);
  EXPECT_EQ(verdict(server, "/silent", Duration{1}), false);
}

}  // namespace
}  // namespace interlock::test
