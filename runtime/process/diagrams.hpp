#pragma once
/// The lifecycles, printed from the tables that run.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace interlock::process {

[[nodiscard]] std::vector<std::string_view> diagram_names();
/// mermaid, plantuml, dot, scxml, json, matrix.
[[nodiscard]] std::vector<std::string_view> diagram_formats();
/// Nothing where no lifecycle, or no format, has this name.
[[nodiscard]] std::optional<std::string> diagram(std::string_view name, std::string_view format);
/// All of them as Mermaid state diagrams: docs/lifecycles.md.
[[nodiscard]] std::string diagram_page();

}  // namespace interlock::process
