#include "runtime/asio/alarm.hpp"

#include "runtime/asio/loop_parts.hpp"

#include <cstdint>
#include <utility>

namespace interlock::asio_parts {

namespace {
/// What is longer than a century never rings, and would not fit the clock.
constexpr Duration longest = std::chrono::hours(24 * 365 * 100);
}  // namespace

struct Alarm::State {
  explicit State(Loop& loop) : timer(loop.parts().context) {}

  asio::steady_timer timer;
  std::function<void()> ring;
  std::uint64_t setting = 0;  ///< Asio may have queued the handler of an older setting already.
};

Alarm::Alarm(Loop& loop) : state_(std::make_shared<State>(loop)) {}
Alarm::~Alarm() { cancel(); }

void Alarm::set(Duration after, std::function<void()> ring) {
  if (after > longest) return cancel();
  set_at(std::chrono::steady_clock::now() + after, std::move(ring));
}

void Alarm::set_at(std::chrono::steady_clock::time_point when, std::function<void()> ring) {
  state_->ring = std::move(ring);
  state_->timer.expires_at(when);
  state_->timer.async_wait([state = state_, setting = ++state_->setting](const asio::error_code& error) {
    if (error || setting != state->setting) return;
    const std::function<void()> rings = std::exchange(state->ring, nullptr);
    rings();
  });
}

void Alarm::cancel() {
  ++state_->setting;
  state_->ring = nullptr;
  state_->timer.cancel();
}

}  // namespace interlock::asio_parts
