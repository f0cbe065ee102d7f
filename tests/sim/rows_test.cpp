// Which rows of the gateway's lifecycles the scenarios take, and which guards also say no, in some hundred seeded runs of each. What they do
// not reach is named in rows_not_reached.txt: a row that is lost to them is a failure, and so is one that is reached and still on the list.
#include "sim/coverage.hpp"
#include "sim/runner.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

namespace {
constexpr std::uint64_t seeds = 2500;
using namespace interlock::sim;

TEST(Rows, AreTakenAndRefusedButForThoseOnTheList) {
  Coverage coverage;
  for (const Scenario& scenario : scenarios()) {
    const auto runner = make_runner(scenario, false);
    for (std::uint64_t seed = 1; seed <= seeds; ++seed)
      EXPECT_EQ(runner->watch(seed, 1000, [&](const Seen& seen) { coverage.add(seen.move, seen.step); }).broken, "")
          << scenario.name << ", seed " << seed;
  }
  const std::set<std::string> never = coverage.missed();
  std::set<std::string> listed;
  std::ifstream file(ROWS_NOT_REACHED);
  for (std::string line; std::getline(file, line);)
    if (!line.empty() && !line.starts_with("#")) listed.insert(line);
  std::set<std::string> lost;
  std::set<std::string> found;
  std::ranges::set_difference(never, listed, std::inserter(lost, lost.end()));
  std::ranges::set_difference(listed, never, std::inserter(found, found.end()));
  for (const std::string& text : lost) ADD_FAILURE() << "no longer reached: " << text;
  for (const std::string& text : found) ADD_FAILURE() << "reached, so take it off the list: " << text;
}

}  // namespace
