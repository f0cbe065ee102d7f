#pragma once
/// Agents as a value: which runs were dialed, and how far each has come. The world picks what each agent does next, so a slow,
/// silent, failing or vanishing agent is a choice.
#include "runtime/port/event.hpp"
#include "runtime/port/scheduler.hpp"
#include "runtime/port/upstream.hpp"

#include <cassert>
#include <map>
#include <set>

namespace interlock::sim {

/// A regular value; equal means that every future is equal. An agent that is given no move is silent.
class VirtualUpstream final : public port::Upstream {
 public:
  struct Stream {
    std::uint32_t generation = 0;
    port::RunSpec spec;
    bool opened = false;
    bool aborted = false;        ///< The gateway wants no more of it; only its end may still come.
    std::uint32_t position = 0;  ///< How many events it has said.
    friend bool operator==(const Stream&, const Stream&) = default;
  };
  enum class Move : std::uint8_t {
    open,      ///< Takes the run.
    emit,      ///< Says the next event of the script.
    complete,  ///< Says `agent_completed`, and ends.
    end,       ///< Ends the stream; as after `abort`, or without a terminal event.
    fail       ///< Refuses, or breaks off.
  };
  struct Operation {
    port::Address asker;
    Move move = Move::open;
    friend bool operator==(const Operation&, const Operation&) = default;
  };

  explicit VirtualUpstream(std::set<std::string, std::less<>> agents = {"demo"},
                           std::vector<EventType> script = {EventType::agent_thinking, EventType::agent_message})
      : agents_(std::move(agents)), script_(std::move(script)) {}

  // ---- asked by the core; nothing happens before the world decides it
  [[nodiscard]] bool knows(std::string_view agent) const override { return agents_.contains(agent); }
  void dial(port::Address asker, std::uint32_t generation, const port::RunSpec& spec) override {
    const bool is_new = streams_.emplace(asker, Stream{.generation = generation, .spec = spec}).second;
    assert(is_new && "A run is dialed once.");
    static_cast<void>(is_new);
  }
  void abort(port::Address asker) override {
    if (const auto found = streams_.find(asker); found != streams_.end()) found->second.aborted = true;
  }

  // ---- decided by the world
  /// What may happen next, in a fixed order: by asker, then by move.
  [[nodiscard]] std::vector<Operation> operations() const {
    std::vector<Operation> enabled;
    for (const auto& [asker, stream] : streams_)
      for (const Move move : {Move::open, Move::emit, Move::complete, Move::end, Move::fail})
        if (may(stream, move)) enabled.push_back({asker, move});
    return enabled;
  }
  void perform(const Operation& operation, port::Scheduler<port::Event>& scheduler) {
    switch (operation.move) {
      case Move::open: return open(operation.asker, scheduler);
      case Move::emit: return emit(operation.asker, script_.at(streams_.at(operation.asker).position), scheduler);
      case Move::complete: return complete(operation.asker, scheduler);
      case Move::end: return end(operation.asker, scheduler);
      case Move::fail: return fail(operation.asker, scheduler);
    }
  }
  void open(port::Address asker, port::Scheduler<port::Event>& scheduler) {
    streams_.at(asker).opened = true;
    scheduler.post({}, asker, lifecycles::upstream_opened{});
  }
  /// Any type, also out of the script's order. The data says which event of the stream it is.
  void emit(port::Address asker, EventType type, port::Scheduler<port::Event>& scheduler) {
    const std::uint32_t place = streams_.at(asker).position++;
    scheduler.post({}, asker, lifecycles::upstream_event{type, Text("{\"text\":\"" + std::to_string(place) + "\"}")});
  }
  void complete(port::Address asker, port::Scheduler<port::Event>& scheduler) {
    emit(asker, EventType::agent_completed, scheduler);
    end(asker, scheduler);
  }
  void end(port::Address asker, port::Scheduler<port::Event>& scheduler) {
    const auto stream = streams_.extract(asker);
    const std::uint32_t generation = stream.mapped().generation;
    if (stream.mapped().aborted) scheduler.post({}, asker, lifecycles::task_cancelled<lifecycles::agent_stream>{generation});
    else scheduler.post({}, asker, lifecycles::task_completed<lifecycles::agent_stream>{generation});
  }
  void fail(port::Address asker, port::Scheduler<port::Event>& scheduler) {
    const auto stream = streams_.extract(asker);
    scheduler.post({}, asker, lifecycles::task_failed<lifecycles::agent_stream>{stream.mapped().generation, "the stream broke"});
  }
  /// The gateway's process dies: nobody listens any more.
  void crash() { streams_.clear(); }

  // ---- seen by properties
  [[nodiscard]] const std::map<port::Address, Stream>& streams() const { return streams_; }

  friend bool operator==(const VirtualUpstream& a, const VirtualUpstream& b) {
    return a.agents_ == b.agents_ && a.script_ == b.script_ && a.streams_ == b.streams_;
  }

 private:
  [[nodiscard]] bool may(const Stream& stream, Move move) const {
    const bool script_is_over = stream.position >= script_.size();
    switch (move) {
      case Move::open: return !stream.opened && !stream.aborted;
      case Move::emit: return stream.opened && !stream.aborted && !script_is_over;
      case Move::complete: return stream.opened && !stream.aborted && script_is_over;
      case Move::end: return stream.opened || stream.aborted;
      case Move::fail: return !stream.aborted;
    }
    return false;
  }

  std::set<std::string, std::less<>> agents_;
  std::vector<EventType> script_;
  std::map<port::Address, Stream> streams_;
};

}  // namespace interlock::sim
