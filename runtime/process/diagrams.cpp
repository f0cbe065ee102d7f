#include "runtime/process/diagrams.hpp"

#include "statemachine/lifecycles/lifecycles.hpp"
#include "statemachine/print/dot.hpp"
#include "statemachine/print/json.hpp"
#include "statemachine/print/matrix.hpp"
#include "statemachine/print/mermaid.hpp"
#include "statemachine/print/plantuml.hpp"
#include "statemachine/print/scxml.hpp"

#include <algorithm>

namespace interlock::process {

namespace {

using namespace lifecycles;
using statemachine::data_of;
using statemachine::TableData;

struct Entry {
  std::string_view name;
  std::string_view what;
  const TableData& table;
};
constexpr Entry entries[] = {
    {"startup", "The process, from nothing to ready and to a clean end.", data_of<startup>},
    {"service", "One thing that the process needs.", data_of<service>},
    {"supervisor", "What brings a task back.", data_of<supervisor>},
    {"task", "A piece of background work, with exactly one outcome.", data_of<task>},
    {"connection", "One peer, from its first byte to its last.", data_of<connection>},
    {"session", "What a client resumes.", data_of<session>},
    {"thread", "One thread's log, as its only writer.", data_of<thread>},
    {"attachment", "One connection's cursor in one thread's log.", data_of<attachment>},
    {"run", "One execution of an agent on a thread.", data_of<run>},
};

struct Format {
  std::string_view name;
  std::string (*print)(const TableData& table, std::string_view name);
};
constexpr Format formats[] = {
    {"mermaid", [](const TableData& table, std::string_view) { return statemachine::mermaid(table); }},
    {"plantuml", [](const TableData& table, std::string_view) { return statemachine::plantuml(table); }},
    {"dot", statemachine::dot},
    {"scxml", statemachine::scxml},
    {"json", [](const TableData& table, std::string_view) { return statemachine::json(table); }},
    {"matrix", [](const TableData& table, std::string_view) { return statemachine::matrix(table); }},
};

template <class Named, std::size_t Count>
std::vector<std::string_view> names_of(const Named (&list)[Count]) {
  std::vector<std::string_view> names;
  for (const Named& each : list) names.push_back(each.name);
  return names;
}

}  // namespace

std::vector<std::string_view> diagram_names() { return names_of(entries); }
std::vector<std::string_view> diagram_formats() { return names_of(formats); }

std::optional<std::string> diagram(std::string_view name, std::string_view format) {
  const auto entry = std::ranges::find(entries, name, &Entry::name);
  const auto printer = std::ranges::find(formats, format, &Format::name);
  if (entry == std::end(entries) || printer == std::end(formats)) return std::nullopt;
  return printer->print(entry->table, name);
}

std::string diagram_page() {
  std::string page = "# The lifecycles\n\nPrinted from the tables that run (`./dev docs`); a test fails when this page is stale. "
                     "The tables themselves are in `statemachine/lifecycles/`.\n";
  for (const Entry& entry : entries) {
    page.append("\n## ").append(entry.name).append("\n\n").append(entry.what).append("\n\n```mermaid\n").append(statemachine::mermaid(entry.table));
    page += "```\n";
  }
  return page;
}

}  // namespace interlock::process
