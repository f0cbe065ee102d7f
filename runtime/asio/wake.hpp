#pragma once
/// A handler that is run on the loop as soon as it is free.
#include "runtime/asio/loop.hpp"

#include <functional>
#include <memory>

namespace interlock::asio_parts {

/// Destroying a wake silences it; not done from inside its handler.
class Wake {
 public:
  Wake(Loop& loop, std::function<void()> handler);
  ~Wake();
  Wake(const Wake&) = delete;
  Wake& operator=(const Wake&) = delete;

  /// Runs the handler once for all calls before that, never inside the call. On the loop's thread only.
  void soon();
  /// Runs the handler once for each call; the caller says it once for many things.
  void soon_from_any_thread();

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace interlock::asio_parts
