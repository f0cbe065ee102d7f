#include "runtime/config/toml_file.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace interlock::config {
namespace {

constexpr std::uintmax_t file_size_limit = 1 << 20;

std::vector<FileKey> keys_of(const toml::table& table);

/// The strings with commas between them, or nothing if one is not a string or holds a comma itself.
std::optional<std::string> joined(const toml::array& array) {
  std::string text;
  for (const toml::node& node : array) {
    const auto one = node.value_exact<std::string>();
    if (!one || one->empty() || one->find(',') != std::string::npos) return std::nullopt;
    text.append(text.empty() ? "" : ",").append(*one);
  }
  return text;
}

FileKey key_of(std::string_view name, unsigned line, const toml::node& node) {
  FileKey key{.name = std::string{name}, .line = line, .shape = Shape::other, .text = {}, .keys = {}};
  if (const toml::table* table = node.as_table()) {
    key.shape = Shape::section;
    key.keys = keys_of(*table);
  } else if (const toml::array* array = node.as_array()) {
    if (auto text = joined(*array)) {
      key.shape = Shape::strings;
      key.text = std::move(*text);
    }
  } else if (const auto text = node.value_exact<std::string>()) {
    key.shape = Shape::string;
    key.text = *text;
  } else if (const auto integer = node.value_exact<std::int64_t>()) {
    key.shape = Shape::integer;
    key.text = std::to_string(*integer);
  } else if (const auto boolean = node.value_exact<bool>()) {
    key.shape = Shape::boolean;
    key.text = *boolean ? "true" : "false";
  }
  return key;
}

std::vector<FileKey> keys_of(const toml::table& table) {
  std::vector<FileKey> keys;
  for (const auto& [key, node] : table) keys.push_back(key_of(key.str(), key.source().begin.line, node));
  std::ranges::stable_sort(keys, {}, &FileKey::line);
  return keys;
}

Problem problem_in(const std::filesystem::path& path, ProblemKind kind, std::string_view what) {
  return {kind, path.string().append(": ").append(what)};
}

}  // namespace

tl::expected<std::vector<FileKey>, Problem> read_toml_file(const std::filesystem::path& path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) {
    return tl::unexpected(problem_in(path, ProblemKind::unreadable_file, "there is no such configuration file"));
  }
  if (std::filesystem::file_size(path, error) > file_size_limit) {
    return tl::unexpected(problem_in(path, ProblemKind::unreadable_file, "the file is larger than 1 MiB"));
  }
  std::ifstream file{path, std::ios::binary};
  std::ostringstream text;
  if (!file || (file.peek() != std::ifstream::traits_type::eof() && !(text << file.rdbuf()))) {
    return tl::unexpected(problem_in(path, ProblemKind::unreadable_file, "the configuration file cannot be read"));
  }
  try {
    return keys_of(toml::parse(text.str(), path.string()));
  } catch (const toml::parse_error& wrong) {
    // The description quotes the text around the error, which may be a secret; only the position is told.
    const std::string where = path.string() + ':' + std::to_string(wrong.source().begin.line);
    return tl::unexpected(problem_in(where, ProblemKind::bad_syntax, "this is not TOML, or a key that was set before"));
  }
}

}  // namespace interlock::config
