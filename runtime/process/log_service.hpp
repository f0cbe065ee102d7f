#pragma once
/// The durable log as a service: a store while it is open, and a plain "not now" while it is not.
#include "runtime/asio/asio_scheduler.hpp"
#include "runtime/port/log_store.hpp"
#include "runtime/sqlite/sqlite_store.hpp"

namespace interlock::process {

using Scheduler = asio_parts::AsioScheduler<port::Event>;

/// Used on the loop's thread only; the scheduler outlives it.
class LogService final : public port::LogStore {
 public:
  LogService(sqlite::Options options, Scheduler& scheduler) : options_(std::move(options)), scheduler_(scheduler) {}

  /// The error is a sentence for the operator. Blocks for as long as opening a file takes.
  [[nodiscard]] tl::expected<std::vector<ThreadName>, std::string> open();
  /// Writes and answers what waits.
  void close() { store_.reset(); }
  /// Posts `probe_answered` to the asker.
  void probe(ServiceId service, port::Address asker);

  void open_thread(port::Address asker, const ThreadName& thread) override;
  void append(port::Address asker, port::Batch batch) override;
  void read(port::Address asker, const ThreadName& thread, std::uint64_t after_seq, std::uint32_t limit) override;

 private:
  sqlite::Options options_;
  Scheduler& scheduler_;
  std::unique_ptr<sqlite::SqliteStore> store_;
};

}  // namespace interlock::process
