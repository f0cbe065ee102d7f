#pragma once
/// The worlds at the edge of a search: seen, and not yet looked into. Last in, first out; or level by level.
#include "sim/search/memory_budget.hpp"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace interlock::sim {

enum class SearchOrder : std::uint8_t { depth_first, breadth_first };

template <class World>
class Frontier {
 public:
  struct Entry {
    World world;
    std::uint32_t depth = 0;   ///< Steps from the beginning.
    std::uint32_t number = 0;  ///< Whatever its owner wants to know it by.
  };

  Frontier(SearchOrder order, MemoryBudget& budget) : order_(order), budget_(&budget) {}

  /// False, and nothing is added, where the budget has no room.
  [[nodiscard]] bool add(Entry&& entry) { return append_within(*budget_, entries_, std::move(entry)); }
  /// False if there is none. Level by level, the next level begins only where it may: when its last world was added.
  [[nodiscard]] bool next(Entry& entry, bool level_is_whole) {
    if (order_ == SearchOrder::depth_first) {
      if (entries_.empty()) return false;
      entry = std::move(entries_.back());
      entries_.pop_back();
      return true;
    }
    if (at_ == level_.size()) {
      if (!level_is_whole || entries_.empty()) return false;
      level_.swap(entries_);
      entries_.clear();
      at_ = 0;
    }
    entry = std::move(level_[at_++]);
    return true;
  }

 private:
  SearchOrder order_;
  MemoryBudget* budget_;
  std::vector<Entry> entries_;  ///< Depth first, all of them; else the next level.
  std::vector<Entry> level_;
  std::size_t at_ = 0;
};

}  // namespace interlock::sim
