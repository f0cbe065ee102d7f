#include "runtime/config/load.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <span>
#include <utility>

#include "runtime/config/assign.hpp"
#include "runtime/config/names.hpp"
#include "runtime/config/refusals.hpp"
#include "runtime/config/table.hpp"
#include "runtime/config/toml_file.hpp"

namespace interlock::config {
namespace {

constexpr std::string_view variable_prefix = "INTERLOCK_";
constexpr std::string_view file_variable = "INTERLOCK_CONFIG";
constexpr std::string_view file_flag = "config";
/// Names that belong to the gateway itself, so that nothing an operator names can be mistaken for them.
constexpr std::array<std::string_view, 1> own_agents{"demo"};
constexpr std::array<std::string_view, 5> own_services{"log", "keys", "agents", "broker", "listener"};
constexpr std::size_t longest_name = 64;

/// A text that somebody gave for a setting.
struct Given {
  std::string text;
  std::optional<Shape> shape;
  ValueOrigin origin;
};

const FileKey* find_key(const std::vector<FileKey>& keys, std::string_view name) {
  const auto found = std::ranges::find(keys, name, &FileKey::name);
  return found == keys.end() ? nullptr : &*found;
}

template <class Table>
std::vector<std::string> names_of(const Table& table) {
  std::vector<std::string> names;
  for (const auto& row : table) names.emplace_back(row.name);
  return names;
}

bool is_plain_name(std::string_view name) {
  constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
  return !name.empty() && name.size() <= longest_name && name.find_first_not_of(plain) == std::string_view::npos;
}

/// Whether Kubernetes made this variable for a service of the namespace: it gives every pod NAME_SERVICE_HOST,
/// NAME_SERVICE_PORT…, NAME_PORT… of every service.
bool is_of_kubernetes(std::string_view name, const std::map<std::string, std::string>& environment) {
  for (const std::string_view part : {"_SERVICE_HOST", "_SERVICE_PORT", "_PORT"}) {
    const std::size_t at = name.find(part);
    if (at == std::string_view::npos) continue;
    if (environment.contains(std::string{name.substr(0, at)} + "_SERVICE_HOST")) return true;
  }
  return false;
}

template <class Owner>
std::string shown(const Row<Owner>& row, const Owner& owner) {
  const std::string value = print(row, owner);
  if (!row.secret || value.empty()) return value;
  if (value == development_secret) return "(the development secret)";
  return "(" + std::to_string(value.size()) + " bytes, hidden)";
}

class Loader {
 public:
  explicit Loader(const Inputs& inputs) : inputs_(inputs) {}

  tl::expected<Loaded, ConfigError> load() {
    if (const auto path = file_path()) {
      auto keys = read_toml_file(*path);
      if (!keys) return tl::unexpected(ConfigError{{keys.error()}});
      keys_ = std::move(*keys);
      file_name_ = path->string();
    }
    const Profile profile = choose_profile();
    for (const Row<Settings>& row : settings_table) {
      const ValueOrigin origin{Source::profile_default, "default (" + Kind<Profile>::print(profile) + ")"};
      fill(row, loaded_.settings, "", {std::string{row.default_text.in(profile)}, std::nullopt, origin}, given(row));
    }
    fill_sections("agents", agent_table, own_agents, loaded_.settings.agents);
    fill_sections("services", service_table, own_services, loaded_.settings.services);
    refuse_unknown_names();
    if (problems_.empty()) problems_ = refusals(loaded_);
    if (!problems_.empty()) return tl::unexpected(ConfigError{std::move(problems_)});
    return std::move(loaded_);
  }

 private:
  std::optional<std::filesystem::path> file_path() const {
    if (inputs_.file) return inputs_.file;
    if (const auto flag = inputs_.flags.find(std::string{file_flag}); flag != inputs_.flags.end()) return flag->second;
    const auto variable = inputs_.environment.find(std::string{file_variable});
    if (variable != inputs_.environment.end()) return variable->second;
    return std::nullopt;
  }

