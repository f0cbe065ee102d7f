#include "runtime/config/reference.hpp"

#include "runtime/config/assign.hpp"
#include "runtime/config/names.hpp"
#include "runtime/config/table.hpp"

namespace interlock::config {
namespace {

std::string code(std::string_view text) { return text.empty() ? "none" : std::string{"`"}.append(text).append("`"); }

template <class Owner>
std::string default_of(const Row<Owner>& row) {
  const Default& text = row.default_text;
  if (text.must_be_given) return "must be given";
  if (!text.inherited_from.empty()) return code(text.inherited_from);
  if (row.secret) return "a well known one in development, otherwise must be given";
  if (text.development == text.staging && text.staging == text.production) return code(text.production);
  if (text.staging == text.production) return code(text.development) + " in development, else " + code(text.production);
  if (text.development == text.staging) return code(text.production) + " in production, else " + code(text.staging);
  return code(text.development) + ", " + code(text.staging) + ", " + code(text.production);
}

template <class Table>
std::string section(std::string_view heading, const Table& table) {
  std::string text = "\n## " + std::string{heading} +
                     "\n\n| key | expected | default | meaning |\n| --- | --- | --- | --- |\n";
  for (const auto& row : table) {
    text += "| " + code(row.name) + " | " + expected_of(row) + " | " + default_of(row) + " | ";
    text.append(row.help).append(" |\n");
  }
  return text;
}

}  // namespace

std::string settings_reference() {
  std::string text = "## Settings\n\n| key | environment | flag | expected | default | meaning |\n"
                     "| --- | --- | --- | --- | --- | --- |\n";
  for (const Row<Settings>& row : settings_table) {
    text += "| " + code(row.name) + " | " + code(environment_name(row.name)) + " | " + code(flag_name(row.name)) +
            " | " + expected_of(row) + " | " + default_of(row) + " | " + std::string{row.help} + " |\n";
  }
  return text + section("Agents: `[agents.NAME]`", agent_table) + section("Services: `[services.NAME]`", service_table);
}

}  // namespace interlock::config
