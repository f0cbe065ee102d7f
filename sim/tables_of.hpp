#pragma once
/// The tables of a set of lifecycles, as data, by their names.
#include "statemachine/table_data.hpp"

#include <array>
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

}  // namespace interlock::sim
