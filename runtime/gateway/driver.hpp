#pragma once
/// Between the core and the world: takes what the scheduler delivers, steps the core, and performs the effects in order
/// through the ports. It is the same code in production and in simulation, and it holds no state between calls.
#include "runtime/gateway/gateway.hpp"
#include "runtime/port/authenticator.hpp"
#include "runtime/port/pages.hpp"
#include "runtime/port/peers.hpp"
#include "runtime/port/services.hpp"
#include "runtime/port/world.hpp"
#include "runtime/protocol/wire_names.hpp"

namespace interlock::gateway {

/// All that the core needs of the world. Every one is there: there is no null default.
struct Ports {
  port::Scheduler<Event>& scheduler;
  port::Peers& peers;
  port::LogStore& store;
  port::Upstream& upstream;
  port::Services& services;
  port::TaskHost& tasks;
  port::Process& process;
  const port::Authenticator& authenticator;
  const port::WallClock& clock;
  port::Entropy& entropy;
  port::Observer& observer;
};

template <class L>
class Driver final : public port::Receiver<Event>, public port::Door {
 public:
  Driver(Gateway<L>& gateway, const Ports& ports) : gateway_(gateway), ports_(ports) {}

  void begin() {
    const Moment now = moment();
    gateway_.begin(now, effects_);
    perform(now);
  }
  std::uint32_t open_connection() override {
    const Moment now = moment();
    const Address connection = gateway_.open_connection(now, effects_);
    perform(now);
    return connection.id;
  }

  void receive(Address from, Address to, Event event) override {
    const Moment now = moment();
    gateway_.receive(from, to, event, now, ports_.observer, effects_);
    perform(now);
  }
  void deadline(Address owner, port::Slot slot) override {
    const Moment now = moment();
    gateway_.deadline(owner, slot, now, ports_.observer, effects_);
    perform(now);
  }

 private:
  [[nodiscard]] Moment moment() { return {ports_.clock.unix_milliseconds(), ports_.entropy.draw()}; }

  /// In order, in the moment of the step; what resolving one of them wants comes after those that are there.
  void perform(Moment now) {
    for (std::size_t i = 0; i < effects_.size(); ++i) {
      Wanted wanted = std::move(effects_[i]);
      if (gateway_.resolve(wanted, now, ports_.scheduler, effects_)) continue;
      std::visit([&](auto& e) { through_port(wanted.actor, e); }, wanted.effect);
    }
    effects_.clear();
  }

  void through_port(Address self, effect::Arm& e) { ports_.scheduler.arm(self, e.slot, e.after); }
  void through_port(Address self, effect::Cancel& e) { ports_.scheduler.cancel(self, e.slot); }
  void through_port(Address self, effect::SwitchProtocols&) { ports_.peers.switch_protocols(self.id); }
  void through_port(Address, effect::Send& e) { ports_.peers.send(e.connection.id, e.message); }
  void through_port(Address self, effect::Answer& e) { ports_.peers.answer(self.id, e.answer); }
  void through_port(Address self, effect::Close& e) {
    const std::uint64_t trace = ports_.entropy.draw();
    ports_.peers.close(self.id, e.code, trace);
    ports_.observer.noted({port::Note::Level::info, self, "closing",
                           "code=" + std::to_string(e.code.number()) + " reason=" + std::string(name(e.code)) + " trace=" + protocol::format_trace(trace)});
  }
  void through_port(Address self, effect::HangUp&) { ports_.peers.hang_up(self.id); }
  void through_port(Address self, effect::Forget&) { ports_.peers.forget(self.id); }
  void through_port(Address self, effect::Judge& e) {
    std::visit([&](auto verdict) { ports_.scheduler.post(port::world, self, std::move(verdict)); },
               ports_.authenticator.judge(e.token, ports_.clock.unix_milliseconds() / 1000));
  }
  void through_port(Address self, effect::OpenThread& e) { ports_.store.open_thread(self, e.thread); }
  void through_port(Address self, effect::Append& e) { ports_.store.append(self, std::move(e.batch)); }
  void through_port(Address self, effect::Read& e) { ports_.store.read(self, e.thread, e.after_seq, e.limit); }
  void through_port(Address self, effect::Dial& e) { ports_.upstream.dial(self, e.generation, e.spec); }
  void through_port(Address self, effect::Abort&) { ports_.upstream.abort(self); }
  void through_port(Address, effect::OpenService& e) { ports_.services.open(e.service); }
  void through_port(Address, effect::CloseService& e) { ports_.services.close(e.service); }
  void through_port(Address self, effect::Probe& e) { ports_.services.probe(e.service, self); }
  void through_port(Address self, effect::StartBody& e) { ports_.tasks.start(self, e.generation); }
  void through_port(Address self, effect::CancelBody&) { ports_.tasks.cancel(self); }
  void through_port(Address, effect::Note& e) { ports_.observer.noted(e.note); }
  void through_port(Address, effect::Leave& e) { ports_.process.leave(e.failed); }
  template <class E>
  void through_port(Address, E&) { broken_invariant("an effect of the core was left to the ports"); }

  Gateway<L>& gateway_;
  Ports ports_;
  Effects effects_;  ///< Empty between calls.
};

}  // namespace interlock::gateway
