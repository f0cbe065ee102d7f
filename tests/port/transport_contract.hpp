#pragma once
/// What every Transport keeps. A world is default-constructible and has
///   `transport()` -> port::Transport&; `begin(listener)`, called once; `run(done)`, which fails the test if `done` never holds;
///   `settle()`: runs until all that was on its way has come;
///   peers by number: `connect()`, `peer_sends(peer, bytes)`, `peer_takes(peer, bool)`, `peer_got(peer)` (all of it so far),
///   `peer_saw_end(peer)`, `peer_ends(peer)` (half close), `peer_resets(peer)`.
#include "runtime/port/transport.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace interlock::port_tests {

using port::StreamId;

inline std::span<const std::byte> bytes_of(const std::string& text) { return std::as_bytes(std::span(text)); }

/// Text in which any swapped, lost or doubled piece shows.
inline std::string numbered_text(std::size_t size) {
  std::string text;
  for (int number = 0; text.size() < size; ++number) text += std::to_string(number) + ",";
  text.resize(size);
  return text;
}

class StreamWitness final : public port::TransportListener {
 public:
  void accepted(StreamId stream) override { note(); EXPECT_TRUE(all.insert(stream).second); last = stream; }
  void received(StreamId stream, std::span<std::byte> bytes) override {
    note();
    EXPECT_FALSE(bytes.empty());
    EXPECT_EQ(lost_count[stream], 0);
    for (std::byte& byte : bytes) got[stream] += static_cast<char>(std::exchange(byte, std::byte{0}));  // it may be changed in place
    on_received(stream);
  }
  void drained(StreamId stream) override { note(); EXPECT_EQ(lost_count[stream], 0); ++drained_count[stream]; }
  void lost(StreamId stream) override { note(); EXPECT_EQ(++lost_count[stream], 1); }

  std::set<StreamId> all;
  StreamId last{};
  std::map<StreamId, std::string> got;
  std::map<StreamId, int> drained_count;
  std::map<StreamId, int> lost_count;
  std::function<void(StreamId)> on_received = [](StreamId) {};
  bool inside_a_call = false;

 private:
  void note() const { EXPECT_FALSE(inside_a_call) << "never inside a call"; }
};

template <class World>
class TransportContract : public testing::Test {
 protected:
  TransportContract() { world.begin(witness); }

