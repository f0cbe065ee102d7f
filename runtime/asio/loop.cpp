#include "runtime/asio/loop.hpp"

#include "runtime/asio/loop_parts.hpp"

#include <cassert>
#include <utility>

namespace interlock::asio_parts {

Loop::Loop() : parts_(std::make_unique<Parts>()) {}
Loop::~Loop() = default;

void Loop::run() {
  parts_->context.run();
  parts_->context.restart();
}

void Loop::run_until(const std::function<bool()>& done) {
  while (!done()) {
    if (parts_->context.run_one() == 0) break;
  }
  if (parts_->context.stopped()) parts_->context.restart();
}

void Loop::stop() { parts_->context.stop(); }

void Loop::on_signal(std::initializer_list<int> signals, std::function<void()> handler) {
  assert(!parts_->on_signal);
  parts_->on_signal = std::move(handler);
  for (const int signal : signals) parts_->signals.add(signal);
  parts_->await_signal();
}

void Loop::Parts::await_signal() {
  signals.async_wait([this](const asio::error_code& error, int) {
    if (error) return;
    on_signal();
    await_signal();
  });
}

void Loop::call(std::function<void()> work) { asio::post(parts_->context, std::move(work)); }

}  // namespace interlock::asio_parts
