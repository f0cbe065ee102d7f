#pragma once
/// Rows of tables in words, and what tables say as one number.
#include "sim/runner.hpp"
#include "sim/tables_of.hpp"

#include <span>

namespace interlock::sim {

/// A row as it is called: "dialing + upstream_event [it_is_terminal]".
[[nodiscard]] std::string words_of(const statemachine::RowInfo& row);
/// `"supervising" + event [guard] / first, second = "backing_off"`, as near to the table as a line of text comes.
[[nodiscard]] std::string rule_of(const statemachine::RowInfo& row);
/// Gives each line the row that was taken.
void add_rules(std::vector<TraceLine>& lines, std::span<const NamedTable> tables);
/// Another one if any row says anything else. The same on every machine.
[[nodiscard]] std::uint64_t number_of(std::span<const NamedTable> tables);

}  // namespace interlock::sim
