#pragma once
/// The durable logs of threads. Implemented by SQLite and by the virtual disk; one contract suite runs on both.
#include "runtime/port/address.hpp"
#include "statemachine/lifecycles/vocabulary.hpp"

#include <vector>

namespace interlock::port {

/// One atomic write: rows and what they say of runs, all or nothing.
struct Batch {
  ThreadName thread;
  std::uint32_t epoch = 0;
  std::uint64_t first_seq = 0;      ///< Holds only on the expected head: the log's last row is `first_seq - 1`.
  std::vector<LogEvent> rows;       ///< Dense from `first_seq`.
  std::vector<RunRecord> runs;      ///< New runs, or runs that ended with a row of this batch.
  friend bool operator==(const Batch&, const Batch&) = default;
};

/// Answers come as events from {world, 0} to the asker, never inside the call, in order for each asker.
class LogStore {
 public:
  /// Exactly one `log_opened` or `log_open_failed`. A thread that was never written has head 0 and the store's epoch.
  virtual void open_thread(Address asker, const ThreadName& thread) = 0;
  /// Exactly one `committed` (durable, visible to reads from now on) or `append_failed` (none of it is, or ever will be).
  virtual void append(Address asker, Batch batch) = 0;
  /// Exactly one `rows_read` or `read_failed`: at most `limit` rows after `after_seq`, in order.
  virtual void read(Address asker, const ThreadName& thread, std::uint64_t after_seq, std::uint32_t limit) = 0;

 protected:
  ~LogStore() = default;
};

}  // namespace interlock::port
