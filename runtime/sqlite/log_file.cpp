#include "runtime/sqlite/log_file.hpp"

#include <sqlite3.h>

namespace interlock::sqlite {

namespace {

/// A busy database is another gateway's: it will not leave soon, and the service's own back-off tries again.
constexpr int busy_timeout_milliseconds = 200;

constexpr const char* schema = R"(
  CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
  INSERT INTO meta VALUES ('epoch', 1), ('touched', 0);
  CREATE TABLE threads (
    id INTEGER PRIMARY KEY,
    tenant TEXT NOT NULL, owner TEXT NOT NULL, name TEXT NOT NULL,
    epoch INTEGER NOT NULL, head INTEGER NOT NULL, earliest INTEGER NOT NULL,
    UNIQUE (tenant, owner, name));
  CREATE TABLE events (
    thread_id INTEGER NOT NULL REFERENCES threads, seq INTEGER NOT NULL,
    run INTEGER NOT NULL, type TEXT NOT NULL, time INTEGER NOT NULL, data TEXT NOT NULL,
    PRIMARY KEY (thread_id, seq)) WITHOUT ROWID;
  CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    thread_id INTEGER NOT NULL REFERENCES threads, run INTEGER NOT NULL,
    agent TEXT NOT NULL, idempotency_key TEXT NOT NULL, input_hash INTEGER NOT NULL, ended INTEGER NOT NULL,
    UNIQUE (thread_id, run));
  CREATE INDEX runs_of_thread ON runs (thread_id);
  CREATE INDEX unfinished_runs ON runs (thread_id) WHERE ended = 0;
  PRAGMA user_version = 1;
)";

/// A refusal of ours rather than of SQLite's.
class NotOurs : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

void make_or_check_schema(Database& database) {
  const std::int64_t version = database.integer("PRAGMA user_version");
  if (version == schema_version) return;
  if (version != 0)
    throw NotOurs("has schema version " + std::to_string(version) + ", but this program knows version " +
                  std::to_string(schema_version) + " only");
  if (database.integer("SELECT count(*) FROM sqlite_schema") != 0) throw NotOurs("is a database of something else");
  database.execute("BEGIN EXCLUSIVE");
  database.execute(schema);
  database.execute("COMMIT");
}

Database locked_database(const LogFile& file) {
  Database database(file.path.string());
  sqlite3_busy_timeout(database.handle(), busy_timeout_milliseconds);
  // Exclusive before WAL: the lock is then held for the life of the connection, and no other process can read half a commit.
  database.execute("PRAGMA locking_mode = EXCLUSIVE");
  database.execute("PRAGMA journal_mode = WAL");
  database.execute("BEGIN EXCLUSIVE; COMMIT");
  database.execute("PRAGMA synchronous = FULL");
  database.execute("PRAGMA foreign_keys = ON");
  make_or_check_schema(database);
  if (file.max_bytes != 0) {
    const std::int64_t pages = static_cast<std::int64_t>(file.max_bytes) / database.integer("PRAGMA page_size");
    static_cast<void>(database.integer(("PRAGMA max_page_count = " + std::to_string(pages)).c_str()));
  }
  return database;
}

std::string sentence(const LogFile& file, const std::string& what) { return "The log " + file.path.string() + " " + what + "."; }

std::string explained(const DatabaseError& error) {
  switch (error.primary_code()) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return "is in use by another process";
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT: return std::string("is damaged or no database: ") + error.what();
    default: return std::string("cannot be opened: ") + error.what();
  }
}

}  // namespace

tl::expected<Database, std::string> open_log_file(const LogFile& file) {
  std::error_code error;
  if (const std::filesystem::path folder = file.path.parent_path(); !folder.empty()) {
    std::filesystem::create_directories(folder, error);
    if (!std::filesystem::is_directory(folder))
      return tl::unexpected(sentence(file, "cannot be made: " + folder.string() + " is not a directory"));
  }
  if (std::filesystem::is_directory(file.path, error)) return tl::unexpected(sentence(file, "is a directory, not a file"));
  try {
    return locked_database(file);
  } catch (const NotOurs& refusal) {
    return tl::unexpected(sentence(file, refusal.what()));
  } catch (const DatabaseError& refusal) {
    return tl::unexpected(sentence(file, explained(refusal)));
  }
}

}  // namespace interlock::sqlite
