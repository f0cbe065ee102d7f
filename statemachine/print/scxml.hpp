/// A table as SCXML (W3C), flat: what a group or `any` means stands in each state. Guards and actions are calls of ECMAScript
/// functions of their names, which get the event; a deadline is a delayed event that is cancelled.
#pragma once
#include "statemachine/print/label.hpp"

namespace interlock::statemachine {

namespace detail {

inline std::string xml_text(std::string_view text) {
  std::string safe;
  for (const char character : text) {
    if (character == '&') safe += "&amp;";
    else if (character == '<') safe += "&lt;";
    else if (character == '>') safe += "&gt;";
    else if (character == '"') safe += "&quot;";
    else safe += character;
  }
  return safe;
}

constexpr bool may_be_in_a_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

/// A type's name may hold more than an event descriptor may.
inline std::string scxml_event(std::string_view name) {
  std::string safe(name);
  for (char& character : safe)
    if (!may_be_in_a_name(character)) character = '_';
  return safe;
}

/// "is_awake && !is_in_bed", as calls.
inline std::string scxml_condition(std::string_view guard) {
  std::string calls;
  for (std::size_t i = 0; i < guard.size(); ++i) {
    calls += guard[i];
    const bool ends_a_name = may_be_in_a_name(guard[i]) && (i + 1 == guard.size() || !may_be_in_a_name(guard[i + 1]));
    if (ends_a_name) calls += "(_event)";
  }
  return xml_text(calls);
}

class ScxmlWriter {
 public:
  explicit ScxmlWriter(const TableData& table) : table_(table) {}

  std::string document(std::string_view name) {
    text_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<scxml xmlns=\"http://www.w3.org/2005/07/scxml\" version=\"1.0\" datamodel=\"ecmascript\" name=\"" +
            xml_text(name) + "\" initial=\"__start\">\n  <state id=\"__start\">\n    <transition target=\"" + std::string(table_.states[table_.initial]) + "\">\n";
    cross_groups(state_limit, table_.initial, false);
    text_ += "    </transition>\n  </state>\n";
    for (std::size_t state = 0; state < table_.states.size(); ++state) write_state(state);
    return text_ + "</scxml>\n";
  }

 private:
  void write_state(std::size_t state) {
    const std::string_view element = table_.is_end(state) ? "final" : "state";
    text_.append("  <").append(element).append(" id=\"").append(table_.states[state]).append("\">\n");
    write_border(state, "onentry", RowKind::entry);
    write_border(state, "onexit", RowKind::exit);
    table_.for_each_row_of(state, [&](std::size_t, const RowInfo& row) { write_transition(state, row); });
    text_.append("  </").append(element).append(">\n");
  }

  /// What belongs to the state's own border: its deadlines, and its on_entry or on_exit rows.
  void write_border(std::size_t state, std::string_view element, RowKind kind) {
    std::string outer;
    outer.swap(text_);
    for (std::size_t i = 0; i < table_.rows.size(); ++i) {
      const RowInfo& row = table_.rows[i];
      if (row.scope != Scope::state || (row.sources & set_of(state)) == 0) continue;
      if (row.kind == kind) write_guarded_actions(row);
      if (row.kind == RowKind::deadline && row.slot == i) write_deadline(row, kind == RowKind::entry);
    }
    outer.swap(text_);
    if (outer.empty()) return;
    text_.append("    <").append(element).append(">\n").append(outer).append("    </").append(element).append(">\n");
  }

  void write_transition(std::size_t state, const RowInfo& row) {
    const std::string event = row.kind == RowKind::deadline ? "after.r" + std::to_string(row.slot)
                              : row.kind == RowKind::caught ? "error.execution"
                                                            : scxml_event(row.event);
    text_.append("    <transition event=\"").append(event).append("\"");
    if (!row.guard.empty()) text_.append(" cond=\"").append(scxml_condition(row.guard)).append("\"");
    if (row.has_target()) text_.append(" target=\"").append(row.target).append("\"");
    std::string outer;
    outer.swap(text_);
    if (row.has_target()) run_group_borders(RowKind::exit, state, row.target_index);
    write_actions(row);
    if (row.has_target()) cross_groups(state, row.target_index, true);
    outer.swap(text_);
    if (outer.empty()) text_ += "/>\n";
    else text_.append(">\n").append(outer).append("    </transition>\n");
  }

  /// Deadlines of groups that end or begin on the way, and what is done on entering groups.
  void cross_groups(std::size_t from, std::size_t to, bool may_cancel) {
    for (std::size_t i = 0; i < table_.rows.size(); ++i) {
      const RowInfo& row = table_.rows[i];
      if (row.kind != RowKind::deadline || row.scope == Scope::state || row.slot != i) continue;
      if (row.entered_by(from, to)) write_deadline(row, true);
      else if (may_cancel && row.left_by(from, to)) write_deadline(row, false);
    }
    run_group_borders(RowKind::entry, from, to);
  }
  void run_group_borders(RowKind kind, std::size_t from, std::size_t to) {
    for (const RowInfo& row : table_.rows)
      if (row.kind == kind && row.scope == Scope::group && (kind == RowKind::exit ? row.left_by(from, to) : row.entered_by(from, to))) write_guarded_actions(row);
  }

  void write_deadline(const RowInfo& row, bool arms) {
    const std::string id = "r" + std::to_string(row.slot);
    if (!arms) {
      text_.append("      <cancel sendid=\"").append(id).append("\"/>\n");
      return;
    }
    text_.append("      <send event=\"after.").append(id).append("\" id=\"").append(id).append("\" ");
    const bool is_constant = row.deadline.find(' ') != std::string_view::npos;  // "250 ms", and not a name.
    if (is_constant) {
      std::string delay(row.deadline);
      std::erase(delay, ' ');
      text_.append("delay=\"").append(delay).append("\"/>\n");
    } else {
      text_.append("delayexpr=\"").append(row.deadline).append("(_event)\"/>\n");
    }
  }

  void write_guarded_actions(const RowInfo& row) {
    if (!row.guard.empty()) text_.append("      <if cond=\"").append(scxml_condition(row.guard)).append("\">\n");
    write_actions(row);
    if (!row.guard.empty()) text_ += "      </if>\n";
  }
  void write_actions(const RowInfo& row) {
    for (const std::string_view action : row.actions) text_.append("      <script>").append(action).append("(_event)</script>\n");
  }

  const TableData& table_;
  std::string text_;
};

}  // namespace detail

inline std::string scxml(const TableData& table, std::string_view name = "lifecycle") { return detail::ScxmlWriter(table).document(name); }

}  // namespace interlock::statemachine
