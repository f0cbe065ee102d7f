#pragma once
/// The durable logs of one process, in one file.
///
/// One thread owns the database. What is asked waits in a bounded queue; the thread takes what waits as a group, writes it in
/// one transaction and answers when the disk has it. So a row that was said to be committed survives the death of the process
/// and of the machine, and one flush serves many threads of many users.
#include "runtime/port/event.hpp"
#include "runtime/port/log_store.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <tl/expected.hpp>

namespace interlock::sqlite {

struct Options {
  std::filesystem::path path;                  ///< The file; its folder is made where it is missing.
  Duration window{2};                          ///< How long a first append waits for company; 0: not at all.
  std::size_t max_rows = 256;                  ///< As many rows are written without waiting longer.
  std::size_t max_waiting_bytes = 64U << 20U;  ///< What comes while this much waits is refused.
  std::uint64_t max_file_bytes = 0;            ///< The file grows no larger; 0: as the disk allows.
};

/// May be asked from any thread. Answers leave on the log thread, in the order of the questions, never inside a call.
class SqliteStore final : public port::LogStore {
 public:
  /// Called on the log thread; must not throw, and must outlive the store.
  using Answer = std::function<void(port::Address from, port::Address to, port::Event event)>;

  /// Blocks for as long as opening a file takes. The file is this process's until the store is destroyed; the error is one
  /// sentence for the operator.
  [[nodiscard]] static tl::expected<std::unique_ptr<SqliteStore>, std::string> open(Options options, Answer answer);
  /// Writes and answers all that waits.
  ~SqliteStore();
  SqliteStore(const SqliteStore&) = delete;
  SqliteStore& operator=(const SqliteStore&) = delete;

  void open_thread(port::Address asker, const ThreadName& thread) override;
  /// `append_failed` also for a batch of another epoch, or with a gap.
  void append(port::Address asker, port::Batch batch) override;
  void read(port::Address asker, const ThreadName& thread, std::uint64_t after_seq, std::uint32_t limit) override;

  /// The threads whose runs a former process left under way, as they were when the store was opened.
  [[nodiscard]] const std::vector<ThreadName>& threads_with_unfinished_runs() const { return unfinished_; }
  /// Tells on the log thread, after all that was asked before, whether a write reaches the disk now.
  void probe(std::function<void(bool well)> answer);
  /// How many transactions with appends are durable.
  [[nodiscard]] std::uint64_t commits() const;

 private:
  class LogThread;
  SqliteStore(std::unique_ptr<LogThread> log, std::vector<ThreadName> unfinished);

  std::vector<ThreadName> unfinished_;
  std::unique_ptr<LogThread> log_;
};

}  // namespace interlock::sqlite
