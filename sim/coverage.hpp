#pragma once
/// Which rows of the gateway's lifecycles were taken, in which states, and which guards also said no.
#include "runtime/port/observer.hpp"
#include "sim/move.hpp"
#include "sim/tables_of.hpp"

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace interlock::sim {

/// The lifecycles that the gateway runs, and their tables.
[[nodiscard]] std::span<const NamedTable> real_tables();
/// One of them; null where there is none of this name.
[[nodiscard]] const statemachine::TableData* find_table(std::string_view lifecycle);

class Coverage {
 public:
  /// A step of a machine on the real table, or on one with the same rows.
  void add(const Move& move, const port::StepRecord& step);
  void add(const Coverage& other);

  [[nodiscard]] bool was_taken(std::string_view lifecycle, std::size_t row) const;
  /// Its guard was asked, and said no.
  [[nodiscard]] bool was_refused(std::string_view lifecycle, std::size_t row) const;
  /// How many pairs of a row and a state in which it was taken there are, of one lifecycle;
  [[nodiscard]] std::size_t cells(std::string_view lifecycle) const;
  /// and how many of those that `reachable` has.
  [[nodiscard]] std::size_t cells_of(const Coverage& reachable, std::string_view lifecycle) const;
  /// "run: taken: dialing + upstream_opened", "task: refused: …": every row that was not taken, and every guard that never said no.
  /// Rows of entry, exit and exceptions are no steps of their own, and are left out.
  [[nodiscard]] std::set<std::string> missed() const;

 private:
  using Cell = std::tuple<std::string_view, std::size_t, std::size_t>;  ///< Lifecycle, row, state.
  std::set<Cell> taken_;
  std::set<Cell> refused_;
};

}  // namespace interlock::sim
