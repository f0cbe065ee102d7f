#pragma once
/// SQLite with owners and exceptions, for this room only. One thread at a time uses a Database and its Statements.
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace interlock::sqlite {

/// What SQLite refused. `code` is its extended result code.
class DatabaseError : public std::runtime_error {
 public:
  DatabaseError(int code, const std::string& message) : std::runtime_error(message), code_(code) {}
  [[nodiscard]] int primary_code() const { return code_ & 0xff; }

 private:
  int code_;
};

/// One connection. Every failure throws DatabaseError.
class Database {
 public:
  /// Opens or creates the file. Its folder must exist.
  explicit Database(const std::string& path);

  /// Runs statements that bring no rows.
  void execute(const char* sql);
  /// The single integer that `sql` brings.
  [[nodiscard]] std::int64_t integer(const char* sql);
  /// Whether a transaction is open. SQLite may end one by itself when a statement fails.
  [[nodiscard]] bool in_transaction() const;
  [[nodiscard]] sqlite3* handle() const { return connection_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* connection) const;
  };
  std::unique_ptr<sqlite3, Close> connection_;
};

/// A prepared statement; must be destroyed before its Database.
class Statement {
 public:
  Statement(Database& database, std::string_view sql);

  /// One execution. Destroying it makes the statement ready for the next; there is one at a time.
  class Execution {
   public:
    explicit Execution(Statement& statement) : statement_(statement) {}
    ~Execution();
    Execution(const Execution&) = delete;
    Execution& operator=(const Execution&) = delete;

    /// Goes to the next row; false after the last.
    bool next();
    [[nodiscard]] std::int64_t integer(int column) const;
    /// Borrowed until the next call of `next`.
    [[nodiscard]] std::string_view text(int column) const;

   private:
    Statement& statement_;
  };

  /// Binds the values in order. Texts are borrowed until the execution ends.
  template <class... Values>
  [[nodiscard]] Execution run(const Values&... values) {
    [[maybe_unused]] int position = 0;
    (bind(++position, values), ...);
    return Execution(*this);
  }
  /// Binds the values and runs to the end; for statements that bring no rows.
  template <class... Values>
  void perform(const Values&... values) {
    Execution execution = run(values...);
    while (execution.next()) {
    }
  }

 private:
  void bind(int position, std::int64_t value);
  void bind(int position, std::string_view text);

  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

}  // namespace interlock::sqlite
