// An upload that its user may cancel: one lifecycle, for a real loop and for the explorer alike.
#pragma once
#include "runtime/port/scheduler.hpp"
#include "statemachine/statemachine.hpp"

#include <chrono>
#include <variant>
#include <vector>

namespace upload_example {

using namespace interlock::statemachine;
using namespace std::chrono_literals;
namespace port = interlock::port;

enum class Outcome { completed, failed, cancelled };

// What the upload is told, and what it asks of the server. Events are plain data.
struct start_wanted {};
struct cancel_wanted {};
struct transfer_ended { Outcome how; };
struct transfer_wanted {};
struct abort_wanted {};
using Event = std::variant<start_wanted, cancel_wanted, transfer_ended, transfer_wanted, abort_wanted>;

inline constexpr port::Address user{port::ActorKind::world, 0};
inline constexpr port::Address server{port::ActorKind::world, 1};
inline constexpr port::Address upload{port::ActorKind::task, 0};

// What actions and guards may touch. It is made anew for each event, so the machine owns nothing.
struct Context {
  port::Scheduler<Event>& scheduler;
  std::vector<Outcome>& told;  // What the user was told.

  void arm(std::uint16_t slot, std::chrono::milliseconds after) { scheduler.arm(upload, slot, after); }
  void cancel(std::uint16_t slot) { scheduler.cancel(upload, slot); }
};

inline constexpr action begin_transfer{[](auto& context) { context.scheduler.post(upload, server, transfer_wanted{}); }};
inline constexpr action abort_transfer{[](auto& context) { context.scheduler.post(upload, server, abort_wanted{}); }};
inline constexpr action tell_outcome{[](auto& context, const auto& event) { context.told.push_back(event.how); }};
inline constexpr action tell_failed{[](auto& context) { context.told.push_back(Outcome::failed); }};
inline constexpr action tell_cancelled{[](auto& context) { context.told.push_back(Outcome::cancelled); }};

inline constexpr auto lifecycle = transition_table(
  *"idle"_s       + event<start_wanted>   / begin_transfer                = "sending"_s,
   "idle"_s       + event<cancel_wanted>  / tell_cancelled                = "ended"_s,
   "sending"_s    + event<transfer_ended> / tell_outcome                  = "ended"_s,
   "sending"_s    + event<cancel_wanted>  / abort_transfer                = "cancelling"_s,
   "sending"_s    + after(30s)            / (abort_transfer, tell_failed) = "ended"_s,
   // The transfer may have ended while the cancel was on its way: its outcome is what happened.
   "cancelling"_s + event<transfer_ended> / tell_outcome                  = "ended"_s,
   "cancelling"_s + event<cancel_wanted>                                  = ignore,
   "cancelling"_s + after(5s)             / tell_failed                   = "ended"_s,
   any            + event<start_wanted>                                   = ignore,
   any            + event<transfer_ended>                                 = ignore,
   end("ended"_s), resting("idle"_s));
static_assert(check<lifecycle, total, every_wait_has_a_deadline>());

// Brings a machine and a scheduler together: each event that is delivered is one call of process().
template <const auto& Table>
class Owner : public port::Receiver<Event> {
 public:
  Owner(machine<Table>& runs, std::vector<Outcome>& told, port::Scheduler<Event>& scheduler) : machine_(runs), context_{scheduler, told} {}

  void receive(port::Address, port::Address to, Event event) override {
    if (to != upload) return for_the_server(event);
    std::visit([this](const auto& e) {
      if constexpr (handles<Table, std::remove_cvref_t<decltype(e)>>) machine_.process(e, context_);
    }, event);
  }
  void deadline(port::Address, port::Slot slot) override { machine_.process(deadline_passed{slot}, context_); }

 protected:
  virtual void for_the_server(const Event& event) = 0;
  ~Owner() = default;

 private:
  machine<Table>& machine_;
  Context context_;
};

}  // namespace upload_example
