#pragma once

#include <filesystem>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "runtime/config/config_error.hpp"
#include "runtime/config/kinds.hpp"

namespace interlock::config {

/// One key of a TOML file with what stands there. `text` is what an environment variable would hold for it.
struct FileKey {
  std::string name;
  unsigned line = 0;
  Shape shape = Shape::other;
  std::string text;
  std::vector<FileKey> keys;  ///< Of a section, in the order of their lines.
};

/// The top level of the file. Files of more than 1 MiB are refused.
[[nodiscard]] tl::expected<std::vector<FileKey>, Problem> read_toml_file(const std::filesystem::path& path);

}  // namespace interlock::config
