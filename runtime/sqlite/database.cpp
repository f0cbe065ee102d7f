#include "runtime/sqlite/database.hpp"

#include <sqlite3.h>

namespace interlock::sqlite {

namespace {

void require(int code, sqlite3* connection) {
  if (code == SQLITE_OK) return;
  const char* const message = connection != nullptr ? sqlite3_errmsg(connection) : sqlite3_errstr(code);
  throw DatabaseError(connection != nullptr ? sqlite3_extended_errcode(connection) : code, message);
}

}  // namespace

void Database::Close::operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }

Database::Database(const std::string& path) {
  sqlite3* connection = nullptr;
  // NOMUTEX: one thread at a time uses the connection.
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  const int code = sqlite3_open_v2(path.c_str(), &connection, flags, nullptr);
  connection_.reset(connection);  // Must be closed also where opening failed.
  require(code, connection);
}

void Database::execute(const char* sql) { require(sqlite3_exec(handle(), sql, nullptr, nullptr, nullptr), handle()); }

std::int64_t Database::integer(const char* sql) {
  Statement statement(*this, sql);
  Statement::Execution execution = statement.run();
  return execution.next() ? execution.integer(0) : 0;
}

bool Database::in_transaction() const { return sqlite3_get_autocommit(handle()) == 0; }

void Statement::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

Statement::Statement(Database& database, std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  require(sqlite3_prepare_v3(database.handle(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement,
                             nullptr),
          database.handle());
  statement_.reset(statement);
}

void Statement::bind(int position, std::int64_t value) {
  require(sqlite3_bind_int64(statement_.get(), position, value), sqlite3_db_handle(statement_.get()));
}

void Statement::bind(int position, std::string_view text) {
  // A null pointer would be NULL, not the empty text.
  const char* const data = text.data() != nullptr ? text.data() : "";
  require(sqlite3_bind_text64(statement_.get(), position, data, text.size(), SQLITE_STATIC, SQLITE_UTF8),
          sqlite3_db_handle(statement_.get()));
}

Statement::Execution::~Execution() {
  sqlite3_reset(statement_.statement_.get());
  sqlite3_clear_bindings(statement_.statement_.get());
}

bool Statement::Execution::next() {
  const int code = sqlite3_step(statement_.statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  sqlite3* const connection = sqlite3_db_handle(statement_.statement_.get());
  throw DatabaseError(code, sqlite3_errmsg(connection));
}

std::int64_t Statement::Execution::integer(int column) const {
  return sqlite3_column_int64(statement_.statement_.get(), column);
}

std::string_view Statement::Execution::text(int column) const {
  const unsigned char* const text = sqlite3_column_text(statement_.statement_.get(), column);
  const int size = sqlite3_column_bytes(statement_.statement_.get(), column);
  return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text), static_cast<std::size_t>(size));
}

}  // namespace interlock::sqlite
