#include "tests/sqlite/opened_store.hpp"

#include <gmock/gmock.h>
#include <sqlite3.h>

#include <fstream>

namespace interlock::test {
namespace {

using testing::HasSubstr;

void run_sql(const std::filesystem::path& file, const char* sql) {
  sqlite3* connection = nullptr;
  ASSERT_EQ(sqlite3_open(file.c_str(), &connection), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(connection, sql, nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(connection);
  sqlite3_close(connection);
}

TEST(LogFile, ItsFolderIsMadeWhereItIsMissing) {
  const TemporaryFolder folder;
  const std::filesystem::path path = folder.path() / "a" / "b" / "log.db";
  EXPECT_EQ(refusal({.path = path}), "");
  EXPECT_TRUE(std::filesystem::exists(path));
}

TEST(LogFile, AFileWhereTheFolderShouldBeIsNamed) {
  const TemporaryFolder folder;
  std::ofstream(folder.path() / "file") << "text";
  EXPECT_THAT(refusal({.path = folder.path() / "file" / "log.db"}), HasSubstr("is not a directory"));
}

TEST(LogFile, AFolderWhereTheFileShouldBeIsNamed) {
  const TemporaryFolder folder;
  EXPECT_THAT(refusal({.path = folder.path()}), HasSubstr("is a directory, not a file"));
}

TEST(LogFile, ASecondStoreOnTheSameFileIsRefusedUntilTheFirstIsGone) {
  const TemporaryFolder folder;
  const std::filesystem::path path = folder.path() / "log.db";
  {
    const OpenedStore first({.path = path});
    EXPECT_THAT(refusal({.path = path}), HasSubstr("is in use by another process"));
  }
  EXPECT_EQ(refusal({.path = path}), "");
}

TEST(LogFile, AnotherSchemaVersionIsRefusedAndNotTouched) {
  const TemporaryFolder folder;
  const std::filesystem::path path = folder.path() / "log.db";
  EXPECT_EQ(refusal({.path = path}), "");
  run_sql(path, "PRAGMA user_version = 7");
  EXPECT_THAT(refusal({.path = path}), HasSubstr("has schema version 7, but this program knows version 1 only"));
}

TEST(LogFile, ADatabaseOfSomethingElseIsRefused) {
  const TemporaryFolder folder;
  run_sql(folder.path() / "log.db", "CREATE TABLE recipes (name TEXT)");
  EXPECT_THAT(refusal({.path = folder.path() / "log.db"}), HasSubstr("is a database of something else"));
}

TEST(LogFile, AFileThatIsNoDatabaseIsRefused) {
  const TemporaryFolder folder;
  std::ofstream(folder.path() / "log.db") << std::string(5000, 'x');
  EXPECT_THAT(refusal({.path = folder.path() / "log.db"}), HasSubstr("is damaged or no database"));
}

}  // namespace
}  // namespace interlock::test
