#pragma once
/// `interlock-explore run reference-model`: the explorer measured by a model whose states were counted by others too.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace interlock::sim::reference {

inline constexpr std::string_view scenario_name = "reference-model";
inline constexpr std::string_view description = "A small gateway of tables, whose states others have counted too: what the explorer is measured by. --set services=4";

struct Command {
  std::vector<std::string> settings;  ///< "services=4"
  bool unreduced = false;
  bool check_reduction = false;
  bool breadth_first = false;
  std::uint64_t hash_seed = 0;
  std::uint64_t memory = std::uint64_t{4} << 30U;
  bool json = false;
};

/// What `run` takes for this scenario beside `--json`. The command outlives the parsing.
void add_options(CLI::App& run, Command& command);
/// The exit code: 0 nothing was broken, 1 something was, 2 what was asked for is not understood, or needs more memory.
[[nodiscard]] int run(const Command& command);

}  // namespace interlock::sim::reference
