#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "runtime/config/config_error.hpp"
#include "runtime/config/settings.hpp"

namespace interlock::config {

/// Everything that settings may come from. `load` looks at nothing else.
struct Inputs {
  std::optional<std::filesystem::path> file;           ///< A TOML file; if it is given it must be there.
  std::map<std::string, std::string> environment;      ///< The whole environment; see `environment_of`.
  std::map<std::string, std::string> flags;            ///< By setting, as `add_flags` fills it.
};

/// Where a value came from.
enum class Source : std::uint8_t { profile_default, file, environment, flag };
struct ValueOrigin {
  Source source{};
  std::string text;  ///< `default (development)`, `interlock.toml:12`, `environment INTERLOCK_ECHO` or `flag --echo`.
};

struct ReportLine {
  std::string name;   ///< `readiness_timeout`, `agents.support.url`
  std::string value;  ///< As it could be written in the file; of a secret only its length.
  ValueOrigin origin;
};

struct Loaded {
  Settings settings;
  std::vector<ReportLine> report;  ///< A line for each setting, in the order of the table.

  /// Null if no setting has this name.
  [[nodiscard]] const ReportLine* find(std::string_view name) const;
};

/// The defaults of the profile, then the file, then the environment, then the flags: the later one wins, but a wrong
/// value is an error also where a later one would win. The file is `Inputs::file`, else flag --config, else
/// environment INTERLOCK_CONFIG, else there is none.
/// Variables that begin with INTERLOCK_ and name no setting are errors, but for those which Kubernetes
/// gives every pod beside a service that is called `interlock…`.
[[nodiscard]] tl::expected<Loaded, ConfigError> load(const Inputs& inputs);

/// What a process without file, environment and flags would get. For tests and tools; nothing is refused here.
[[nodiscard]] Settings default_settings(Profile profile);

/// The `NAME=value` entries of an `environ`.
[[nodiscard]] std::map<std::string, std::string> environment_of(const char* const* entries);

}  // namespace interlock::config
