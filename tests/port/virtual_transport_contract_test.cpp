#include "sim/choice.hpp"
#include "sim/virtual_transport.hpp"
#include "tests/port/transport_contract.hpp"

namespace interlock::port_tests {
namespace {

/// Any enabled step comes next, with any fragmentation, except that a peer takes nothing while it does not want to.
class VirtualNetwork {
 public:
  port::Transport& transport() { return transport_; }
  void begin(port::TransportListener& listener) { listener_ = &listener; }

  int connect() {
    peers_.push_back({transport_.connect(), "", true});
    return static_cast<int>(peers_.size()) - 1;
  }
  void peer_sends(int peer, const std::string& text) { transport_.client_send(at(peer).stream, bytes_of(text)); }
  void peer_takes(int peer, bool takes) { at(peer).takes = takes; }
  void peer_ends(int peer) { transport_.client_end(at(peer).stream); }
  void peer_resets(int peer) { transport_.reset(at(peer).stream); }
  bool peer_saw_end(int peer) { return transport_.client_sees_end(at(peer).stream); }
  const std::string& peer_got(int peer) {
    for (const std::byte byte : transport_.client_received(at(peer).stream)) at(peer).got += static_cast<char>(byte);
    return at(peer).got;
  }

  void run(const std::function<bool()>& done) {
    while (!done()) ASSERT_TRUE(step(false) || step(true)) << "it waits for what never comes";
  }
  void settle() {
    while (step(false)) {}
  }

 private:
  struct Peer {
    StreamId stream{};
    std::string got;
    bool takes = true;
  };
  Peer& at(int peer) { return peers_[static_cast<std::size_t>(peer)]; }

  bool step(bool linger_may_pass) {
    std::vector<sim::NetworkStep> steps = transport_.enabled(linger_may_pass);
    std::erase_if(steps, [&](const sim::NetworkStep& step) {
      const auto peer = std::find_if(peers_.begin(), peers_.end(), [&](const Peer& one) { return one.stream == step.stream; });
      return step.kind == sim::NetworkStep::Kind::take_in && !peer->takes;
    });
    if (steps.empty()) return false;
    const sim::NetworkStep& chosen = steps[choice_.pick(steps.size())];
    transport_.take(chosen, chosen.most == 0 ? 0 : 1 + choice_.pick(chosen.most), *listener_);
    return true;
  }

  sim::VirtualTransport transport_;
  sim::SeededChoice choice_{3};
  port::TransportListener* listener_ = nullptr;
  std::vector<Peer> peers_;
};

INSTANTIATE_TYPED_TEST_SUITE_P(Virtual, TransportContract, VirtualNetwork);

TEST(VirtualTransport, ACopyLivesOnItsOwn) {
  StreamWitness witness;
  sim::VirtualTransport one;
  const StreamId stream = one.connect();
  one.client_send(stream, bytes_of("hello"));
  one.take({sim::NetworkStep::Kind::accept, stream}, 0, witness);
  sim::VirtualTransport other = one;
  EXPECT_EQ(one, other);
  other.take({sim::NetworkStep::Kind::deliver, stream, 5}, 2, witness);
  EXPECT_NE(one, other);
  EXPECT_EQ(witness.got[stream], "he");
  EXPECT_EQ(one.enabled(false), (std::vector<sim::NetworkStep>{{sim::NetworkStep::Kind::deliver, stream, 5}}));
}

}  // namespace
}  // namespace interlock::port_tests
