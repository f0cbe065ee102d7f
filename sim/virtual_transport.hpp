#pragma once
/// The transport of simulation: streams as two queues of bytes, and a network in which everything that happens was chosen.
#include "runtime/port/transport.hpp"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <map>
#include <utility>
#include <vector>

namespace interlock::sim {

/// Something that the network may do next.
struct NetworkStep {
  enum class Kind : std::uint8_t {
    accept,          ///< A client's connection arrives.
    deliver,         ///< 1 to `most` bytes of the client arrive at the gateway.
    take_in,         ///< 1 to `most` bytes of the gateway arrive at the client.
    drained,         ///< The gateway is told that all that waited has left.
    lost,            ///< The gateway is told that the stream is over.
    linger_passed    ///< A closed stream's waiting bytes are given up.
  };
  Kind kind = Kind::accept;
  port::StreamId stream{};
  std::size_t most = 0;
  friend bool operator==(const NetworkStep&, const NetworkStep&) = default;
};

/// A value: copies live on their own. Clients are driven by their calls, the network by `enabled` and `take`.
class VirtualTransport final : public port::Transport {
 public:
  using Bytes = std::vector<std::byte>;

  struct Stream {
    Bytes to_gateway;            ///< Sent by the client, not arrived.
    Bytes to_client;             ///< Sent by the gateway, not arrived; beyond the window it waits.
    Bytes arrived;               ///< At the client, not looked at.
    bool accepted = false;
    bool closed = false;         ///< By the gateway.
    bool over = false;           ///< `lost` was said.
    bool paused = false;
    bool was_refused = false;    ///< The gateway was told that bytes wait.
    bool client_ended = false;   ///< The client sends no more; it may still receive.
    bool is_reset = false;       ///< By the client, or by the network.
    [[nodiscard]] bool open() const { return accepted && !closed && !over; }
    friend bool operator==(const Stream&, const Stream&) = default;
  };

  /// `window`: how many bytes of a stream are on their way before the next ones wait.
  explicit VirtualTransport(std::size_t window = 64 * 1024) : window_(window) {}

  // ---- the gateway's side ----------------------------------------------------------------------------------------
  std::size_t send(port::StreamId id, std::span<const std::byte> bytes) override {
    Stream* stream = find_open(id);
    if (stream == nullptr || stream->is_reset) return 0;
    append(stream->to_client, bytes);
    const std::size_t waits = waiting(*stream);
    stream->was_refused |= waits > 0;
    return waits;
  }

  void close(port::StreamId id) override {
    Stream* stream = find_open(id);
    if (stream == nullptr) return;
    stream->closed = true;
    stream->to_gateway.clear();
  }

  void pause_reading(port::StreamId id, bool paused) override {
    if (Stream* stream = find_open(id)) stream->paused = paused;
  }

  // ---- the client's side -----------------------------------------------------------------------------------------
  /// The id is the gateway's as well; it is not given twice.
  [[nodiscard]] port::StreamId connect() {
    const port::StreamId id{++last_id_};
    streams_.emplace(id, Stream{});
    return id;
  }

  void client_send(port::StreamId id, std::span<const std::byte> bytes) {
    Stream& stream = streams_.at(id);
    assert(!stream.client_ended);
    if (!stream.closed && !stream.over && !stream.is_reset) append(stream.to_gateway, bytes);
  }

  /// What arrived since the last call.
  [[nodiscard]] Bytes client_received(port::StreamId id) { return std::exchange(streams_.at(id).arrived, {}); }

  /// Half close: after what was sent the gateway sees the end.
  void client_end(port::StreamId id) { streams_.at(id).client_ended = true; }

  /// At once, and what is on its way in either direction is gone: the network or the client's machine failed.
  void reset(port::StreamId id) {
    Stream& stream = streams_.at(id);
    stream.is_reset = true;
    stream.to_gateway.clear();
    stream.to_client.clear();
  }

  /// Whether the client has all that it will ever get.
  [[nodiscard]] bool client_sees_end(port::StreamId id) const {
    const Stream& stream = streams_.at(id);
    return stream.is_reset || (stream.over && stream.to_client.empty());
  }

  /// The client looks at it no more; only once the gateway's side is over.
  void forget(port::StreamId id) {
    assert(streams_.at(id).over);
    streams_.erase(id);
  }

