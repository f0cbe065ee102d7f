#pragma once
/// The ports of a world, and a note in words of all that a step did through them: "sends Failure overloaded, closes 1013".
#include "runtime/gateway/driver.hpp"

#include <string>
#include <string_view>

namespace interlock::sim {

/// What a step did, each kind of thing once, in the order in which it was first done.
class EffectWords {
 public:
  void add(std::string_view what);
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

/// Passes everything on, at once. `ports` and `words` outlive it.
class NotingPorts final : port::Scheduler<port::Event>, port::Peers, port::LogStore, port::Upstream, port::Services, port::TaskHost, port::Process {
 public:
  NotingPorts(const gateway::Ports& ports, EffectWords& words) : ports_(ports), words_(words) {}
  [[nodiscard]] gateway::Ports ports() {
    return {*this, *this, *this, *this, *this, *this, *this, ports_.authenticator, ports_.clock, ports_.entropy, ports_.observer};
  }

 private:
  [[nodiscard]] port::Instant now() const override { return ports_.scheduler.now(); }
  void post(port::Address from, port::Address to, port::Event event) override;
  void arm(port::Address owner, port::Slot slot, Duration after) override;
  void cancel(port::Address owner, port::Slot slot) override;

  void switch_protocols(std::uint32_t connection) override;
  void send(std::uint32_t connection, const port::Message& message) override;
  void answer(std::uint32_t connection, const port::HttpAnswer& answer) override;
  void close(std::uint32_t connection, port::CloseCode code, std::uint64_t trace) override;
  void hang_up(std::uint32_t connection) override;
  void forget(std::uint32_t connection) override;

  void open_thread(port::Address asker, const ThreadName& thread) override;
  void append(port::Address asker, port::Batch batch) override;
  void read(port::Address asker, const ThreadName& thread, std::uint64_t after_seq, std::uint32_t limit) override;

  [[nodiscard]] bool knows(std::string_view agent) const override { return ports_.upstream.knows(agent); }
  void dial(port::Address asker, std::uint32_t generation, const port::RunSpec& spec) override;
  void abort(port::Address asker) override;

  void open(ServiceId service) override;
  void close(ServiceId service) override;
  void probe(ServiceId service, port::Address asker) override;
  void start(port::Address task, std::uint32_t generation) override;
  void cancel(port::Address task) override;
  void leave(bool failed) override;

  gateway::Ports ports_;
  EffectWords& words_;
};

}  // namespace interlock::sim
