#pragma once
/// The reference model (reference_tables.hpp) in every size that is compiled, behind one function.
#include "sim/compose/steps.hpp"
#include "sim/search/search.hpp"

#include <string>
#include <vector>

namespace interlock::sim::reference {

struct Sizes {
  unsigned services = 1;
  unsigned connections = 1;
};
inline constexpr unsigned most_services = 4;
inline constexpr unsigned most_connections = 2;

using Found = Searched<compose::Step>;

/// The sizes are from 1 to what there is at most.
[[nodiscard]] Found search_model(const Sizes& sizes, const SearchOptions& options);
/// The steps of what was found, one a line.
[[nodiscard]] std::vector<std::string> describe(const Sizes& sizes, const std::vector<compose::Step>& steps);

/// How many bytes a world has: for those who want to know what a search costs.
[[nodiscard]] std::size_t world_bytes(const Sizes& sizes);

}  // namespace interlock::sim::reference
