#include "runtime/sqlite/log_tables.hpp"

#include "statemachine/lifecycles/event_names.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <limits>

namespace interlock::sqlite {

namespace {

// SQLite's integers are signed; ids and hashes keep their bits.
std::int64_t stored(RunId run) { return static_cast<std::int64_t>(static_cast<std::uint64_t>(run)); }
std::int64_t stored(std::uint64_t value) { return static_cast<std::int64_t>(value); }
std::uint64_t loaded(std::int64_t value) { return static_cast<std::uint64_t>(value); }

bool is_dense(const port::Batch& batch) {
  std::uint64_t expected = batch.first_seq;
  return std::all_of(batch.rows.begin(), batch.rows.end(), [&](const LogEvent& row) { return row.seq == expected++; });
}

}  // namespace

LogTables::LogTables(Database& database)
    : database_(database),
      epoch_(static_cast<std::uint32_t>(database.integer("SELECT value FROM meta WHERE key = 'epoch'"))),
      find_(database, "SELECT id, epoch, head, earliest FROM threads WHERE tenant = ? AND owner = ? AND name = ?"),
      make_(database, "INSERT INTO threads (tenant, owner, name, epoch, head, earliest) VALUES (?, ?, ?, ?, 0, 1)"),
      move_head_(database, "UPDATE threads SET head = ? WHERE id = ?"),
      insert_event_(database, "INSERT INTO events (thread_id, seq, run, type, time, data) VALUES (?, ?, ?, ?, ?, ?)"),
      write_run_(database,
                 "INSERT INTO runs (thread_id, run, agent, idempotency_key, input_hash, ended) VALUES (?, ?, ?, ?, ?, ?)"
                 " ON CONFLICT (thread_id, run) DO UPDATE SET ended = excluded.ended"),
      read_events_(database,
                   "SELECT seq, run, type, time, data FROM events WHERE thread_id = ? AND seq > ? ORDER BY seq LIMIT ?"),
      read_runs_(database,
                 "SELECT run, agent, idempotency_key, input_hash, ended FROM runs WHERE thread_id = ?1 AND (ended = 0 OR id IN"
                 " (SELECT id FROM runs WHERE thread_id = ?1 AND idempotency_key <> '' ORDER BY id DESC LIMIT ?2)) ORDER BY id"),
      read_unfinished_(database,
                       "SELECT tenant, owner, name FROM threads WHERE id IN (SELECT thread_id FROM runs WHERE ended = 0)"
                       " ORDER BY tenant, owner, name"),
      touch_(database, "UPDATE meta SET value = value + 1 WHERE key = 'touched'") {}

std::optional<LogTables::Thread> LogTables::find(const ThreadName& name) {
  Statement::Execution row = find_.run(std::string_view(name.tenant), std::string_view(name.owner), std::string_view(name.thread));
  if (!row.next()) return std::nullopt;
  return Thread{.id = row.integer(0),
                .epoch = static_cast<std::uint32_t>(row.integer(1)),
                .head = loaded(row.integer(2)),
                .earliest = loaded(row.integer(3))};
}

LogTables::Thread LogTables::make(const ThreadName& name) {
  make_.perform(std::string_view(name.tenant), std::string_view(name.owner), std::string_view(name.thread),
                std::int64_t{epoch_});
  return {.id = sqlite3_last_insert_rowid(database_.handle()), .epoch = epoch_, .head = 0, .earliest = 1};
}

lifecycles::log_opened LogTables::open(const ThreadName& name) {
  const std::optional<Thread> thread = find(name);
  if (!thread) return {.epoch = epoch_, .head = 0, .earliest = 1, .runs = {}};
  lifecycles::log_opened opened{.epoch = thread->epoch, .head = thread->head, .earliest = thread->earliest, .runs = {}};
  Statement::Execution row = read_runs_.run(thread->id, remembered_runs);
  while (row.next())
    opened.runs.push_back({.run = RunId{loaded(row.integer(0))},
                           .agent = std::string(row.text(1)),
                           .idempotency_key = std::string(row.text(2)),
                           .input_hash = loaded(row.integer(3)),
                           .ended = row.integer(4) != 0});
  return opened;
}

bool LogTables::append(const port::Batch& batch) {
  const std::optional<Thread> known = find(batch.thread);
  const std::uint64_t head = known ? known->head : 0;
  const std::uint32_t epoch = known ? known->epoch : epoch_;
  if (batch.epoch != epoch || batch.first_seq != head + 1 || !is_dense(batch)) return false;
  const Thread thread = known ? *known : make(batch.thread);
  for (const LogEvent& row : batch.rows)
    insert_event_.perform(thread.id, stored(row.seq), stored(row.run), event_name(row.type), row.time, row.data.view());
  for (const RunRecord& run : batch.runs)
    write_run_.perform(thread.id, stored(run.run), std::string_view(run.agent), std::string_view(run.idempotency_key),
                       stored(run.input_hash), std::int64_t{run.ended});
  move_head_.perform(stored(head + batch.rows.size()), thread.id);
  return true;
}

std::vector<LogEvent> LogTables::read(const ThreadName& name, std::uint64_t after_seq, std::uint32_t limit) {
  std::vector<LogEvent> rows;
  const std::optional<Thread> thread = find(name);
  if (!thread || after_seq >= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) return rows;
  Statement::Execution row = read_events_.run(thread->id, stored(after_seq), std::int64_t{limit});
  while (row.next()) {
    const std::optional<EventType> type = parse_event_name(row.text(2));
    if (!type) throw DatabaseError(SQLITE_CORRUPT, "an event of an unknown type");
    rows.push_back({.seq = loaded(row.integer(0)),
                    .run = RunId{loaded(row.integer(1))},
                    .type = *type,
                    .time = row.integer(3),
                    .data = Text(std::string(row.text(4)))});
  }
  return rows;
}

std::vector<ThreadName> LogTables::threads_with_unfinished_runs() {
  std::vector<ThreadName> names;
  Statement::Execution row = read_unfinished_.run();
  while (row.next())
    names.push_back({.tenant = std::string(row.text(0)), .owner = std::string(row.text(1)), .thread = std::string(row.text(2))});
  return names;
}

void LogTables::touch() { touch_.perform(); }

}  // namespace interlock::sqlite
