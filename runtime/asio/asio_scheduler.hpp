#pragma once
/// The scheduler of production: events wait in one queue of a loop, deadlines in a wheel behind one alarm.
#include "runtime/asio/alarm.hpp"
#include "runtime/asio/inlet.hpp"
#include "runtime/asio/schedule_recorder.hpp"
#include "runtime/asio/timer_wheel.hpp"
#include "runtime/asio/wake.hpp"
#include "runtime/port/scheduler.hpp"

#include <algorithm>
#include <cassert>
#include <chrono>
#include <vector>

namespace interlock::asio_parts {

/// A turn delivers the deadlines that have passed, then what waits, and ends with `turn_ended`. Time stands still while
/// something is delivered: all that one delivery arms counts from one `now`.
/// `post_from_any_thread` is for any thread, the rest for the loop's thread. Destroying it drops what waits.
template <class Event>
class AsioScheduler final : public port::Scheduler<Event> {
 public:
  /// So that sockets have their turn as well.
  static constexpr std::size_t deliveries_a_turn = 1024;
  /// Reading the clock costs as much as dispatching a few events.
  static constexpr std::size_t deliveries_a_clock_reading = 16;
  /// A burst's memory is given back when it is over.
  static constexpr std::size_t events_kept_allocated = 16 * 1024;

  explicit AsioScheduler(Loop& loop) : wake_(loop, [this] { turn(); }), alarm_(loop) {}

  /// Before the loop runs. `receiver` outlives the loop's last turn.
  void deliver_to(port::Receiver<Event>& receiver) {
    receiver_ = &receiver;
    wake_.soon();
  }
  /// Null ends the recording.
  void record_to(ScheduleRecorder* recorder) { recorder_ = recorder; }

  [[nodiscard]] port::Instant now() const override { return in_turn_ ? now_ : clock(); }

  void post(port::Address from, port::Address to, Event event) override {
    record({.kind = Kind::posted, .from = from, .to = to});
    arriving_.push_back({from, to, std::move(event)});
    if (!in_turn_) wake_.soon();
  }

  void arm(port::Address owner, port::Slot slot, Duration after) override {
    record({.kind = Kind::armed, .to = owner, .slot = slot, .after = after});
    const Duration begin = now().since_start;
    if (after >= Duration::max() - begin - rounding) return wheel_.cancel(owner, slot);
    const TimerWheel::Tick deadline = tick_of(begin + std::max(after, Duration::zero()) + rounding);
    wheel_.arm(owner, slot, deadline);
    if (!in_turn_ && deadline < alarm_at_) set_alarm();
  }

  void cancel(port::Address owner, port::Slot slot) override {
    record({.kind = Kind::cancelled, .to = owner, .slot = slot});
    wheel_.cancel(owner, slot);
  }

  /// The way in for real parts with threads of their own; those threads end before the scheduler does.
  /// In order for each thread.
  void post_from_any_thread(port::Address from, port::Address to, Event event) {
    if (inlet_.put({from, to, std::move(event)})) wake_.soon_from_any_thread();
  }

 private:
  using Kind = ScheduleRecord::Kind;
  struct Waiting {
    port::Address from;
    port::Address to;
    Event event;
  };
  /// `now` is rounded down, so that a deadline is one tick later lest it come early.
  static constexpr Duration rounding{1};
  static TimerWheel::Tick tick_of(Duration since_start) { return static_cast<TimerWheel::Tick>(since_start.count()); }

  [[nodiscard]] port::Instant clock() const {
    return {std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - start_)};
  }

  void turn() {
    if (receiver_ == nullptr || in_turn_) return;
    now_ = clock();
    in_turn_ = true;
    deliver_deadlines();
    take_in();
    deliver_events();
    receiver_->turn_ended();
    in_turn_ = false;
    if (next_due_ < due_.size() || next_ < delivering_.size() || !arriving_.empty()) wake_.soon();
    set_alarm();
  }

  void deliver_deadlines() {
    if (next_due_ == due_.size()) {
      due_.clear();
      next_due_ = 0;
      wheel_.collect(tick_of(now_.since_start), due_);
    }
    for (std::size_t left = deliveries_a_turn; left > 0 && next_due_ < due_.size(); --left) {
      const TimerWheel::Due& due = due_[next_due_++];
      if (!wheel_.take(due)) continue;  // what was delivered before it has cancelled or moved it
      record({.kind = Kind::deadline_delivered, .to = due.owner, .slot = due.slot});
      receiver_->deadline(due.owner, due.slot);
      count_delivery();
    }
  }

  void deliver_events() {
    for (std::size_t left = deliveries_a_turn; left > 0; --left) {
      if (next_ == delivering_.size() && !refill()) return;
      Waiting& waiting = delivering_[next_++];
      record({.kind = Kind::event_delivered, .from = waiting.from, .to = waiting.to});
      receiver_->receive(waiting.from, waiting.to, std::move(waiting.event));
      count_delivery();
    }
  }

  /// False if nothing has arrived.
  bool refill() {
    delivering_.clear();
    next_ = 0;
    if (delivering_.capacity() > events_kept_allocated) delivering_.shrink_to_fit();
    delivering_.swap(arriving_);
    return !delivering_.empty();
  }

  void take_in() {
    inlet_.take_all(taken_in_);
    for (Waiting& waiting : taken_in_) post(waiting.from, waiting.to, std::move(waiting.event));
    taken_in_.clear();
  }

  void count_delivery() {
    if (++deliveries_ % deliveries_a_clock_reading == 0) now_ = clock();
  }

  /// An alarm that is too early is left alone: its turn finds nothing to do and sets it again.
  void set_alarm() {
    const TimerWheel::Tick next = wheel_.next();
    if (next >= alarm_at_) return;
    alarm_at_ = next;
    alarm_.set_at(start_ + Duration(static_cast<Duration::rep>(next)), [this] {
      alarm_at_ = TimerWheel::never;
      turn();
    });
  }

  void record(ScheduleRecord what) {
    if (recorder_ == nullptr) return;
    what.at = now();
    recorder_->recorded(what);
  }

  const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  port::Receiver<Event>* receiver_ = nullptr;
  ScheduleRecorder* recorder_ = nullptr;
  TimerWheel wheel_;
  std::vector<TimerWheel::Due> due_;  ///< From `next_due_` on; before that, delivered.
  std::size_t next_due_ = 0;
  std::vector<Waiting> arriving_;
  std::vector<Waiting> delivering_;  ///< From `next_` on; before that, delivered.
  std::size_t next_ = 0;
  Inlet<Waiting> inlet_;
  std::vector<Waiting> taken_in_;
  port::Instant now_;
  bool in_turn_ = false;
  std::size_t deliveries_ = 0;
  TimerWheel::Tick alarm_at_ = TimerWheel::never;
  Wake wake_;
  Alarm alarm_;
};

}  // namespace interlock::asio_parts
