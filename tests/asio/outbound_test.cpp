#include "runtime/asio/alarm.hpp"
#include "runtime/asio/outbound.hpp"
#include "runtime/asio/tcp_transport.hpp"
#include "tests/asio/outbound_client.hpp"

#include <gtest/gtest.h>

#include <string>

namespace interlock::asio_parts {
namespace {

using namespace std::chrono_literals;
using Id = Outbound::Id;

/// The other end: notes all, and answers as a test wants.
struct Server final : port::TransportListener {
  explicit Server(Loop& loop) : transport(loop, {}) { transport.deliver_to(*this); }
  void accepted(port::StreamId stream) override { last = stream; }
  void received(port::StreamId stream, std::span<std::byte> bytes) override {
    got.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    if (echoes) transport.send(stream, bytes);
  }
  void drained(port::StreamId) override {}
  void lost(port::StreamId) override { ++lost_count; }
  void say(const std::string& text) { transport.send(last, std::as_bytes(std::span(text))); }

  TcpTransport transport;
  port::StreamId last{};
  std::string got;
  bool echoes = true;
  int lost_count = 0;
};

class OutboundTest : public testing::Test {
 protected:
  Id connect(const std::string& host, std::uint16_t port) {
    client.inside_a_call = true;
    const Id id = outbound.connect({host, std::to_string(port)});
    client.inside_a_call = false;
    return id;
  }
  Id connect() { return connect("127.0.0.1", server.transport.local_port()); }
  void close(Id id) {
    client.inside_a_call = true;
    outbound.close(id);
    client.inside_a_call = false;
  }
  void run_until(const std::function<bool()>& done) { test::run_until(loop, done); }
  void run_for(Duration time) {
    bool over = false;
    Alarm alarm(loop);
    alarm.set(time, [&] { over = true; });
    loop.run_until([&] { return over; });
  }

  Loop loop;
  Server server{loop};
  test::OutboundClient client;
  Outbound outbound{loop, client};
};

TEST_F(OutboundTest, WhatIsSentBeforeItIsConnectedArrivesAndTheAnswerComes) {
  const Id id = connect();
  outbound.send(id, "hel");
  outbound.send(id, "lo");
  run_until([&] { return client.got[id] == "hello"; });
  EXPECT_EQ(client.connected_count[id], 1);
}

TEST_F(OutboundTest, MegabytesGoBothWays) {
  const Id id = connect();
  std::string sent;
  for (int piece = 0; piece < 200; ++piece) {
    const std::string text(20'000, static_cast<char>('a' + piece % 26));
    sent += text;
    outbound.send(id, text);
  }
  run_until([&] { return client.got[id].size() == sent.size(); });
  EXPECT_EQ(client.got[id], sent);
}

TEST_F(OutboundTest, ARefusedConnectionEndsWithAReason) {
  const std::uint16_t port = server.transport.local_port();
  server.transport.stop_listening();
  const Id id = connect("127.0.0.1", port);
  run_until([&] { return client.ended_with.contains(id); });
  EXPECT_NE(client.ended_with[id].find("cannot connect"), std::string::npos);
}

TEST_F(OutboundTest, ANameThatDoesNotExistEndsWithAReason) {
  const Id id = connect("no-such-host.invalid", 1);
  run_until([&] { return client.ended_with.contains(id); });
  EXPECT_NE(client.ended_with[id].find("cannot resolve"), std::string::npos);
}

TEST_F(OutboundTest, TheOrderlyEndOfThePeerComesAfterItsBytesAndWithoutAReason) {
  const Id id = connect();
  run_until([&] { return client.connected_count[id] == 1 && server.last != port::StreamId{}; });
  server.say("last words");
  server.transport.close(server.last);
  run_until([&] { return client.ended_with.contains(id); });
  EXPECT_EQ(client.ended_with[id], "");
  EXPECT_EQ(client.got[id], "last words");
}

TEST_F(OutboundTest, CloseSendsWhatWaitsAndHearsNothingMoreButTheEnd) {
  server.echoes = false;
  const Id id = connect();
  run_until([&] { return client.connected_count[id] == 1; });
  const std::string text(3'000'000, 'x');
  outbound.send(id, text);
  close(id);
  close(id);
  outbound.send(id, "dropped");
  run_until([&] { return client.ended_with.contains(id) && server.lost_count == 1; });
  EXPECT_EQ(client.ended_with[id], "");
  EXPECT_EQ(server.got.size(), text.size());
}

TEST_F(OutboundTest, CloseBeforeItIsConnectedEndsItOnce) {
  const Id resolving = connect("localhost", server.transport.local_port());
  close(resolving);
  EXPECT_TRUE(client.ended_with.empty());
  run_until([&] { return client.ended_with.contains(resolving); });
  run_for(20ms);
  EXPECT_EQ(client.connected_count[resolving], 0);
}

TEST_F(OutboundTest, DestroyingItSilencesItsListener) {
  test::OutboundClient silent;
  {
    Outbound gone(loop, silent);
    (void)gone.connect({"127.0.0.1", std::to_string(server.transport.local_port())});
    (void)gone.connect({"no-such-host.invalid", "1"});
    gone.close(gone.connect({"localhost", "1"}));
  }
  run_for(50ms);
  EXPECT_TRUE(silent.ended_with.empty());
  EXPECT_TRUE(silent.connected_count.empty());
}

}  // namespace
}  // namespace interlock::asio_parts
