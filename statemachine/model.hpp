/// A table as numbers, computed at compile time: its states, events and rows, and for each event the rows of each state in the order
/// in which they are tried. What the machine dispatches on is what checks, diagrams and explorers read (as text: row_info.hpp).
#pragma once
#include "statemachine/flatten.hpp"
#include "statemachine/names.hpp"
#include "statemachine/notation.hpp"
#include "statemachine/row_code.hpp"
#include "statemachine/row_names.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace interlock::statemachine {

/// `Table` is a namespace-scope `inline constexpr` transition_table.
template <const auto& Table>
struct model {
  using table_type = std::remove_cvref_t<decltype(Table)>;
  using family = detail::family<Table>;
  static constexpr std::size_t member_count = family::size;

 private:
  struct Member {
    const detail::PartFacts* parts;
    std::size_t part_count;
    std::size_t row_count;
    std::uint64_t place;
    std::size_t depth;
    std::size_t last;  ///< One past the tables inside it.
  };
  static constexpr std::array<Member, member_count> members = []<class... Members>(detail::list<Members...>) {
    std::array<Member, member_count> all{Member{detail::facts_of_parts<std::remove_cvref_t<decltype(Members::table)>>.data(), Members::table.part_count,
                                                Members::table.row_count, Members::place, Members::depth, 0}...};
    for (std::size_t m = 0; m < member_count; ++m) {
      std::size_t last = m + 1;
      while (last < member_count && all[last].depth > all[m].depth) ++last;
      all[m].last = last;
    }
    return all;
  }(family{});

 public:
  static constexpr std::size_t row_count = [] {
    std::size_t count = 0;
    for (const Member& member : members) count += member.row_count;
    return count;
  }();
  static_assert(row_count > 0 && row_count < npos, "a table has at least one row");

  /// Where a row is written: its table, and its number there.
  struct Origin {
    std::uint8_t member;
    std::uint16_t row;
  };
  static constexpr std::array<Origin, row_count> origins = [] {
    std::array<Origin, row_count> origins{};
    std::size_t next = 0;
    for (std::size_t m = 0; m < member_count; ++m)
      for (std::size_t i = 0; i < members[m].row_count; ++i) origins[next++] = {static_cast<std::uint8_t>(m), static_cast<std::uint16_t>(i)};
    return origins;
  }();
  /// The row as it is written.
  template <std::size_t Row>
  static consteval const auto& row() {
    if constexpr (member_count == 1) return detail::part_at<Row>(Table);
    else return detail::part_at<origins[Row].row>(detail::item_at<origins[Row].member, family>::type::table);
  }
  template <std::size_t Row>
  using row_type = std::remove_cvref_t<decltype(row<Row>())>;

 private:
  static constexpr const detail::PartFacts& facts(std::size_t row) { return members[origins[row].member].parts[origins[row].row]; }

  static constexpr std::size_t mentions = [] {
    std::size_t count = 0;
    for (const Member& member : members)
      for (std::size_t i = 0; i < member.part_count; ++i) count += member.parts[i].source_count + 1;
    return count;
  }();

  struct States {
    Keys<mentions> keys;
    std::array<std::uint8_t, mentions> member{};
    constexpr void add(std::size_t in_member, const Key& key) {
      if (key.is_composite) return;
      const std::size_t before = keys.size;
      keys.add({detail::placed(members[in_member].place, key.id), key.name});
      if (keys.size > before) member[before] = static_cast<std::uint8_t>(in_member);
    }
  };
  static constexpr States state_list = [] {
    States states;
    for (std::size_t m = 0; m < member_count; ++m) {
      for (std::size_t i = 0; i < members[m].row_count; ++i)
        if (members[m].parts[i].initial) states.add(m, members[m].parts[i].sources[0]);
      for (std::size_t i = 0; i < members[m].part_count; ++i) {
        const detail::PartFacts& part = members[m].parts[i];
        for (std::size_t s = 0; s < part.source_count; ++s) states.add(m, part.sources[s]);
        if (part.has_target) states.add(m, part.target);
      }
    }
    return states;
  }();
  static constexpr const Keys<mentions>& state_keys = state_list.keys;
  static_assert(state_keys.size <= state_limit, "a table has at most 128 states");

