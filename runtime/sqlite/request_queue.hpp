#pragma once
/// Between the askers' threads and the log thread: in order, bounded, and handed over in groups.
#include "runtime/sqlite/request.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>

namespace interlock::sqlite {

struct GroupLimits {
  Duration window{2};                         ///< How long a first append waits for company.
  std::size_t max_rows = 256;                 ///< As many rows make a group at once.
  std::size_t max_waiting_bytes = 64U << 20U; ///< What comes beyond it is refused.
};

class RequestQueue {
 public:
  explicit RequestQueue(GroupLimits limits) : limits_(limits) {}

  /// Any thread. Never waits for the disk. Over the limit only a refusal is queued, which takes no payload.
  void push(Request request);
  /// The log thread. Waits for work; empty only after `stop`, when nothing is left.
  [[nodiscard]] std::vector<Request> take_group();
  /// What waits is still handed over, without delay. Nothing may be pushed afterwards.
  void stop();

 private:
  struct Waiting {
    Request request;
    std::size_t rows = 0;
    std::size_t bytes = 0;
  };
  const GroupLimits limits_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Waiting> waiting_;
  std::size_t rows_ = 0;
  std::size_t bytes_ = 0;
  bool stopped_ = false;
};

}  // namespace interlock::sqlite