  /// The gateway's process dies: all its streams are reset, and nothing of them is told to whoever listens next.
  void crash() {
    for (auto& [id, stream] : streams_) {
      reset(id);
      stream.accepted = stream.over = true;
    }
  }

  // ---- the network -----------------------------------------------------------------------------------------------
  /// What may come next, in the order of the streams. `linger_may_pass`: the peer has taken nothing for so long.
  [[nodiscard]] std::vector<NetworkStep> enabled(bool linger_may_pass) const {
    using enum NetworkStep::Kind;
    std::vector<NetworkStep> steps;
    for (const auto& [id, stream] : streams_) {
      if (!stream.accepted) steps.push_back({accept, id});
      if (stream.open() && !stream.paused && !stream.to_gateway.empty()) steps.push_back({deliver, id, stream.to_gateway.size()});
      if (!stream.to_client.empty()) steps.push_back({take_in, id, stream.to_client.size()});
      if (drained_is_due(stream)) steps.push_back({drained, id});
      if (lost_is_due(stream)) steps.push_back({lost, id});
      if (linger_may_pass && stream.closed && !stream.over && waiting(stream) > 0) steps.push_back({linger_passed, id});
    }
    return steps;
  }

  /// Does an enabled step. `amount`: how many bytes, for `deliver` and `take_in`.
  void take(const NetworkStep& step, std::size_t amount, port::TransportListener& listener) {
    Stream& stream = streams_.at(step.stream);
    switch (step.kind) {
      case NetworkStep::Kind::accept:
        assert(!stream.accepted);
        stream.accepted = true;
        return listener.accepted(step.stream);
      case NetworkStep::Kind::deliver: {
        assert(stream.open() && !stream.paused);
        Bytes bytes = take_front(stream.to_gateway, amount);
        return listener.received(step.stream, bytes);
      }
      case NetworkStep::Kind::take_in:
        return append(stream.arrived, take_front(stream.to_client, amount));
      case NetworkStep::Kind::drained:
        assert(drained_is_due(stream));
        stream.was_refused = false;
        return listener.drained(step.stream);
      case NetworkStep::Kind::lost:
        assert(lost_is_due(stream));
        give_up_waiting(stream);
        stream.over = true;
        stream.to_gateway.clear();
        return listener.lost(step.stream);
      case NetworkStep::Kind::linger_passed:
        assert(stream.closed && !stream.over);
        return give_up_waiting(stream);
    }
  }

  /// For fingerprints and properties.
  [[nodiscard]] const std::map<port::StreamId, Stream>& streams() const { return streams_; }
  [[nodiscard]] std::size_t waiting(const Stream& stream) const {
    return stream.to_client.size() - std::min(stream.to_client.size(), window_);
  }

  friend bool operator==(const VirtualTransport& a, const VirtualTransport& b) {
    return a.window_ == b.window_ && a.last_id_ == b.last_id_ && a.streams_ == b.streams_;
  }

 private:
  [[nodiscard]] bool drained_is_due(const Stream& stream) const {
    return stream.open() && stream.was_refused && !stream.is_reset && waiting(stream) == 0;
  }

  [[nodiscard]] bool lost_is_due(const Stream& stream) const {
    if (!stream.accepted || stream.over) return false;
    if (stream.is_reset) return true;
    if (stream.closed) return waiting(stream) == 0;
    return stream.client_ended && stream.to_gateway.empty() && !stream.paused;
  }

  void give_up_waiting(Stream& stream) const {
    stream.to_client.resize(stream.to_client.size() - waiting(stream));
  }

  [[nodiscard]] Stream* find_open(port::StreamId id) {
    const auto found = streams_.find(id);
    return found != streams_.end() && found->second.open() ? &found->second : nullptr;
  }

  static void append(Bytes& bytes, std::span<const std::byte> more) { bytes.insert(bytes.end(), more.begin(), more.end()); }

  static Bytes take_front(Bytes& bytes, std::size_t count) {
    assert(count > 0 && count <= bytes.size());
    const auto end = std::next(bytes.begin(), static_cast<std::ptrdiff_t>(count));
    Bytes front(bytes.begin(), end);
    bytes.erase(bytes.begin(), end);
    return front;
  }

  std::size_t window_;
  std::uint64_t last_id_ = 0;
  std::map<port::StreamId, Stream> streams_;
};

}  // namespace interlock::sim