  ValueOrigin in_file(const FileKey& key) const {
    return {Source::file, file_name_ + ':' + std::to_string(key.line)};
  }

  void complain(ProblemKind kind, const std::string& where, const std::string& what) {
    problems_.push_back({kind, where + ": " + what});
  }

  /// What was given for a setting of the process, the strongest last.
  std::vector<Given> given(const Row<Settings>& row) const {
    std::vector<Given> all;
    if (const FileKey* key = find_key(keys_, row.name)) all.push_back({key->text, key->shape, in_file(*key)});
    const std::string variable = environment_name(row.name);
    if (const auto found = inputs_.environment.find(variable); found != inputs_.environment.end()) {
      all.push_back({found->second, std::nullopt, {Source::environment, "environment " + variable}});
    }
    if (const auto found = inputs_.flags.find(std::string{row.name}); found != inputs_.flags.end()) {
      all.push_back({found->second, std::nullopt, {Source::flag, "flag " + flag_name(row.name)}});
    }
    return all;
  }

  /// The profile decides over the defaults, so it is needed before they are. A wrong one is reported with its row.
  Profile choose_profile() const {
    Settings settings = default_settings(Profile::development);
    for (const Given& one : given(settings_table.front())) {
      static_cast<void>(assign(settings_table.front(), settings, one.text, one.shape));
    }
    return settings.profile;
  }

  template <class Owner>
  void fill(const Row<Owner>& row, Owner& owner, const std::string& prefix, const Given& default_value,
            const std::vector<Given>& all) {
    ValueOrigin origin = default_value.origin;
    if (assign(row, owner, default_value.text)) std::abort();
    for (const Given& one : all) {
      if (const auto complaint = assign(row, owner, one.text, one.shape)) {
        complain(ProblemKind::wrong_value, one.origin.text, prefix + *complaint);
      }
      origin = one.origin;
    }
    loaded_.report.push_back({prefix + std::string{row.name}, shown(row, owner), std::move(origin)});
  }

  /// The tables below `[agents]` or `[services]`.
  template <class Table, class Owner>
  void fill_sections(std::string_view kind, const Table& table, std::span<const std::string_view> own_names,
                     std::map<std::string, Owner>& owners) {
    const FileKey* all = find_key(keys_, kind);
    if (all == nullptr) return;
    const std::string expected = " must be a table; expected [" + std::string{kind} + ".NAME]";
    if (all->shape != Shape::section) complain(ProblemKind::wrong_value, in_file(*all).text, all->name + expected);
    for (const FileKey& key : all->keys) {
      const std::string path = std::string{kind} + '.' + key.name;
      if (key.shape != Shape::section) {
        complain(ProblemKind::wrong_value, in_file(key).text, path + expected);
      } else if (!is_plain_name(key.name)) {
        complain(ProblemKind::wrong_value, in_file(key).text,
                 in_quotes(key.name) + " cannot be a name; expected up to 64 letters, digits, '_' and '-'");
      } else if (std::ranges::find(own_names, key.name) != own_names.end()) {
        complain(ProblemKind::wrong_value, in_file(key).text, path + " is built in; expected another name");
      } else {
        fill_section(path + '.', key, table, owners[key.name]);
      }
    }
  }

  template <class Table, class Owner>
  void fill_section(const std::string& prefix, const FileKey& section, const Table& table, Owner& owner) {
    for (const Row<Owner>& row : table) {
      std::vector<Given> all;
      if (const FileKey* key = find_key(section.keys, row.name)) all.push_back({key->text, key->shape, in_file(*key)});
      if (row.default_text.must_be_given) {
        fill_required(prefix, section, row, owner, all);
      } else {
        fill(row, owner, prefix, default_in_section(row), all);
      }
    }
    const auto known = names_of(table);
    for (const FileKey& key : section.keys) {
      if (std::ranges::find(known, key.name) != known.end()) continue;
      complain(ProblemKind::unknown_name, in_file(key).text,
               "unknown key " + in_quotes(prefix + key.name) + suggestion(key.name, known));
    }
  }

