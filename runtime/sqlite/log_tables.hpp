#pragma once
/// What the store does to its tables, one statement after the other; transactions are the caller's.
#include "runtime/port/event.hpp"
#include "runtime/port/log_store.hpp"
#include "runtime/sqlite/database.hpp"

#include <optional>

namespace interlock::sqlite {

/// How many of a thread's keyed runs are remembered for idempotency, besides all that are unfinished.
inline constexpr std::int64_t remembered_runs = 1000;

/// Every failure of the database throws DatabaseError. Must be destroyed before its Database.
class LogTables {
 public:
  explicit LogTables(Database& database);

  [[nodiscard]] lifecycles::log_opened open(const ThreadName& name);
  /// False, and nothing is written, where the batch does not fit the log: another head, another epoch, or a gap within.
  [[nodiscard]] bool append(const port::Batch& batch);
  [[nodiscard]] std::vector<LogEvent> read(const ThreadName& name, std::uint64_t after_seq, std::uint32_t limit);
  [[nodiscard]] std::vector<ThreadName> threads_with_unfinished_runs();
  /// A write that changes nothing of the logs.
  void touch();

 private:
  struct Thread {
    std::int64_t id = 0;
    std::uint32_t epoch = 0;
    std::uint64_t head = 0;
    std::uint64_t earliest = 1;
  };
  [[nodiscard]] std::optional<Thread> find(const ThreadName& name);
  [[nodiscard]] Thread make(const ThreadName& name);

  Database& database_;
  std::uint32_t epoch_;
  Statement find_;
  Statement make_;
  Statement move_head_;
  Statement insert_event_;
  Statement write_run_;
  Statement read_events_;
  Statement read_runs_;
  Statement read_unfinished_;
  Statement touch_;
};

}  // namespace interlock::sqlite
