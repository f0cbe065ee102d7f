#include "runtime/process/diagrams.hpp"

#include "statemachine/lifecycles/lifecycles.hpp"

namespace interlock::process {

namespace {

struct Entry {
  std::string_view name;
  std::string_view what;
  std::string (*mermaid)();
};

using namespace lifecycles;
using statemachine::mermaid;
constexpr Entry entries[] = {
    {"startup", "The process, from nothing to ready and to a clean end.", mermaid<startup>},
    {"service", "One thing that the process needs.", mermaid<service>},
    {"supervisor", "What brings a task back.", mermaid<supervisor>},
    {"task", "A piece of background work, with exactly one outcome.", mermaid<task>},
    {"connection", "One peer, from its first byte to its last.", mermaid<connection>},
    {"session", "What a client resumes.", mermaid<session>},
    {"thread", "One thread's log, as its only writer.", mermaid<thread>},
    {"attachment", "One connection's cursor in one thread's log.", mermaid<attachment>},
    {"run", "One execution of an agent on a thread.", mermaid<run>},
};

}  // namespace

std::vector<std::string_view> diagram_names() {
  std::vector<std::string_view> names;
  for (const Entry& entry : entries) names.push_back(entry.name);
  return names;
}

std::optional<std::string> diagram(std::string_view name) {
  for (const Entry& entry : entries)
    if (entry.name == name) return entry.mermaid();
  return std::nullopt;
}

std::string diagram_page() {
  std::string page = "# The lifecycles\n\nPrinted from the tables that run (`./dev docs`); a test fails when this page is stale. "
                     "The tables themselves are in `statemachine/lifecycles/`.\n";
  for (const Entry& entry : entries) {
    page.append("\n## ").append(entry.name).append("\n\n").append(entry.what).append("\n\n```mermaid\n").append(entry.mermaid());
    if (page.back() != '\n') page += '\n';
    page += "```\n";
  }
  return page;
}

}  // namespace interlock::process
