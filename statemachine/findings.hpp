/// What the checks look for in a table (see check.hpp).
#pragma once
#include "statemachine/row_info.hpp"

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace interlock::statemachine::detail {

/// A state, or a row, that fails a check, and where it matters an event; `bad` if there are any.
struct Finding {
  bool bad{};
  std::size_t state = state_limit;
  std::size_t row = npos;
  std::size_t event = npos;
};

template <std::size_t Size>
consteval fixed<Size + 1> text_of(std::string_view text) { return fixed<Size + 1>{text}; }

/// A guard expression by its full name, and what it negates; 0: nothing.
struct GuardId {
  std::uint64_t id = 0;
  std::uint64_t negated = 0;
  friend constexpr bool operator==(const GuardId&, const GuardId&) = default;
};
/// Whether one of the guards is the negation of the other, as written.
constexpr bool complement(const GuardId& one, const GuardId& other) {
  return (one.negated != 0 && one.negated == other.id) || (other.negated != 0 && other.negated == one.id);
}

template <const auto& Table>
struct Findings {
  using Model = model<Table>;

 private:
  template <std::size_t Row>
  static constexpr GuardId guard_of_row() {
    constexpr const auto& guard = Model::template row<Row>().guard;
    if constexpr (std::is_same_v<typename Model::template row_type<Row>::guard_type, unguarded>) return {};
    else if constexpr (requires { guard.inner; }) return {hash_of(signature_of_value<guard>()), hash_of(signature_of_value<guard.inner>())};
    else return {hash_of(signature_of_value<guard>()), 0};
  }
  static constexpr std::array<GuardId, Model::row_count> guards = []<std::size_t... Rows>(std::index_sequence<Rows...>) {
    return std::array<GuardId, Model::row_count>{guard_of_row<Rows>()...};
  }(std::make_index_sequence<Model::row_count>{});

  static constexpr Finding first_of(StateSet states) {
    for (std::size_t i = 0; i < Model::state_count; ++i)
      if (contains(states, i)) return {true, i};
    return {};
  }
  static constexpr StateSet star_set = [] {
    StateSet set = 0;
    for (std::size_t i = 0; i < Model::stars.count; ++i) set |= set_of(Model::stars.states[i]);
    return set;
  }();
  static constexpr StateSet inner_ends = [] {
    StateSet set = 0;
    for (std::size_t m = 1; m < Model::member_count; ++m) set |= Model::composite_ends(m);
    return set;
  }();
  static constexpr StateSet closed_forwards(StateSet reached) {
    for (StateSet before = 0; before != reached;) {
      before = reached;
      for (std::size_t i = 0; i < Model::row_count; ++i)
        if ((Model::live_in[i] & reached) != 0) reached |= Model::targets_of(Model::codes[i]);
    }
    return reached & Model::all;
  }

  static constexpr Finding find_only_a_source() {
    StateSet led_to = star_set;
    for (std::size_t i = 0; i < Model::row_count; ++i) led_to |= Model::targets_of(Model::codes[i]);
    for (std::size_t m = 1; m < Model::member_count; ++m) led_to |= set_of(Model::composite_initial(m));
    return first_of(Model::all & ~led_to & ~Model::ends);
  }
  static constexpr Finding find_only_a_target() {
    StateSet leavable = Model::ends | Model::resting;
    for (std::size_t i = 0; i < Model::row_count; ++i) {
      const RowCode& row = Model::codes[i];
      if (row.scope != Scope::any && !row.at_border()) leavable |= row.sources & ~inner_ends;
      if (row.has_target()) leavable |= Model::live_in[i];
    }
    return first_of(Model::all & ~leavable);
  }
  static constexpr Finding find_shared() {
    for (std::size_t one = 0; one < Model::region_count; ++one)
      for (std::size_t other = 0; other < one; ++other)
        if (const StateSet both = Model::regions[one] & Model::regions[other] & ~Model::terminal; both != 0) return first_of(both);
    return {};
  }
  static constexpr Finding find_endless() {
    StateSet ending = Model::ends;
    for (StateSet before = 0; before != ending;) {
      before = ending;
      for (std::size_t i = 0; i < Model::row_count; ++i)
        if ((ending & Model::targets_of(Model::codes[i])) != 0) ending |= Model::live_in[i];
    }
    StateSet wanting = Model::all & ~ending;
    if (Model::region_count > 1)  // A region without an end goes on as long as the others do.
      for (const StateSet region : Model::regions)
        if ((region & Model::ends) == 0) wanting &= ~region;
    return Model::ends == 0 ? Finding{} : first_of(wanting);
  }
  static constexpr Finding find_end_that_is_left() {
    StateSet leavable = 0;
    for (const RowCode& row : Model::codes)
      if (row.has_target()) leavable |= row.sources & Model::ends;
    return first_of(leavable);
  }

  static constexpr bool may_compete(std::size_t one, std::size_t other) {
    const RowCode& a = Model::codes[one];
    const RowCode& b = Model::codes[other];
    return !a.at_border() && !b.at_border() && a.kind != RowKind::deadline && a.unexpected == b.unexpected && Model::column_of(a) == Model::column_of(b);
  }
  static constexpr Finding find_shadowed() {
    for (std::size_t i = 0; i < Model::row_count; ++i) {
      const RowCode& row = Model::codes[i];
      StateSet live = Model::live_in[i];
      for (std::size_t j = 0; j < i; ++j)  // A deadline that passed is taken by the first row of its slot.
        if (row.kind == RowKind::deadline && Model::codes[j].kind == RowKind::deadline && Model::codes[j].slot == row.slot && !Model::codes[j].guarded) live = 0;
      if (row.kind != RowKind::caught)
        for (std::size_t j = 0; j < i; ++j)  // The same guard again, in a row of the same rank.
          if (row.rank == Model::codes[j].rank && may_compete(i, j) && Model::codes[j].kind != RowKind::deferred && guards[i] == guards[j])
            live &= ~Model::codes[j].sources;
      if (live == 0) return {true, state_limit, i};
    }
    return {};
  }
  static constexpr Finding find_competing() {
    for (std::size_t i = 0; i < Model::row_count; ++i) {
      if (Model::codes[i].scope != Scope::group) continue;
      for (std::size_t j = 0; j < i; ++j) {
        if (Model::codes[j].scope != Scope::group || Model::codes[i].rank != Model::codes[j].rank || !may_compete(i, j) || complement(guards[i], guards[j])) continue;
        const StateSet one = Model::codes[i].sources;
        const StateSet other = Model::codes[j].sources;
        StateSet both = one & other;
        for (std::size_t k = 0; k < Model::row_count; ++k)
          if (Model::codes[k].rank < Model::codes[i].rank && may_compete(k, i) && Model::always_takes(Model::codes[k])) both &= ~Model::codes[k].sources;
        if (both == 0 || (one & ~other) == 0 || (other & ~one) == 0) continue;
        return {true, first_of(both).state, i};
      }
    }
    return {};
  }
  static constexpr Finding find_circling() {
    for (std::size_t start = 0; start < Model::state_count; ++start) {
      std::size_t state = start;
      for (std::size_t steps = 0; steps <= Model::state_count; ++steps) {
        std::size_t next = state_limit;
        for (std::size_t i = 0; i < Model::row_count; ++i)
          if (Model::codes[i].kind == RowKind::completion && !Model::codes[i].guarded && contains(Model::live_in[i], state)) next = Model::codes[i].target_index;
        state = next;
        if (state == start) return {true, start};
        if (state == state_limit) break;
      }
    }
    return {};
  }
  template <std::size_t Row>
  static constexpr Finding find_unheeded_in() {
    if constexpr (Model::codes[Row].kind == RowKind::invoke) {
      using task = typename Model::template row_type<Row>::when_type::task_type;
      for (const std::size_t event : {Model::template event_index<task_completed<task>>, Model::template event_index<task_failed<task>>, Model::template event_index<task_cancelled<task>>}) {
        StateSet heeded = 0;
        for (std::size_t i = 0; i < Model::row_count; ++i)
          if (event < Model::event_count && Model::stands_in(Model::codes[i], event)) heeded |= Model::codes[i].sources;
        if (const Finding finding = first_of(Model::codes[Row].sources & ~heeded); finding.bad) return {true, finding.state, Row};
      }
    }
    return {};
  }
  static constexpr Finding find_unheeded() {
    Finding found;
    [&]<std::size_t... Rows>(std::index_sequence<Rows...>) {
      static_cast<void>(((found = find_unheeded_in<Rows>()).bad || ...));
    }(std::make_index_sequence<Model::row_count>{});
    return found;
  }
  /// A task that may run twice at once: its lives could not be told apart.
  static constexpr Finding find_doubled() {
    for (std::size_t i = 0; i < Model::row_count; ++i)
      for (std::size_t j = 0; j < i; ++j) {
        if (Model::codes[i].kind != RowKind::invoke || Model::codes[j].kind != RowKind::invoke || Model::task_of(i) != Model::task_of(j)) continue;
        StateSet both = Model::codes[i].sources & Model::codes[j].sources;
        for (const StateSet region : Model::regions)
          if ((Model::codes[i].sources & region) != 0 && (Model::codes[j].sources & ~region) != 0) both |= Model::codes[i].sources;
        if (both != 0) return {true, first_of(both).state, i};
      }
    return {};
  }
  static constexpr Finding find_kept() {
    for (std::size_t i = 0; i < Model::row_count; ++i) {
      if (Model::codes[i].kind != RowKind::deferred) continue;
      StateSet after = closed_forwards(Model::live_in[i]);
      for (std::size_t j = 0; j < Model::row_count; ++j)  // Where it is deferred again it is not taken, but for want of room.
        if (Model::codes[j].kind == RowKind::deferred && Model::codes[j].event_index == Model::codes[i].event_index && !Model::codes[j].guarded) after &= ~Model::live_in[j];
      bool taken = false;
      for (std::size_t j = 0; j < Model::row_count; ++j)
        taken |= Model::codes[j].kind != RowKind::deferred && Model::stands_in(Model::codes[j], Model::codes[i].event_index) && (Model::live_in[j] & after) != 0;
      if (!taken) return {true, first_of(Model::live_in[i]).state, i};
    }
    return {};
  }

  /// Of an event that only a running task brings: the states in which it may run.
  template <std::size_t... Rows>
  static constexpr std::array<StateSet, Model::event_count> make_expected(std::index_sequence<Rows...>) {
    std::array<StateSet, Model::event_count> expected{};
    expected.fill(Model::all);
    if constexpr (Model::task_count > 0) {
      std::array<StateSet, Model::event_count + 1> runs{};
      std::array<bool, Model::event_count + 1> is_outcome{};
      const auto note = [&]<std::size_t Row>() {
        if constexpr (Model::codes[Row].kind == RowKind::invoke) {
          using task = typename Model::template row_type<Row>::when_type::task_type;
          for (const std::size_t event : {Model::template event_index<task_completed<task>>, Model::template event_index<task_failed<task>>, Model::template event_index<task_cancelled<task>>}) {
            runs[event] |= Model::codes[Row].sources;
            is_outcome[event] = true;
          }
        }
      };
      (note.template operator()<Rows>(), ...);
      for (std::size_t event = 0; event < Model::event_count; ++event)
        if (is_outcome[event]) expected[event] = runs[event];
    }
    return expected;
  }
  static constexpr Finding find_unsaid() {
    constexpr auto expected = make_expected(std::make_index_sequence<Model::row_count>{});
    std::array<StateSet, Model::column_count> said{};
    for (std::size_t i = 0; i < Model::row_count; ++i) {
      const RowCode& row = Model::codes[i];
      if (row.at_border()) continue;
      if (row.unexpected && row.event_index == npos) {
        if (!row.guarded)
          for (std::size_t event = 0; event < Model::event_count; ++event) said[event] |= row.sources;
        continue;
      }
      if (row.kind == RowKind::deferred) continue;  // It may be full.
      StateSet& of_column = said[Model::column_of(row)];
      if (!row.guarded) of_column |= row.sources;
      else
        for (std::size_t j = 0; j < i; ++j)
          if (may_compete(i, j) && complement(guards[i], guards[j])) of_column |= row.sources & Model::codes[j].sources;
    }
    for (std::size_t event = 0; event < Model::event_count; ++event) {
      Finding finding = first_of(Model::all & ~Model::ends & expected[event] & ~said[event] & ~inner_ends);
      finding.event = event;
      if (finding.bad) return finding;
    }
    return {};
  }
  static constexpr Finding find_wait_without_a_deadline() {
    StateSet waits = Model::all & ~Model::ends & ~Model::resting;
    for (std::size_t i = 0; i < Model::row_count; ++i) {
      const RowCode& row = Model::codes[i];
      // A state that is left at once, without an event, does not wait.
      if (row.kind == RowKind::completion && !row.guarded) waits &= ~row.sources;
      if (row.kind != RowKind::deadline) continue;
      if (!row.guarded && row.has_target()) waits &= ~row.sources;  // One that only acts is over when it has passed.
      for (std::size_t j = 0; j < Model::row_count; ++j)
        if (Model::codes[j].kind == RowKind::deadline && complement(guards[i], guards[j])) waits &= ~(row.sources & Model::codes[j].sources);
    }
    return first_of(waits);
  }

 public:
  static constexpr Finding only_a_source = find_only_a_source();
  static constexpr Finding only_a_target = find_only_a_target();
  static constexpr Finding shared = find_shared();
  static constexpr Finding unreachable = first_of(Model::all & ~closed_forwards(star_set));
  static constexpr Finding endless = find_endless();
  static constexpr Finding left = find_end_that_is_left();
  static constexpr Finding shadowed = find_shadowed();
  static constexpr Finding competing = find_competing();
  static constexpr Finding circling = find_circling();
  static constexpr Finding unheeded = find_unheeded();
  static constexpr Finding doubled = find_doubled();
  static constexpr Finding kept = find_kept();
  static constexpr Finding unsaid = find_unsaid();
  static constexpr Finding undated = find_wait_without_a_deadline();

  template <const Finding& Found>
  static constexpr std::string_view state_name = [] {
    if constexpr (Found.state != state_limit) return texts<Table>::states[Found.state];
    else return texts<Table>::rows[Found.row].source;
  }();
  template <const Finding& Found>
  static constexpr std::string_view event_name = [] {
    if constexpr (Found.event != npos) return texts<Table>::events[Found.event];
    else return texts<Table>::rows[Found.row].event;
  }();
};

}  // namespace interlock::statemachine::detail
