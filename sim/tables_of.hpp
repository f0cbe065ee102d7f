#pragma once
/// The tables of a set of lifecycles, as data, by their names.
#include "statemachine/table_data.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace interlock::sim {

struct NamedTable {
  std::string_view name;  ///< As steps call it.
  const statemachine::TableData* table;
};

template <class L>
inline constexpr std::array<NamedTable, 9> tables_of{{{"startup", &statemachine::data_of<L::startup>},
                                                      {"service", &statemachine::data_of<L::service>},
                                                      {"supervisor", &statemachine::data_of<L::supervisor>},
                                                      {"task", &statemachine::data_of<L::task>},
                                                      {"connection", &statemachine::data_of<L::connection>},
                                                      {"session", &statemachine::data_of<L::session>},
                                                      {"thread", &statemachine::data_of<L::thread>},
                                                      {"attachment", &statemachine::data_of<L::attachment>},
                                                      {"run", &statemachine::data_of<L::run>}}};

/// Null where there is none of this name.
[[nodiscard]] constexpr const statemachine::TableData* table_named(std::span<const NamedTable> tables, std::string_view lifecycle) {
  const auto found = std::ranges::find(tables, lifecycle, &NamedTable::name);
  return found == tables.end() ? nullptr : found->table;
}

}  // namespace interlock::sim
