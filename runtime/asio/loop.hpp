#pragma once
/// The loop that everything of one core runs on.
#include <functional>
#include <initializer_list>
#include <memory>

namespace interlock::asio_parts {

/// Owns one io_context, which one thread runs. Several loops live side by side without knowing each other.
/// Outlives the parts that are built on it. Only `stop` and `call` may be used from another thread.
class Loop {
 public:
  Loop();
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  /// Runs in the calling thread until `stop`, also while nothing is to be done. May be run again afterwards.
  void run();
  /// Runs until `done` holds, which is asked after each handler, or until `stop`.
  void run_until(const std::function<bool()>& done);
  /// Makes `run` return after the handler that is under way; said before `run`, it makes that return at once.
  void stop();

  /// Runs `handler` on the loop each time that one of `signals` arrives. Call once.
  void on_signal(std::initializer_list<int> signals, std::function<void()> handler);

  /// The way in for real parts with threads of their own: runs `work` on the loop, in the order of the calls of a thread.
  /// Parts that hand in events use `AsioScheduler::post_from_any_thread`, which allocates less.
  void call(std::function<void()> work);

  struct Parts;
  /// For the files of this room.
  [[nodiscard]] Parts& parts() { return *parts_; }

 private:
  std::unique_ptr<Parts> parts_;
};

}  // namespace interlock::asio_parts
