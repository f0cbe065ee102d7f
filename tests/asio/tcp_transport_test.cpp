#include "runtime/asio/alarm.hpp"
#include "runtime/asio/outbound.hpp"
#include "runtime/asio/tcp_transport.hpp"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <system_error>
#include <vector>

namespace interlock::asio_parts {
namespace {

using namespace std::chrono_literals;

struct Host final : port::TransportListener {
  void accepted(port::StreamId stream) override { streams.push_back(stream); }
  void received(port::StreamId, std::span<std::byte> bytes) override { received_sizes.push_back(bytes.size()); }
  void drained(port::StreamId) override {}
  void lost(port::StreamId) override { ++lost_count; }
  std::vector<port::StreamId> streams;
  std::vector<std::size_t> received_sizes;
  int lost_count = 0;
};

struct Guests final : OutboundListener {
  void connected(Id) override { ++connected_count; }
  void received(Id, std::span<std::byte> bytes) override { received_sizes.push_back(bytes.size()); }
  void ended(Id, const std::string&) override { ++ended_count; }
  int connected_count = 0;
  int ended_count = 0;
  std::vector<std::size_t> received_sizes;
};

class TcpTransportTest : public testing::Test {
 protected:
  void run_until(const std::function<bool()>& done) {
    bool overdue = false;
    Alarm guard(loop);
    guard.set(20s, [&] { overdue = true; });
    loop.run_until([&] { return overdue || done(); });
    ASSERT_FALSE(overdue);
  }
  void connect_to(const TcpTransport& transport) { (void)outbound.connect({"127.0.0.1", std::to_string(transport.local_port())}); }

  Loop loop;
  Host host;
  Guests guests;
  Outbound outbound{loop, guests};
};

TEST_F(TcpTransportTest, BytesOfOneTurnLeaveInOneWrite) {
  TcpTransport transport(loop, {});
  transport.deliver_to(host);
  connect_to(transport);
  run_until([&] { return host.streams.size() == 1 && guests.connected_count == 1; });
  const std::vector<std::byte> byte(1);
  for (int number = 0; number < 100; ++number) transport.send(host.streams[0], byte);
  transport.flush();
  run_until([&] { return !guests.received_sizes.empty(); });
  EXPECT_EQ(guests.received_sizes, (std::vector<std::size_t>{100}));
}

TEST_F(TcpTransportTest, ListensOnANameThatTheSystemKnows) {
  TcpTransport transport(loop, {.address = "127.1"});  // No address to us; every resolver knows it.
  transport.deliver_to(host);
  (void)outbound.connect({"127.0.0.1", std::to_string(transport.local_port())});
  run_until([&] { return host.streams.size() == 1; });
}

TEST_F(TcpTransportTest, AnAddressThatIsNoneIsAnError) { EXPECT_THROW(TcpTransport(loop, {.address = "no-such-host.invalid"}), std::system_error); }

TEST_F(TcpTransportTest, WhatNobodyFlushesLeavesWhenTheLoopIsFree) {
  TcpTransport transport(loop, {});
  transport.deliver_to(host);
  connect_to(transport);
  run_until([&] { return host.streams.size() == 1; });
  transport.send(host.streams[0], std::vector<std::byte>(7));
  run_until([&] { return guests.received_sizes == std::vector<std::size_t>{7}; });
}

TEST_F(TcpTransportTest, AWrongAddressIsAnErrorAtStartup) {
  EXPECT_THROW(TcpTransport(loop, {.address = "not an address"}), std::system_error);
  EXPECT_THROW(TcpTransport(loop, {.address = "203.0.113.1"}), std::system_error);
}

TEST_F(TcpTransportTest, AnAddressThatIsTakenIsRefused) {
  Loop other_loop;
  TcpTransport one(loop, {});
  EXPECT_THROW(TcpTransport(other_loop, {.port = one.local_port()}), std::system_error);
}

TEST_F(TcpTransportTest, AfterStopListeningStreamsLiveOnAndNewPeersAreRefused) {
  TcpTransport transport(loop, {});
  transport.deliver_to(host);
  connect_to(transport);
  run_until([&] { return host.streams.size() == 1 && guests.connected_count == 1; });
  transport.stop_listening();
  connect_to(transport);
  run_until([&] { return guests.ended_count == 1; });
  transport.send(host.streams[0], std::vector<std::byte>(3));
  run_until([&] { return !guests.received_sizes.empty(); });
  EXPECT_EQ(transport.open_streams(), 1U);
}

TEST_F(TcpTransportTest, PeersBeyondTheLimitAreHungUpOn) {
  TcpTransport transport(loop, {.stream_limit = 2});
  transport.deliver_to(host);
  for (int number = 0; number < 5; ++number) connect_to(transport);
  run_until([&] { return guests.ended_count == 3; });
  EXPECT_EQ(host.streams.size(), 2U);
}

/// Takes all descriptors that are left, so that nothing can be accepted.
class Hoard {
 public:
  Hoard() {
    ::getrlimit(RLIMIT_NOFILE, &before_);
    rlimit low = before_;
    low.rlim_cur = 128;
    ::setrlimit(RLIMIT_NOFILE, &low);
    for (int taken = ::open("/dev/null", O_RDONLY); taken >= 0; taken = ::open("/dev/null", O_RDONLY)) hoarded_.push_back(taken);
  }
  ~Hoard() {
    give_back(hoarded_.size());
    ::setrlimit(RLIMIT_NOFILE, &before_);
  }
  void give_back(std::size_t count) {
    for (; count > 0; --count) {
      ::close(hoarded_.back());
      hoarded_.pop_back();
    }
  }

 private:
  rlimit before_{};
  std::vector<int> hoarded_;
};

TEST_F(TcpTransportTest, WithoutDescriptorsItWaitsQuietlyAndAcceptsWhenThereAreSomeAgain) {
  TcpTransport transport(loop, {});
  connect_to(transport);  // the kernel keeps the peer until it can be accepted
  run_until([&] { return guests.connected_count == 1; });
  Hoard hoard;
  transport.deliver_to(host);
  int handlers = 0;
  bool over = false;
  Alarm alarm(loop);
  alarm.set(150ms, [&] { over = true; });
  run_until([&] { ++handlers; return over; });
  EXPECT_TRUE(host.streams.empty());
  EXPECT_LT(handlers, 20) << "it does not spin";
  hoard.give_back(4);
  run_until([&] { return host.streams.size() == 1; });
}

TEST_F(TcpTransportTest, AClosedStreamWaitsForThePeersEndNoLongerThanTheLinger) {
  TcpTransport transport(loop, {.linger = 30ms, .stream_limit = 1});
  transport.deliver_to(host);
  connect_to(transport);
  run_until([&] { return host.streams.size() == 1; });
  transport.close(host.streams[0]);
  run_until([&] { return host.lost_count == 1 && guests.ended_count == 1; });
  EXPECT_EQ(transport.open_streams(), 0U);
  bool over = false;
  Alarm alarm(loop);
  alarm.set(50ms, [&] { over = true; });
  run_until([&] { return over; });
  connect_to(transport);
  run_until([&] { return host.streams.size() == 2; });  // its place is free again
}

}  // namespace
}  // namespace interlock::asio_parts