  static constexpr auto event_keys = [] {
    Keys<row_count> keys;
    for (std::size_t i = 0; i < row_count; ++i)
      if (facts(i).event.id != 0) keys.add(facts(i).event);
    return keys;
  }();
  static constexpr auto task_keys = [] {
    Keys<row_count> keys;
    for (std::size_t i = 0; i < row_count; ++i)
      if (facts(i).task.id != 0) keys.add(facts(i).task);
    return keys;
  }();

  /// What a table and those inside it are: the states of each, its own ends, and where it begins.
  struct Extents {
    std::array<StateSet, member_count> states{};
    std::array<StateSet, member_count> ends{};
    std::array<std::uint8_t, member_count> initial{};
  };
  static constexpr std::size_t member_named(std::size_t around, const Key& key) {
    const std::uint64_t place = detail::placed(members[around].place, key.id);
    for (std::size_t m = around; m < members[around].last; ++m)
      if (members[m].place == place) return m;
    return member_count;
  }
  static constexpr std::size_t state_named(std::size_t in_member, const Key& key) {
    return state_keys.find(detail::placed(members[in_member].place, key.id));
  }
  static constexpr Extents extents = [] {
    Extents all;
    for (std::size_t s = 0; s < state_keys.size; ++s)
      for (std::size_t m = 0; m <= state_list.member[s]; ++m)
        if (state_list.member[s] < members[m].last) all.states[m] |= set_of(s);
    for (std::size_t m = member_count; m-- > 0;) {
      all.initial[m] = state_limit;
      for (std::size_t i = 0; i < members[m].part_count; ++i) {
        const detail::PartFacts& part = members[m].parts[i];
        if (part.is_row && part.initial && all.initial[m] == state_limit) {
          const Key& star = part.sources[0];
          all.initial[m] = static_cast<std::uint8_t>(star.is_composite ? all.initial[member_named(m, star)] : state_named(m, star));
        }
        if (!part.is_row && part.declares == detail::Declaration::end)
          for (std::size_t s = 0; s < part.source_count; ++s) all.ends[m] |= set_of(state_named(m, part.sources[s]));
      }
      all.ends[m] |= set_of(state_named(m, detail::state<"X">::states[0])) & (set_of(state_keys.size) - 1);
    }
    return all;
  }();
  static constexpr StateSet states_meant(std::size_t in_member, const Key* keys, std::size_t count) {
    StateSet set = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (!keys[i].is_composite) set |= set_of(state_named(in_member, keys[i]));
      else if (const std::size_t inner = member_named(in_member, keys[i]); inner < member_count) set |= extents.states[inner];
    }
    return set;
  }
  static constexpr StateSet declared(detail::Declaration kind) {
    StateSet set = 0;
    for (std::size_t m = 0; m < member_count; ++m)
      for (std::size_t i = members[m].row_count; i < members[m].part_count; ++i)
        if (members[m].parts[i].declares == kind) set |= states_meant(m, members[m].parts[i].sources, members[m].parts[i].source_count);
    return set;
  }

 public:
  static constexpr std::size_t state_count = state_keys.size;
  static constexpr std::size_t event_count = event_keys.size;
  static constexpr std::size_t task_count = task_keys.size;
  static constexpr StateSet all = state_count == state_limit ? ~StateSet{0} : set_of(state_count) - 1;
  /// States that terminate the machine.
  static constexpr StateSet terminal = [] {
    StateSet set = 0;
    for (std::size_t m = 0; m < member_count; ++m) set |= set_of(state_named(m, detail::state<"X">::states[0])) & all;
    return set;
  }();
  static constexpr StateSet ends = extents.ends[0] | terminal;
  static constexpr StateSet resting = declared(detail::Declaration::resting);
  static constexpr std::uint8_t initial = extents.initial[0];
  static constexpr std::size_t deferred_room = [] {
    std::size_t room = 8;
    for (std::size_t i = members[0].row_count; i < members[0].part_count; ++i)
      if (members[0].parts[i].declares == detail::Declaration::room) room = members[0].parts[i].room;
    return room;
  }();

  /// The states that bear a star: where each region begins.
  static constexpr std::size_t region_limit = 8;
  struct Stars {
    std::array<std::uint8_t, region_limit + 1> states{};
    std::size_t count{};
  };
  static constexpr Stars stars_of(std::size_t m) {
    Stars found;
    for (std::size_t i = 0; i < members[m].row_count; ++i) {
      if (!members[m].parts[i].initial) continue;
      const Key& star = members[m].parts[i].sources[0];
      const std::size_t state = star.is_composite ? extents.initial[member_named(m, star)] : state_named(m, star);
      bool is_new = true;
      for (std::size_t s = 0; s < found.count; ++s) is_new &= found.states[s] != state;
      if (is_new && found.count <= region_limit) found.states[found.count++] = static_cast<std::uint8_t>(state);
    }
    return found;
  }
  static constexpr Stars stars = stars_of(0);
  static_assert(stars.count <= region_limit, "a table has at most eight regions");
  static_assert([] {
    for (std::size_t m = 1; m < member_count; ++m)
      if (stars_of(m).count != 1) return false;
    return true;
  }(), "a table that is a composite state of another has one star: regions stand in the outermost table");
  static constexpr std::size_t region_count = stars.count == 0 ? 1 : stars.count;

  /// The place of an event type in `events`, or event_count.
  template <class Event>
  static constexpr std::size_t event_index = event_keys.find(key_of_type<Event>.id);
  template <class Task>
  static constexpr std::size_t task_index = task_keys.find(key_of_type<Task>.id);
  /// The states of a group, or of a composite state of the outermost table.
  template <class Group>
  static constexpr StateSet group_set = states_meant(0, Group::states.data(), Group::states.size());
  template <class Group>
  static constexpr bool knows_group = [] {
    for (const Key& key : Group::states)
      if (key.is_composite ? member_named(0, key) == member_count : state_named(0, key) == state_count) return false;
    return true;
  }();

  // Rows that are taken for one of these are looked up like those of an event: they are the columns of the matrix.
  static constexpr std::size_t deadline_column = event_count;
  static constexpr std::size_t exception_column = event_count + 1;
  static constexpr std::size_t completion_column = event_count + 2;
  static constexpr std::size_t column_count = event_count + 3;

 private:
  template <std::size_t Row>
  static constexpr std::uint64_t wait_id() {
    if constexpr (facts(Row).kind == RowKind::deadline) return hash_of(detail::signature_of_value<row<Row>().when.wait>());
    else return 0;
  }
  static constexpr bool has_kind(RowKind kind) {
    for (std::size_t i = 0; i < row_count; ++i)
      if (facts(i).kind == kind) return true;
    return false;
  }
  static constexpr std::size_t deepest = [] {
    std::size_t depth = 0;
    for (const Member& member : members) depth = member.depth > depth ? member.depth : depth;
    return depth;
  }();

  static constexpr RowCode encode(std::size_t i) {
    const std::size_t m = origins[i].member;
    const detail::PartFacts& part = facts(i);
    RowCode code;
    code.scope = part.scope;
    code.kind = part.kind;
    code.history = part.history;
    code.guarded = part.guarded;
    code.unexpected = part.unexpected;
    code.rank = static_cast<std::uint8_t>((part.unexpected ? 128 : 0) + 4 * (deepest - members[m].depth) + static_cast<std::size_t>(part.scope));
    code.table = static_cast<std::uint8_t>(m);
    code.sources = part.scope == Scope::any ? extents.states[m] & ~extents.ends[m] : states_meant(m, part.sources, part.source_count);
    if (part.scope == Scope::composite) {
      const std::size_t inner = member_named(m, part.sources[0]);
      code.through = {static_cast<std::uint8_t>(inner), static_cast<std::uint8_t>(members[inner].last)};
      if (part.kind == RowKind::completion) code.sources = extents.ends[inner];
    }
    if (part.scope != Scope::state) code.sources &= ~terminal;
    if (part.event.id != 0) code.event_index = static_cast<std::uint16_t>(event_keys.find(part.event.id));
    if (part.has_target) {
      const std::size_t inner = part.target.is_composite ? member_named(m, part.target) : 0;
      code.target_index = part.target.is_composite ? extents.initial[inner] : static_cast<std::uint8_t>(state_named(m, part.target));
      if (part.history != History::none) code.composite = static_cast<std::uint8_t>(inner);
    }
    return code;
  }

  static constexpr std::array<RowCode, row_count> codes_of_one_region = [] {
    std::array<RowCode, row_count> codes{};
    for (std::size_t i = 0; i < row_count; ++i) codes[i] = encode(i);
    if constexpr (has_kind(RowKind::deadline)) {
      constexpr std::array<std::uint64_t, row_count> waits = []<std::size_t... Rows>(std::index_sequence<Rows...>) {
        return std::array<std::uint64_t, row_count>{wait_id<Rows>()...};
      }(std::make_index_sequence<row_count>{});
      for (std::size_t i = 0; i < row_count; ++i) {
        std::size_t first = 0;
        while (waits[first] != waits[i] || codes[first].sources != codes[i].sources || codes[first].scope != codes[i].scope ||
               codes[first].table != codes[i].table || codes[first].through != codes[i].through)
          ++first;
        codes[i].slot = static_cast<std::uint16_t>(first);
      }
    }
    return codes;
  }();

 public:
  /// The states to which a row may lead.
  static constexpr StateSet targets_of(const RowCode& row) {
    return set_of(row.target_index) | (row.history != History::none ? extents.states[row.composite] : StateSet{0});
  }

  // ---- Regions: the states that can be reached from each star, by rows of their own.

  static constexpr bool is_any_of_all(const RowCode& row) { return row.scope == Scope::any && row.table == 0; }

  static constexpr std::array<StateSet, region_count> regions = [] {
    std::array<StateSet, region_count> regions{};
    if (region_count == 1) {
      regions[0] = all;
      return regions;
    }
    for (std::size_t region = 0; region < region_count; ++region) {
      StateSet reached = set_of(stars.states[region]);
      for (StateSet before = 0; before != reached;) {
        before = reached;
        for (const RowCode& row : codes_of_one_region)
          if (!is_any_of_all(row) && (row.sources & reached) != 0) reached |= targets_of(row);
      }
      regions[region] = reached & all;
    }
    return regions;
  }();

  /// The rows. A row of `any` that leads somewhere stands only in the region where that is.
  static constexpr std::array<RowCode, row_count> codes = [] {
    std::array<RowCode, row_count> codes = codes_of_one_region;
    for (RowCode& row : codes)
      if (region_count > 1 && is_any_of_all(row) && row.has_target() && !contains(terminal, row.target_index))
        for (const StateSet region : regions)
          if (!contains(region, row.target_index)) row.sources &= ~region;
    return codes;
  }();
  static constexpr std::size_t column_of(const RowCode& row) { return statemachine::column_of(row, event_count); }
  static constexpr bool stands_in(const RowCode& row, std::size_t column) { return statemachine::stands_in(row, column, event_count); }
  /// Whether a row is surely taken when it is tried, so that nothing after it is.
  static constexpr bool always_takes(const RowCode& row) { return !row.guarded && row.kind != RowKind::deferred && row.kind != RowKind::deadline; }

  /// Row numbers in the order in which rows are tried.
  static constexpr std::array<std::uint16_t, row_count> order = [] {
    std::array<std::uint16_t, 257> begin{};
    for (const RowCode& row : codes) ++begin[row.rank + std::size_t{1}];
    for (std::size_t rank = 1; rank < begin.size(); ++rank) begin[rank] = static_cast<std::uint16_t>(begin[rank] + begin[rank - 1]);
    std::array<std::uint16_t, row_count> order{};
    for (std::size_t i = 0; i < row_count; ++i) order[begin[codes[i].rank]++] = static_cast<std::uint16_t>(i);
    return order;
  }();

 private:
  static constexpr std::size_t entry_count = [] {
    std::size_t count = 0;
    for (const RowCode& row : codes) {
      if (row.at_border()) continue;
      count += size_of(row.sources) * (row.unexpected && row.event_index == npos ? event_count : 1);
    }
    return count;
  }();
  /// All rows of all cells, sorted by column, then by state, then as they are tried.
  struct Index {
    struct Cell {
      std::uint8_t state;
      std::uint16_t first;
      std::uint16_t count;
    };
    std::array<std::uint16_t, entry_count + 1> rows{};
    std::array<Cell, entry_count + 1> cells{};
    std::array<std::uint16_t, column_count + 1> first_cell{};  ///< Of each column; the next one's is its end.
  };

 public:
  static constexpr Index index = [] {
    struct Entry {
      std::uint16_t row;
      std::uint16_t column;
      std::uint8_t state;
    };
    std::array<Entry, entry_count + 1> entries{};
    std::array<Entry, entry_count + 1> sorted{};
    std::size_t count = 0;
    for (const std::uint16_t i : order) {
      const RowCode& row = codes[i];
      if (row.at_border()) continue;
      const bool everywhere = row.unexpected && row.event_index == npos;
      const std::size_t column = everywhere ? 0 : column_of(row);
      for (std::size_t c = column; c < (everywhere ? event_count : column + 1); ++c)
        for (StateSet rest = row.sources; rest != 0; rest &= rest - 1)
          entries[count++] = {i, static_cast<std::uint16_t>(c), static_cast<std::uint8_t>(first_of(rest))};
    }
    std::array<std::size_t, (state_count > column_count ? state_count : column_count) + 1> begin{};
    for (std::size_t e = 0; e < count; ++e) ++begin[entries[e].state + std::size_t{1}];
    for (std::size_t b = 1; b < begin.size(); ++b) begin[b] += begin[b - 1];
    for (std::size_t e = 0; e < count; ++e) sorted[begin[entries[e].state]++] = entries[e];
    begin = {};
    for (std::size_t e = 0; e < count; ++e) ++begin[sorted[e].column + std::size_t{1}];
    for (std::size_t b = 1; b < begin.size(); ++b) begin[b] += begin[b - 1];
    for (std::size_t e = 0; e < count; ++e) entries[begin[sorted[e].column]++] = sorted[e];

    Index index;
    std::size_t cells = 0;
    std::size_t rows = 0;
    std::size_t column = 0;
    for (std::size_t e = 0; e < count;) {
      const Entry first = entries[e];
      for (; column < first.column; ++column) index.first_cell[column + 1] = static_cast<std::uint16_t>(cells);
      index.cells[cells] = {first.state, static_cast<std::uint16_t>(rows), 0};
      bool taken = false;
      for (; e < count && entries[e].column == first.column && entries[e].state == first.state; ++e) {
        if (taken) continue;
        index.rows[rows++] = entries[e].row;
        ++index.cells[cells].count;
        taken = always_takes(codes[entries[e].row]);
      }
      ++cells;
    }
    for (; column < column_count; ++column) index.first_cell[column + 1] = static_cast<std::uint16_t>(cells);
    return index;
  }();
  static constexpr std::size_t cell_count(std::size_t column) { return std::size_t{index.first_cell[column + 1]} - index.first_cell[column]; }

  /// Each row with the states in which it can be taken: no row that always takes stands before it there.
  static constexpr std::array<StateSet, row_count> live_in = [] {
    std::array<StateSet, row_count> live{};
    for (std::size_t i = 0; i < row_count; ++i)
      if (codes[i].at_border()) live[i] = codes[i].sources;
    for (std::size_t cell = 0; cell < index.first_cell[column_count]; ++cell)
      for (std::size_t place = 0; place < index.cells[cell].count; ++place)
        live[index.rows[index.cells[cell].first + place]] |= set_of(index.cells[cell].state);
    return live;
  }();

  /// The rows that do something when states are left or entered, in the order of `order`.
  static constexpr bool is_border(std::size_t i) { return codes[i].at_border() || (codes[i].kind == RowKind::deadline && codes[i].slot == i); }
  static constexpr std::size_t border_count = [] {
    std::size_t count = 0;
    for (std::size_t i = 0; i < row_count; ++i) count += is_border(i) ? 1 : 0;
    return count;
  }();
  static constexpr RowList<border_count> borders = [] {
    RowList<border_count> list;
    for (const std::uint16_t row : order)
      if (is_border(row)) list.add(row);
    return list;
  }();

  static constexpr bool catches = has_kind(RowKind::caught);
  static constexpr bool waits = has_kind(RowKind::deadline);
  static constexpr bool defers = has_kind(RowKind::deferred);
  static constexpr bool completes = has_kind(RowKind::completion);
  static constexpr bool posts = [] {
    for (std::size_t i = 0; i < row_count; ++i)
      if (facts(i).posts) return true;
    return false;
  }();
  static_assert(region_count == 1 || !defers, "a table with several regions defers no event: another region may take it");

  // ---- History: a composite that some row enters as it was left remembers where that was.

  /// By members: the composites that are remembered.
  static constexpr std::array<bool, member_count> remembered = [] {
    std::array<bool, member_count> remembered{};
    for (const RowCode& row : codes)
      if (row.history != History::none) remembered[row.composite] = true;
    return remembered;
  }();
  static constexpr bool remembers = [] {
    for (const bool one : remembered)
      if (one) return true;
    return false;
  }();
  static constexpr StateSet composite_states(std::size_t member) { return extents.states[member]; }
  static constexpr StateSet composite_ends(std::size_t member) { return extents.ends[member]; }
  static constexpr std::uint8_t composite_initial(std::size_t member) { return extents.initial[member]; }
  /// The members that are the outermost composites inside this one.
  static constexpr bool is_directly_inside(std::size_t member, std::size_t outer) {
    return member > outer && member < members[outer].last && members[member].depth == members[outer].depth + 1;
  }
  /// Where a composite is left from this state: one that is done begins anew.
  static constexpr std::uint8_t left_at(std::size_t member, std::size_t state) {
    return contains(extents.ends[member], state) ? extents.initial[member] : static_cast<std::uint8_t>(state);
  }
  /// A row from inside a composite to its history leaves it where the machine is.
  static constexpr bool leaves_what_it_restores(const RowCode& row, std::size_t from) {
    return row.through.hold(row.composite) && contains(extents.states[row.composite], from);
  }
  /// Where a history target leads if the composite was last left in `state`: for a shallow one, to where the inner composite of that
  /// state begins.
  static constexpr std::uint8_t remembered_target(const RowCode& row, std::uint8_t state) {
    if (row.history == History::shallow)
      for (std::size_t m = row.composite + std::size_t{1}; m < members[row.composite].last; ++m)
        if (is_directly_inside(m, row.composite) && contains(extents.states[m], state)) return extents.initial[m];
    return state;
  }

  /// Of an invoke row: which task.
  static constexpr std::size_t task_of(std::size_t row) { return task_keys.find(facts(row).task.id); }

  // ---- For texts.

  /// Of a row of one state: that state.
  template <std::size_t Row>
  static constexpr std::size_t state_of_source = state_named(origins[Row].member, facts(Row).sources[0]);

  static constexpr const Key& state_key(std::size_t state) { return state_keys.keys[state]; }
  static constexpr std::size_t member_of_state(std::size_t state) { return state_list.member[state]; }
  static constexpr std::size_t depth_of_member(std::size_t member) { return members[member].depth; }
  static constexpr std::size_t last_of_member(std::size_t member) { return members[member].last; }
  static constexpr const Key& event_key(std::size_t event) { return event_keys.keys[event]; }
};

/// Whether the table says anything about this event type, if only that it is unexpected.
template <const auto& Table, class Event>
inline constexpr bool handles = model<Table>::template event_index<Event> < model<Table>::event_count;

}  // namespace interlock::statemachine
