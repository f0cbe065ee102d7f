#include "runtime/config/cli_flags.hpp"

#include <CLI/CLI.hpp>

#include "runtime/config/names.hpp"
#include "runtime/config/table.hpp"

namespace interlock::config {
namespace {

std::string defaults(const Row<Settings>& row) {
  const Default& text = row.default_text;
  if (row.secret || text.production.empty()) return "";
  if (text.development == text.staging && text.staging == text.production) {
    return " [" + std::string{text.production} + "]";
  }
  if (text.development == text.staging) {
    return " [" + std::string{text.production} + " in production, " + std::string{text.staging} + " otherwise]";
  }
  std::string list{" [" + std::string{text.development} + " in development, "};
  if (text.staging == text.production) return list.append(text.production).append(" otherwise]");
  return list.append(text.staging).append(" in staging, ").append(text.production).append(" in production]");
}

}  // namespace

void add_flags(CLI::App& app, std::map<std::string, std::string>& flag_values) {
  app.add_option_function<std::string>(
         "--config", [&flag_values](const std::string& value) { flag_values["config"] = value; },
         "the TOML file to read (environment INTERLOCK_CONFIG)")
      ->type_name("FILE");
  for (const Row<Settings>& row : settings_table) {
    const std::string name{row.name};
    const std::string help = std::string{row.help} + defaults(row);
    if (std::holds_alternative<bool Settings::*>(row.member)) {
      app.add_flag_function(
          flag_name(name) + ",!" + flag_name("no_" + name),
          [&flag_values, name](std::int64_t count) { flag_values[name] = count > 0 ? "true" : "false"; }, help);
    } else {
      app.add_option_function<std::string>(
             flag_name(name), [&flag_values, name](const std::string& value) { flag_values[name] = value; }, help)
          ->type_name(std::string{kind_word(row)});
    }
  }
}

}  // namespace interlock::config
