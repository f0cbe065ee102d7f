#pragma once
/// One group of requests, one transaction, and only then its answers.
#include "runtime/sqlite/log_tables.hpp"
#include "runtime/sqlite/request.hpp"

#include <atomic>

namespace interlock::sqlite {

using Answer = std::function<void(port::Address from, port::Address to, port::Event event)>;

/// Used by the log thread, except `commits`.
class GroupWriter {
 public:
  GroupWriter(Database& database, Answer answer) : database_(database), tables_(database), answer_(std::move(answer)) {}

  /// Does the requests in order. A batch that is refused fails alone; if the commit fails, every batch of the group does,
  /// and what was read is read again. Each request has its answer when this returns.
  void perform(const std::vector<Request>& group);
  /// How many transactions with appends are durable. Any thread.
  [[nodiscard]] std::uint64_t commits() const { return commits_.load(std::memory_order_relaxed); }

 private:
  [[nodiscard]] bool commit(const std::vector<Request>& group, std::vector<port::Event>& answers);
  [[nodiscard]] port::Event attempt(const Request& request);
  [[nodiscard]] port::Event append(const port::Batch& batch);
  [[nodiscard]] bool touch();
  void roll_back();

  Database& database_;
  LogTables tables_;
  Answer answer_;
  std::atomic<std::uint64_t> commits_{0};
};

}  // namespace interlock::sqlite
