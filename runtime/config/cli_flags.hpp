#pragma once

#include <map>
#include <string>

namespace CLI {
class App;
}

namespace interlock::config {

/// Adds `--config FILE` and one flag for each row of the table of settings. What is given on the command line is put
/// into `flag_values` under the name of the setting, unread: `load` judges it. `flag_values` must outlive the parsing.
void add_flags(CLI::App& app, std::map<std::string, std::string>& flag_values);

}  // namespace interlock::config
