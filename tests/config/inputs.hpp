#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "runtime/config/load.hpp"

namespace interlock::config::test {

/// A file of one test, gone with it.
class TomlFile {
 public:
  explicit TomlFile(const std::string& text) {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    path_ = std::filesystem::path{testing::TempDir()} /
            (std::string{test->test_suite_name()} + '.' + test->name() + ".toml");
    std::ofstream{path_} << text;
  }
  ~TomlFile() { std::filesystem::remove(path_); }
  TomlFile(const TomlFile&) = delete;
  TomlFile& operator=(const TomlFile&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] std::string line(int number) const { return path_.string() + ':' + std::to_string(number); }

 private:
  std::filesystem::path path_;
};

using Names = std::map<std::string, std::string>;

inline Inputs inputs(Names environment, Names flags = {}) {
  return {.file = {}, .environment = std::move(environment), .flags = std::move(flags)};
}

/// The settings, or a failed test that says what was wrong.
inline Loaded load_well(const Inputs& from) {
  auto loaded = load(from);
  if (!loaded) {
    ADD_FAILURE() << loaded.error().message();
    return {};
  }
  return std::move(*loaded);
}

/// The complaint, without the lines that nothing was wrong with.
inline std::string complaint(const Inputs& from) {
  const auto loaded = load(from);
  return loaded ? "nothing was wrong" : loaded.error().message();
}

/// As above, with the path of the file left out.
inline std::string complaint_about(const std::string& toml) {
  const TomlFile file{toml};
  std::string message = complaint({.file = file.path(), .environment = {}, .flags = {}});
  const std::string path = file.path().string();
  for (std::size_t at = 0; (at = message.find(path)) != std::string::npos;) message.replace(at, path.size(), "file");
  return message;
}

}  // namespace interlock::config::test
