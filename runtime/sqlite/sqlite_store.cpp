#include "runtime/sqlite/sqlite_store.hpp"

#include "runtime/sqlite/group_writer.hpp"
#include "runtime/sqlite/log_file.hpp"
#include "runtime/sqlite/request_queue.hpp"

#include <algorithm>
#include <thread>

namespace interlock::sqlite {

class SqliteStore::LogThread {
 public:
  LogThread(Database database, GroupLimits limits, Answer answer)
      : database_(std::move(database)), writer_(database_, std::move(answer)), queue_(limits), thread_([this] { run(); }) {}
  ~LogThread() {
    queue_.stop();
    thread_.join();
  }
  LogThread(const LogThread&) = delete;
  LogThread& operator=(const LogThread&) = delete;

  void push(port::Address asker, decltype(Request::what) what) { queue_.push({.asker = asker, .what = std::move(what)}); }
  [[nodiscard]] std::uint64_t commits() const { return writer_.commits(); }

 private:
  void run() {
    for (std::vector<Request> group = queue_.take_group(); !group.empty(); group = queue_.take_group()) writer_.perform(group);
  }

  Database database_;
  GroupWriter writer_;
  RequestQueue queue_;
  std::thread thread_;  // Last: it uses all of the above.
};

tl::expected<std::unique_ptr<SqliteStore>, std::string> SqliteStore::open(Options options, Answer answer) {
  tl::expected<Database, std::string> database = open_log_file({.path = options.path, .max_bytes = options.max_file_bytes});
  if (!database) return tl::unexpected(std::move(database.error()));
  try {
    std::vector<ThreadName> unfinished = LogTables(*database).threads_with_unfinished_runs();
    const GroupLimits limits{
        .window = options.window, .max_rows = std::max<std::size_t>(options.max_rows, 1), .max_waiting_bytes = options.max_waiting_bytes};
    auto log = std::make_unique<LogThread>(std::move(*database), limits, std::move(answer));
    return std::unique_ptr<SqliteStore>(new SqliteStore(std::move(log), std::move(unfinished)));
  } catch (const DatabaseError& error) {
    return tl::unexpected("The log " + options.path.string() + " is damaged: " + error.what() + ".");
  }
}

SqliteStore::SqliteStore(std::unique_ptr<LogThread> log, std::vector<ThreadName> unfinished)
    : unfinished_(std::move(unfinished)), log_(std::move(log)) {}

SqliteStore::~SqliteStore() = default;

void SqliteStore::open_thread(port::Address asker, const ThreadName& thread) { log_->push(asker, OpenThread{thread}); }

void SqliteStore::append(port::Address asker, port::Batch batch) { log_->push(asker, Append{std::move(batch)}); }

void SqliteStore::read(port::Address asker, const ThreadName& thread, std::uint64_t after_seq, std::uint32_t limit) {
  log_->push(asker, Read{.thread = thread, .after_seq = after_seq, .limit = limit});
}

void SqliteStore::probe(std::function<void(bool)> answer) { log_->push({}, Probe{std::move(answer)}); }

std::uint64_t SqliteStore::commits() const { return log_->commits(); }

}  // namespace interlock::sqlite
