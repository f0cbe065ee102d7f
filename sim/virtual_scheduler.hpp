#pragma once
/// The scheduler of simulation: what waits is data, and whoever drives it decides what comes next.
#include "runtime/port/scheduler.hpp"

#include <algorithm>
#include <cassert>
#include <map>
#include <utility>
#include <vector>

namespace interlock::sim {

/// Something that may happen next.
struct Option {
  enum class Kind : std::uint8_t { event, deadline };
  Kind kind = Kind::event;
  port::Address from{};  ///< Of an event only.
  port::Address to{};    ///< The owner, if it is a deadline.
  port::Slot slot = 0;   ///< Of a deadline only.
  friend constexpr auto operator<=>(const Option&, const Option&) = default;
};

/// A value: copies live on their own, and two are equal if the same can happen to them at the same times.
/// Within a pair of sender and receiver events keep their order; everything else is the driver's choice.
template <class Event>
class VirtualScheduler final : public port::Scheduler<Event> {
 public:
  [[nodiscard]] port::Instant now() const override { return now_; }

  void post(port::Address from, port::Address to, Event event) override {
    pending_[{from, to}].push_back(std::move(event));
    ++pending_count_;
  }

  void arm(port::Address owner, port::Slot slot, Duration after) override {
    if (after >= Duration::max() - now_.since_start) return cancel(owner, slot);
    armed_[{owner, slot}] = {now_.since_start + std::max(after, Duration::zero())};
  }

  void cancel(port::Address owner, port::Slot slot) override { armed_.erase({owner, slot}); }

  /// What may come next, in the same order for equal schedulers: the oldest event of each pair, by sender and receiver;
  /// then the deadlines that come first, all of the same instant, by owner and slot. While events wait, deadlines are among
  /// them only if they may overtake: in the real world an event can be late.
  [[nodiscard]] std::vector<Option> enabled(bool deadlines_may_overtake) const {
    std::vector<Option> options;
    for (const auto& [pair, events] : pending_) options.push_back({.kind = Option::Kind::event, .from = pair.first, .to = pair.second});
    if (!options.empty() && !deadlines_may_overtake) return options;
    const port::Instant first = next_deadline();
    for (const auto& [key, deadline] : armed_) {
      if (deadline == first) options.push_back({.kind = Option::Kind::deadline, .to = key.first, .slot = key.second});
    }
    return options;
  }

  /// Delivers one of the enabled options. Time jumps to a deadline, and stands still for an event. What is delivered has left
  /// the scheduler before the receiver is called, which may therefore post and arm.
  void take(const Option& option, port::Receiver<Event>& receiver) {
    if (option.kind == Option::Kind::event) {
      Event event = take_event({option.from, option.to});
      receiver.receive(option.from, option.to, std::move(event));
      return;
    }
    const auto found = armed_.find({option.to, option.slot});
    assert(found != armed_.end() && found->second == next_deadline());
    now_ = std::max(now_, found->second);
    armed_.erase(found);
    receiver.deadline(option.to, option.slot);
  }

  /// Time passes although nothing is delivered; deadlines that it passes are late.
  void advance(Duration passed) {
    assert(passed >= Duration::zero());
    now_.since_start += passed;
  }

  [[nodiscard]] bool waits(port::Address from, port::Address to) const { return pending_.contains({from, to}); }
  [[nodiscard]] bool has_pending() const { return pending_count_ > 0; }
  [[nodiscard]] std::size_t pending_count() const { return pending_count_; }
  [[nodiscard]] std::size_t armed_count() const { return armed_.size(); }
  /// The first deadline; `Duration::max()` if nothing is armed.
  [[nodiscard]] port::Instant next_deadline() const {
    port::Instant first{Duration::max()};
    for (const auto& [key, deadline] : armed_) first = std::min(first, deadline);
    return first;
  }
  [[nodiscard]] bool is_armed(port::Address owner, port::Slot slot) const { return armed_.contains({owner, slot}); }

  /// For fingerprints: `visit(from, to, event)` in the order of `enabled`, the oldest event of a pair first.
  template <class Visit>
  void visit_pending(Visit&& visit) const {
    for (const auto& [pair, events] : pending_) {
      for (const Event& event : events) visit(pair.first, pair.second, event);
    }
  }
  /// The oldest event of each pair only.
  template <class Visit>
  void visit_first(Visit&& visit) const {
    for (const auto& [pair, events] : pending_) visit(pair.first, pair.second, events.front());
  }
  /// For fingerprints: `visit(owner, slot, remaining)`; `now` is no part of it. A late deadline has nothing remaining.
  template <class Visit>
  void visit_armed(Visit&& visit) const {
    for (const auto& [key, deadline] : armed_) {
      visit(key.first, key.second, std::max(deadline.since_start - now_.since_start, Duration::zero()));
    }
  }

  friend bool operator==(const VirtualScheduler& a, const VirtualScheduler& b) {
    return a.now_ == b.now_ && a.armed_ == b.armed_ && a.pending_ == b.pending_;
  }

 private:
  using Pair = std::pair<port::Address, port::Address>;

  Event take_event(const Pair& pair) {
    const auto found = pending_.find(pair);
    assert(found != pending_.end());
    Event event = std::move(found->second.front());
    found->second.erase(found->second.begin());  // short, and copied often
    if (found->second.empty()) pending_.erase(found);  // equal pending sets have equal maps
    --pending_count_;
    return event;
  }

  port::Instant now_;
  std::map<Pair, std::vector<Event>> pending_;
  std::map<std::pair<port::Address, port::Slot>, port::Instant> armed_;
  std::size_t pending_count_ = 0;
};

}  // namespace interlock::sim
