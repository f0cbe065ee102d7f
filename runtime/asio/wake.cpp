#include "runtime/asio/wake.hpp"

#include "runtime/asio/loop_parts.hpp"

#include <utility>

namespace interlock::asio_parts {

struct Wake::State {
  State(Loop& loop, std::function<void()> runs) : context(loop.parts().context), handler(std::move(runs)) {}

  void run() {
    if (!silenced) handler();
  }

  asio::io_context& context;
  std::function<void()> handler;
  bool waiting = false;
  bool silenced = false;
};

Wake::Wake(Loop& loop, std::function<void()> handler) : state_(std::make_shared<State>(loop, std::move(handler))) {}
Wake::~Wake() { state_->silenced = true; }

void Wake::soon() {
  if (std::exchange(state_->waiting, true)) return;
  asio::post(state_->context, [state = state_] {
    state->waiting = false;
    state->run();
  });
}

void Wake::soon_from_any_thread() {
  asio::post(state_->context, [state = state_] { state->run(); });
}

}  // namespace interlock::asio_parts