  template <class Owner>
  void fill_required(const std::string& prefix, const FileKey& section, const Row<Owner>& row, Owner& owner,
                     const std::vector<Given>& all) {
    const std::string name = prefix + std::string{row.name};
    if (all.empty()) {
      complain(ProblemKind::missing_value, in_file(section).text, name + " is missing; expected " + expected_of(row));
    } else if (const auto complaint = assign(row, owner, all.front().text, all.front().shape)) {
      complain(ProblemKind::wrong_value, all.front().origin.text, prefix + *complaint);
    } else {
      loaded_.report.push_back({name, shown(row, owner), all.front().origin});
    }
  }

  template <class Owner>
  Given default_in_section(const Row<Owner>& row) const {
    const std::string_view parent = row.default_text.inherited_from;
    if (parent.empty()) {
      const Profile profile = loaded_.settings.profile;
      const ValueOrigin origin{Source::profile_default, "default (" + Kind<Profile>::print(profile) + ")"};
      return {std::string{row.default_text.in(profile)}, std::nullopt, origin};
    }
    const auto line = std::ranges::find(loaded_.report, parent, &ReportLine::name);
    return {line->value, std::nullopt, {line->origin.source, std::string{parent} + ", " + line->origin.text}};
  }

  void refuse_unknown_names() {
    const auto settings = names_of(settings_table);
    auto keys = settings;
    keys.insert(keys.end(), {"agents", "services"});
    std::vector<std::string> flags{flag_name(file_flag)};
    std::vector<std::string> variables{std::string{file_variable}};
    for (const std::string& name : settings) {
      flags.push_back(flag_name(name));
      variables.push_back(environment_name(name));
    }

    const auto is_in = [](const std::vector<std::string>& known, const std::string& name) {
      return std::ranges::find(known, name) != known.end();
    };
    for (const FileKey& key : keys_) {
      if (is_in(keys, key.name)) continue;
      complain(ProblemKind::unknown_name, in_file(key).text,
               "unknown key " + in_quotes(key.name) + suggestion(key.name, keys));
    }
    for (const auto& [name, value] : inputs_.environment) {
      if (!name.starts_with(variable_prefix) || is_in(variables, name)) continue;
      if (is_of_kubernetes(name, inputs_.environment)) continue;
      complain(ProblemKind::unknown_name, "environment " + name,
               "no setting has this name" + suggestion(name, variables));
    }
    for (const auto& [name, value] : inputs_.flags) {
      const std::string flag = flag_name(name);
      if (is_in(flags, flag)) continue;
      complain(ProblemKind::unknown_name, "flag " + flag, "no setting has this name" + suggestion(flag, flags));
    }
  }

  const Inputs& inputs_;
  std::string file_name_;
  std::vector<FileKey> keys_;
  std::vector<Problem> problems_;
  Loaded loaded_;
};

}  // namespace

const ReportLine* Loaded::find(std::string_view name) const {
  const auto found = std::ranges::find(report, name, &ReportLine::name);
  return found == report.end() ? nullptr : &*found;
}

tl::expected<Loaded, ConfigError> load(const Inputs& inputs) { return Loader{inputs}.load(); }

Settings default_settings(Profile profile) {
  Settings settings;
  for (const Row<Settings>& row : settings_table) {
    if (assign(row, settings, row.default_text.in(profile))) std::abort();
  }
  settings.profile = profile;
  return settings;
}

std::map<std::string, std::string> environment_of(const char* const* entries) {
  std::map<std::string, std::string> environment;
  for (; *entries != nullptr; ++entries) {
    const std::string_view entry{*entries};
    const std::size_t equals = entry.find('=');
    if (equals != std::string_view::npos) environment.emplace(entry.substr(0, equals), entry.substr(equals + 1));
  }
  return environment;
}

}  // namespace interlock::config
