#pragma once
/// The file of the logs: made, locked, and known to be ours before anything else looks at it.
#include "runtime/sqlite/database.hpp"

#include <filesystem>
#include <tl/expected.hpp>

namespace interlock::sqlite {

struct LogFile {
  std::filesystem::path path;
  std::uint64_t max_bytes = 0;  ///< The file grows no larger; 0: as the disk allows.
};

/// The file's schema as this program writes it; another version is refused, never guessed at.
inline constexpr std::int64_t schema_version = 1;

/// Makes the folder and the file where they are missing, and takes the file for this process alone, until the Database is
/// destroyed or the process dies. The error is one sentence for the operator.
[[nodiscard]] tl::expected<Database, std::string> open_log_file(const LogFile& file);

}  // namespace interlock::sqlite
