// The command `interlock`: what it can be told, and what it says when it cannot do it.
#include "runtime/config/cli_flags.hpp"
#include "runtime/config/load.hpp"
#include "runtime/config/reference.hpp"
#include "runtime/jwt/sign.hpp"
#include "runtime/process/diagrams.hpp"
#include "runtime/process/serve.hpp"
#include "runtime/process/system_world.hpp"
#include "runtime/protocol/error_codes.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>

extern char** environ;

namespace {

using namespace interlock;

constexpr std::uint64_t longest_token_life = 10 * 366 * 86400ULL;  ///< Seconds.
constexpr int exit_usage = 2;  ///< Bad flags, bad configuration: nothing was started.

int say(std::string_view problem) {
  std::cerr << "interlock: " << problem << "\n";
  return exit_usage;
}

tl::expected<config::Loaded, config::ConfigError> load(const std::map<std::string, std::string>& flags) {
  return config::load({.file = std::nullopt, .environment = config::environment_of(environ), .flags = flags});
}

int serve(const std::map<std::string, std::string>& flags) {
  const auto loaded = load(flags);
  if (!loaded) return say(loaded.error().message());
  return process::serve(loaded->settings);
}

int check(const std::map<std::string, std::string>& flags) {
  const auto loaded = load(flags);
  if (!loaded) return say(loaded.error().message());
  std::size_t width = 0;
  for (const config::ReportLine& line : loaded->report) width = std::max(width, line.name.size());
  for (const config::ReportLine& line : loaded->report)
    std::cout << line.name << std::string(width - line.name.size(), ' ') << " = " << line.value << "   (" << line.origin.text << ")\n";
  return 0;
}

struct TokenRequest {
  std::string subject = "developer";
  std::string tenant;
  std::vector<std::string> threads;
  std::uint64_t expires_in = 86400;
  bool publish = false;
  bool is_operator = false;
};

int token(const TokenRequest& request, const std::map<std::string, std::string>& flags) {
  const auto loaded = load(flags);
  if (!loaded) return say(loaded.error().message());
  const config::Settings& settings = loaded->settings;
  const std::int64_t now = process::SystemClock().unix_milliseconds() / 1000;
  const jwt::Claims claims{request.subject, request.tenant, request.threads, request.publish, request.is_operator, now + static_cast<std::int64_t>(request.expires_in)};
  std::cout << jwt::sign(claims, {settings.auth_secret, settings.auth_issuer, settings.auth_audience}, {now, std::nullopt}) << "\n";
  return 0;
}

std::string list_of(const std::vector<std::string_view>& names) {
  std::string list;
  for (const std::string_view name : names) list.append(list.empty() ? "" : ", ").append(name);
  return list;
}

int diagram(const std::string& name, const std::string& format, bool all) {
  if (all) {
    std::cout << process::diagram_page();
    return 0;
  }
  if (const auto text = process::diagram(name, format)) {
    std::cout << *text;
    return 0;
  }
  if (std::ranges::count(process::diagram_formats(), format) == 0)
    return say("there is no format `" + format + "`; there are: " + list_of(process::diagram_formats()));
  return say("there is no lifecycle `" + name + "`; there are: " + list_of(process::diagram_names()));
}

int reference(const std::string& what) {
  if (what == "errors") std::cout << protocol::error_code_reference();
  else if (what == "settings") std::cout << config::settings_reference();
  else return say("there is no reference of `" + what + "`; there are: errors, settings");
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("A WebSocket gateway for chat and agents whose lifecycles are tables.", "interlock");
  app.require_subcommand(1);
  std::map<std::string, std::string> flags;

  CLI::App* serving = app.add_subcommand("serve", "Serve until SIGTERM; needs no configuration file.");
  CLI::App* checking = app.add_subcommand("check", "Say what is in force and where each value came from; exit 2 where something is wrong.");
  CLI::App* signing = app.add_subcommand("token", "Make a token, signed with the configured secret.");
  for (CLI::App* command : {serving, checking, signing}) config::add_flags(*command, flags);

  TokenRequest request;
  signing->add_option("--subject", request.subject, "The user that the token speaks for.")->capture_default_str();
  signing->add_option("--tenant", request.tenant, "The tenant; none where it is left out.");
  signing->add_option("--thread", request.threads, "A thread `owner/id` of another user, or a prefix that ends in `*`; may be given again.");
  signing->add_option("--expires-in", request.expires_in, "Seconds, or with a unit: 30s, 15m, 1h, 7d.")
      ->transform(CLI::AsNumberWithUnit(std::map<std::string, std::uint64_t>{{"s", 1}, {"m", 60}, {"h", 3600}, {"d", 86400}}, CLI::AsNumberWithUnit::CASE_SENSITIVE))
      ->check(CLI::Range(std::uint64_t{1}, longest_token_life))
      ->capture_default_str();
  signing->add_flag("--publish", request.publish, "A back end that may publish events.");
  signing->add_flag("--operator", request.is_operator, "An operator.");

  std::string name;
  std::string format = "mermaid";
  bool all = false;
  CLI::App* drawing = app.add_subcommand("diagram", "Print a lifecycle from the table that runs, by default as a Mermaid state diagram.");
  drawing->add_option("name", name, "Which lifecycle.");
  drawing->add_option("--format", format, "How: " + list_of(process::diagram_formats()) + ".")->capture_default_str();
  drawing->add_flag("--all", all, "All of them, as a page of Markdown.");
  std::string what;
  CLI::App* telling = app.add_subcommand("reference", "Print a page of the documentation from the code: errors or settings.");
  telling->add_option("what", what, "errors or settings")->required();

  const auto commands = app.get_subcommands([](const CLI::App*) { return true; });
  if (argc > 1 && argv[1][0] != '-' && std::ranges::none_of(commands, [&](const CLI::App* command) { return command->get_name() == argv[1]; })) {
    std::cerr << "interlock: there is no command `" << argv[1] << "`; `interlock --help` lists them\n";
    return exit_usage;
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : exit_usage;
  }
  try {
    if (*serving) return serve(flags);
    if (*checking) return check(flags);
    if (*signing) return token(request, flags);
    if (*drawing) return diagram(name, format, all);
    return reference(what);
  } catch (const std::exception& error) {
    std::cerr << "interlock: " << error.what() << "\n";
    return 1;
  }
}
