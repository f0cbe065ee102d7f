#pragma once
/// The lifecycles, drawn from the tables that run.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace interlock::process {

[[nodiscard]] std::vector<std::string_view> diagram_names();
/// A Mermaid state diagram, or nothing where no lifecycle has this name.
[[nodiscard]] std::optional<std::string> diagram(std::string_view name);
/// All of them with their matrices: docs/lifecycles.md.
[[nodiscard]] std::string diagram_page();

}  // namespace interlock::process
