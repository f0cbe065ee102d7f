/// A table as SCXML (W3C), flat: what a composite, a group or `any` means stands in each state. Guards and actions are calls of
/// ECMAScript functions of their names, which get the event, tasks calls of start_NAME and cancel_NAME; a deadline is a delayed event that
/// is cancelled; where a composite was left is a datum. SCXML cannot defer an event: a comment says where the table does.
#pragma once
#include "statemachine/print/label.hpp"

#include <algorithm>

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
            xml_text(name) + "\" initial=\"__start\">\n";
    write_data();
    const bool is_parallel = table_.initial.size() > 1;
    text_.append("  <state id=\"__start\">\n    <transition target=\"").append(is_parallel ? "__regions" : word_of(table_.states[table_.initial[0]])).append("\">\n");
    for (const std::uint8_t state : table_.initial) cross(state_limit, state, {});
    text_ += "    </transition>\n  </state>\n";
    if (is_parallel) text_ += "  <parallel id=\"__regions\">\n";
    for (std::size_t region = 0; region < table_.initial.size(); ++region) {
      if (is_parallel) text_.append("  <state id=\"__region").append(std::to_string(region)).append("\" initial=\"").append(word_of(table_.states[table_.initial[region]])).append("\">\n");
      for (std::size_t state = 0; state < table_.states.size(); ++state)
        if (contains(table_.regions[region], state)) write_state(state);
      if (is_parallel) text_ += "  </state>\n";
    }
    if (is_parallel) text_ += "  </parallel>\n";
    return text_ + "</scxml>\n";
  }

 private:
  static std::string left_in(std::size_t composite) { return "left_in_" + std::to_string(composite); }
  bool is_remembered(std::size_t composite) const {
    for (const RowInfo& row : table_.rows)
      if (row.history != History::none && row.composite == composite) return true;
    return false;
  }
  void write_data() {
    std::string outer;
    outer.swap(text_);
    for (std::size_t i = 1; i <= table_.composites.size(); ++i)
      if (is_remembered(i)) text_.append("    <data id=\"").append(left_in(i)).append("\" expr=\"'").append(word_of(table_.states[table_.composites[i - 1].initial])).append("'\"/>\n");
    outer.swap(text_);
    if (!outer.empty()) text_.append("  <datamodel>\n").append(outer).append("  </datamodel>\n");
  }

  void write_state(std::size_t state) {
    const std::string_view element = table_.is_end(state) ? "final" : "state";
    text_.append("  <").append(element).append(" id=\"").append(word_of(table_.states[state])).append("\">\n");
    write_border(state, "onentry", RowKind::entry);
    write_border(state, "onexit", RowKind::exit);
    for (std::size_t column = 0; column <= table_.completion_column(); ++column)
      table_.for_each_row_of(state, column, [&](std::size_t, const RowInfo& row) { write_rows(state, column, row); });
    text_.append("  </").append(element).append(">\n");
  }

  /// What belongs to the state's own border: its deadlines and tasks, and its on_entry or on_exit rows.
  void write_border(std::size_t state, std::string_view element, RowKind kind) {
    std::string outer;
    outer.swap(text_);
    for (std::size_t i = 0; i < table_.rows.size(); ++i) {
      const RowInfo& row = table_.rows[i];
      if (row.scope != Scope::state || !contains(row.sources, state)) continue;
      if (row.kind == kind) write_guarded_actions(row);
      if (row.kind == RowKind::deadline && row.slot == i) write_deadline(row, kind == RowKind::entry);
      if (row.kind == RowKind::invoke) write_task(row, kind == RowKind::entry);
    }
    outer.swap(text_);
    if (outer.empty()) return;
    text_.append("    <").append(element).append(">\n").append(outer).append("    </").append(element).append(">\n");
  }

  /// A row is one transition; one to a history, a transition for each state in which the composite may have been left.
  void write_rows(std::size_t state, std::size_t column, const RowInfo& row) {
    if (row.kind == RowKind::deferred) text_.append("    <!-- defers ").append(scxml_event(table_.events[column])).append(" -->\n");
    else if (row.history == History::none) write_transition(state, column, row, row.target_index, "");
    else if (const CompositeInfo& box = table_.composites[row.composite - std::size_t{1}]; row.through.hold(row.composite) && contains(box.states, state))
      write_transition(state, column, row, remembered_target(row, left_at(box, state)), "");
    else
      for (std::size_t left = 0; left < table_.states.size(); ++left)
        if (contains(table_.composites[row.composite - std::size_t{1}].states, left))
          write_transition(state, column, row, remembered_target(row, left), left_in(row.composite) + " == '" + word_of(table_.states[left]) + "'");
  }
  /// A composite that was done begins anew.
  static std::size_t left_at(const CompositeInfo& box, std::size_t state) { return contains(box.ends, state) ? box.initial : state; }
  std::size_t remembered_target(const RowInfo& row, std::size_t left) const {
    if (row.history == History::deep) return left;
    const CompositeInfo& outer = table_.composites[row.composite - std::size_t{1}];
    for (std::size_t i = row.composite; i < table_.composites.size() && table_.composites[i].depth > outer.depth; ++i)
      if (table_.composites[i].depth == outer.depth + 1 && contains(table_.composites[i].states, left)) return table_.composites[i].initial;
    return left;
  }

  void write_transition(std::size_t state, std::size_t column, const RowInfo& row, std::size_t target, std::string condition) {
    if (row.kind == RowKind::caught && row.event.ends_with(')')) condition = "is_" + scxml_event(row.event.substr(10, row.event.size() - 11)) + "(_event)";  // "exception(…)"
    if (!row.guard.empty()) condition = condition.empty() ? scxml_condition(row.guard) : condition + " &amp;&amp; (" + scxml_condition(row.guard) + ")";
    text_ += "    <transition";
    if (column == table_.deadline_column()) text_.append(" event=\"after.r").append(std::to_string(row.slot)).append("\"");
    else if (column == table_.exception_column()) text_ += " event=\"error.execution\"";
    else if (column < table_.events.size()) text_.append(" event=\"").append(scxml_event(table_.events[column])).append("\"");
    if (!condition.empty()) text_.append(" cond=\"").append(condition).append("\"");
    if (row.has_target()) text_.append(" target=\"").append(word_of(table_.states[target])).append("\"");
    std::string outer;
    outer.swap(text_);
    if (row.has_target()) run_borders(RowKind::exit, state, target, row.through);
    write_actions(row);
    if (row.has_target()) cross(state, target, row.through);
    outer.swap(text_);
    if (outer.empty()) text_ += "/>\n";
    else text_.append(">\n").append(outer).append("    </transition>\n");
  }

  /// What of groups and composites ends or begins on the way: deadlines, tasks, and what is done on entering.
  void cross(std::size_t from, std::size_t to, Composites through) {
    for (std::size_t i = 0; i < table_.rows.size(); ++i) {
      const RowInfo& row = table_.rows[i];
      if (row.scope == Scope::state) continue;
      const bool entered = row.entered_by(from, to, through);
      const bool left = row.left_by(from, to, through);
      if (row.kind == RowKind::deadline && row.slot == i && (entered || left)) write_deadline(row, entered);
      if (row.kind == RowKind::invoke && left) write_task(row, false);
      if (row.kind == RowKind::invoke && entered) write_task(row, true);
    }
    for (std::size_t i = 1; i <= table_.composites.size(); ++i) {
      const CompositeInfo& box = table_.composites[i - 1];
      if (is_remembered(i) && contains(box.states, from) && (!contains(box.states, to) || through.hold(i)))
        text_.append("      <assign location=\"").append(left_in(i)).append("\" expr=\"'").append(word_of(table_.states[left_at(box, from)])).append("'\"/>\n");
    }
    run_borders(RowKind::entry, from, to, through);
  }
  /// Inner before outer on the way out, outer before inner on the way in.
  void run_borders(RowKind kind, std::size_t from, std::size_t to, Composites through) {
    std::vector<std::uint16_t> crossed;
    for (const std::uint16_t i : table_.order) {
      const RowInfo& row = table_.rows[i];
      if (row.kind == kind && row.scope != Scope::state && (kind == RowKind::exit ? row.left_by(from, to, through) : row.entered_by(from, to, through))) crossed.push_back(i);
    }
    if (kind == RowKind::entry)
      std::sort(crossed.begin(), crossed.end(), [&](std::uint16_t a, std::uint16_t b) {
        return std::pair(-table_.rows[a].rank, a) < std::pair(-table_.rows[b].rank, b);
      });
    for (const std::uint16_t i : crossed) write_guarded_actions(table_.rows[i]);
  }

  void write_task(const RowInfo& row, bool starts) {
    const std::string_view task = row.event.substr(7, row.event.size() - 8);  // "invoke(…)"
    text_.append("      <script>").append(starts ? "start_" : "cancel_").append(scxml_event(task)).append("(_event)</script>\n");
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
    for (const std::string_view action : row.actions) {
      if (!action.ends_with(')')) text_.append("      <script>").append(action).append("(_event)</script>\n");
      else text_.append("      <raise event=\"").append(scxml_event(action.substr(8, action.size() - 9))).append("\"/>\n");  // "process(…)"
    }
  }

  const TableData& table_;
  std::string text_;
};

}  // namespace detail

inline std::string scxml(const TableData& table, std::string_view name = "lifecycle") { return detail::ScxmlWriter(table).document(name); }

}  // namespace interlock::statemachine