  /// A peer and its stream.
  std::pair<int, StreamId> meet() {
    const std::size_t before = witness.all.size();
    const int peer = world.connect();
    world.run([&] { return witness.all.size() == before + 1; });
    return {peer, witness.last};
  }
  std::size_t send(StreamId stream, const std::string& text) {
    return outside([&] { return world.transport().send(stream, bytes_of(text)); });
  }
  void close(StreamId stream) { outside([&] { world.transport().close(stream); return 0; }); }
  void pause(StreamId stream, bool paused) { outside([&] { world.transport().pause_reading(stream, paused); return 0; }); }
  /// Sends until bytes wait; returns all that was sent.
  std::string fill(StreamId stream) {
    const std::string piece = numbered_text(50'000);
    std::string sent;
    while (sent.size() < 100'000'000) {
      sent += piece;
      if (send(stream, piece) > 0) return sent;
    }
    ADD_FAILURE() << "nothing is ever refused";
    return sent;
  }

  World world;
  StreamWitness witness;

 private:
  template <class Call>
  auto outside(Call call) {
    witness.inside_a_call = true;
    const auto result = call();
    witness.inside_a_call = false;
    return result;
  }
};

TYPED_TEST_SUITE_P(TransportContract);

TYPED_TEST_P(TransportContract, WhatThePeerSendsArrivesInOrderAndWhole) {
  const auto [peer, stream] = this->meet();
  const std::string text = numbered_text(700'000);
  for (std::size_t at = 0; at < text.size(); at += 70'000) this->world.peer_sends(peer, text.substr(at, 70'000));
  this->world.run([&, id = stream] { return this->witness.got[id].size() >= text.size(); });
  EXPECT_EQ(this->witness.got[stream], text);
}

TYPED_TEST_P(TransportContract, WhatIsSentArrivesInOrderAndWhole) {
  const auto [peer, stream] = this->meet();
  const std::string text = numbered_text(2'000'000);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = std::min<std::size_t>(1 + at / 7 % 30'000, text.size() - at);
    this->send(stream, text.substr(at, size));
    at += size;
  }
  this->world.run([&, id = peer] { return this->world.peer_got(id).size() >= text.size(); });
  EXPECT_EQ(this->world.peer_got(peer), text);
}

TYPED_TEST_P(TransportContract, APeerThatTakesNothingMakesBytesWaitAndDrainedIsToldOnceTheyLeft) {
  const auto [peer, stream] = this->meet();
  this->world.peer_takes(peer, false);
  const std::string sent = this->fill(stream);
  this->world.settle();
  EXPECT_EQ(this->witness.drained_count[stream], 0);
  const std::size_t waiting = this->send(stream, "x");
  EXPECT_EQ(this->send(stream, "yz"), waiting + 2);
  this->world.peer_takes(peer, true);
  this->world.run([&, id = stream] { return this->witness.drained_count[id] == 1; });
  EXPECT_EQ(this->send(stream, "!"), 0U);
  this->world.run([&, id = peer] { return this->world.peer_got(id).size() == sent.size() + 4; });
  EXPECT_EQ(this->world.peer_got(peer), sent + "xyz!");
  EXPECT_EQ(this->witness.drained_count[stream], 1);
}

TYPED_TEST_P(TransportContract, DrainedIsNotToldToWhoWasNotRefused) {
  const auto [peer, stream] = this->meet();
  EXPECT_EQ(this->send(stream, "hello"), 0U);
  this->world.run([&, id = peer] { return this->world.peer_got(id) == "hello"; });
  this->world.settle();
  EXPECT_EQ(this->witness.drained_count[stream], 0);
}

TYPED_TEST_P(TransportContract, CloseSendsWhatWaitsAndThenTheStreamIsLostOnce) {
  const auto [peer, stream] = this->meet();
  this->world.peer_takes(peer, false);
  const std::string sent = this->fill(stream);
  this->close(stream);
  this->close(stream);
  this->world.peer_takes(peer, true);
  this->world.run([&, id = peer] { return this->world.peer_saw_end(id); });
  EXPECT_EQ(this->world.peer_got(peer), sent);
  this->world.settle();
  EXPECT_EQ(this->witness.lost_count[stream], 1);
  EXPECT_EQ(this->witness.drained_count[stream], 0);
}

TYPED_TEST_P(TransportContract, AStreamThatIsClosedHearsNothingMoreButThatItIsLost) {
  const auto [peer, stream] = this->meet();
  this->witness.on_received = [&](StreamId id) { this->world.transport().close(id); };
  this->world.peer_sends(peer, "a");
  this->world.run([&, id = stream] { return !this->witness.got[id].empty(); });
  this->world.peer_sends(peer, "bc");
  this->world.run([&, id = stream] { return this->witness.lost_count[id] == 1; });
  this->world.settle();
  EXPECT_EQ(this->witness.got[stream], "a");
  EXPECT_TRUE(this->world.peer_saw_end(peer));
}

TYPED_TEST_P(TransportContract, WhatIsSentToAClosedOrLostStreamIsDropped) {
  const auto [peer, stream] = this->meet();
  this->send(stream, "bye");
  this->close(stream);
  EXPECT_EQ(this->send(stream, "after"), 0U);
  this->world.run([&, id = stream] { return this->witness.lost_count[id] == 1; });
  EXPECT_EQ(this->send(stream, "after"), 0U);
  this->close(stream);
  this->pause(stream, true);
  this->world.run([&, id = peer] { return this->world.peer_saw_end(id); });
  EXPECT_EQ(this->world.peer_got(peer), "bye");
}

TYPED_TEST_P(TransportContract, TheEndOfThePeerComesAfterItsBytes) {
  const auto [peer, stream] = this->meet();
  const std::string text = numbered_text(300'000);
  this->world.peer_sends(peer, text);
  this->world.peer_ends(peer);
  this->world.run([&, id = stream] { return this->witness.lost_count[id] == 1; });
  EXPECT_EQ(this->witness.got[stream], text);
  this->world.settle();
  EXPECT_TRUE(this->world.peer_saw_end(peer));
}

TYPED_TEST_P(TransportContract, AResetIsALossEvenWhileBytesWaitAndReadingIsPaused) {
  const auto [peer, stream] = this->meet();
  this->world.peer_takes(peer, false);
  this->fill(stream);
  this->pause(stream, true);
  this->world.peer_sends(peer, "never read");
  this->world.peer_resets(peer);
  this->world.run([&, id = stream] { return this->witness.lost_count[id] == 1; });
  this->world.settle();
  EXPECT_EQ(this->witness.got[stream], "");
}

TYPED_TEST_P(TransportContract, APausedStreamHearsNothingUntilItGoesOn) {
  const auto [peer, stream] = this->meet();
  const auto [other_peer, other] = this->meet();
  this->pause(stream, true);
  this->world.peer_sends(peer, "kept");
  this->world.peer_ends(peer);
  this->world.peer_sends(other_peer, "others go on");
  this->world.run([&, id = other] { return this->witness.got[id] == "others go on"; });
  this->world.settle();
  EXPECT_EQ(this->witness.got[stream], "");
  EXPECT_EQ(this->witness.lost_count[stream], 0);
  this->pause(stream, false);
  this->world.run([&, id = stream] { return this->witness.lost_count[id] == 1; });
  EXPECT_EQ(this->witness.got[stream], "kept");
}

TYPED_TEST_P(TransportContract, PausingInsideReceivedStopsWhatHasNotComeYet) {
  const auto [peer, stream] = this->meet();
  const std::string text = numbered_text(1'000'000);
  this->witness.on_received = [&](StreamId id) { this->world.transport().pause_reading(id, true); };
  this->world.peer_sends(peer, text);
  std::size_t rounds = 0;
  while (this->witness.got[stream].size() < text.size()) {
    const std::size_t before = this->witness.got[stream].size();
    this->world.settle();
    ASSERT_GT(this->witness.got[stream].size(), before);
    this->pause(stream, false);
    ++rounds;
  }
  EXPECT_EQ(this->witness.got[stream], text);
  EXPECT_GT(rounds, 1U);
}

TYPED_TEST_P(TransportContract, APeerThatTakesNothingDoesNotDelayACloseForEver) {
  const auto [peer, stream] = this->meet();
  this->world.peer_takes(peer, false);
  this->fill(stream);
  this->close(stream);
  this->world.run([&, id = stream] { return this->witness.lost_count[id] == 1; });
}

TYPED_TEST_P(TransportContract, NoStreamIsNamedTwice) {
  for (int round = 0; round < 20; ++round) {
    const auto [peer, stream] = this->meet();  // the witness compares the names
    if (round % 2 == 0) this->world.peer_resets(peer);
    else this->close(stream);
    this->world.run([&, id = stream] { return this->witness.lost_count[id] == 1; });
  }
  EXPECT_EQ(this->witness.all.size(), 20U);
}

REGISTER_TYPED_TEST_SUITE_P(TransportContract, WhatThePeerSendsArrivesInOrderAndWhole, WhatIsSentArrivesInOrderAndWhole,
                            APeerThatTakesNothingMakesBytesWaitAndDrainedIsToldOnceTheyLeft, DrainedIsNotToldToWhoWasNotRefused,
                            CloseSendsWhatWaitsAndThenTheStreamIsLostOnce, AStreamThatIsClosedHearsNothingMoreButThatItIsLost,
                            WhatIsSentToAClosedOrLostStreamIsDropped, TheEndOfThePeerComesAfterItsBytes,
                            AResetIsALossEvenWhileBytesWaitAndReadingIsPaused, APausedStreamHearsNothingUntilItGoesOn,
                            PausingInsideReceivedStopsWhatHasNotComeYet, APeerThatTakesNothingDoesNotDelayACloseForEver,
                            NoStreamIsNamedTwice);

}  // namespace interlock::port_tests
