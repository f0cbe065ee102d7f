#include "sim/explore/reference_model.hpp"

#include "sim/explore/reference_tables.hpp"

#include <cstdlib>

namespace interlock::sim::reference {
namespace {

/// use.operator()<World>(), for the world of these sizes.
template <unsigned Services = most_services, unsigned Connections = most_connections>
auto with_model(const Sizes& sizes, auto&& use) {
  if (sizes.services == Services && sizes.connections == Connections) return use.template operator()<Model<Services, Connections>>();
  if constexpr (Connections > 1) return with_model<Services, Connections - 1>(sizes, use);
  else if constexpr (Services > 1) return with_model<Services - 1, most_connections>(sizes, use);
  else std::abort();
}

}  // namespace

Found search_model(const Sizes& sizes, const SearchOptions& options) {
  return with_model(sizes, [&]<class World>() { return search(World{}, options); });
}

std::vector<std::string> describe(const Sizes& sizes, const std::vector<compose::Step>& steps) {
  return with_model(sizes, [&]<class World>() {
    std::vector<std::string> lines;
    for (const compose::Step& step : steps) lines.push_back(World::describe(step));
    return lines;
  });
}

std::size_t world_bytes(const Sizes& sizes) {
  return with_model(sizes, []<class World>() { return sizeof(World); });
}

}  // namespace interlock::sim::reference
