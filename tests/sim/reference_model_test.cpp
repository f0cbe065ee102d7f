// The explorer against a model whose states were counted by Spin, by hand-made code and from its description alone.
#include "sim/explore/reference_model.hpp"

#include <gtest/gtest.h>

namespace {
using namespace interlock::sim;
using reference::Found;
using reference::search_model;
using reference::Sizes;

struct Counted {
  Sizes sizes;
  std::uint64_t states, transitions, reduced_states;
};
constexpr Counted small{{1, 1}, 5'094, 18'681, 789}, middling{{2, 1}, 25'326, 113'149, 1'188}, larger{{3, 1}, 135'774, 722'325, 1'629},
    large{{4, 1}, 725'166, 4'470'781, 2'078}, two_connections{{1, 2}, 5'943'132, 39'857'364, 19'010};

void expect_all_states(const Counted& known, const SearchOptions& options) {
  const Found found = search_model(known.sizes, options);
  EXPECT_EQ(found.states, known.states);
  EXPECT_EQ(found.transitions, known.transitions);
  EXPECT_TRUE(found.complete);
  EXPECT_EQ(found.broken, "");
}

void expect_that_reduction_agrees(const Counted& known) {
  const Found full = search_model(known.sizes, {}), reduced = search_model(known.sizes, {.reduced = true});
  EXPECT_TRUE(full.complete && reduced.complete);
  EXPECT_EQ(full.broken, reduced.broken);
  EXPECT_EQ(full.ends, reduced.ends);
  EXPECT_EQ(full.which_ends, reduced.which_ends);
  EXPECT_EQ(full.states, known.states);
  EXPECT_EQ(full.transitions, known.transitions);
  EXPECT_EQ(reduced.states, known.reduced_states);
}
}  // namespace

TEST(ReferenceModel, HasJustTheStatesAndTransitionsThatOthersHaveCounted) {
  for (const Counted& known : {small, middling, large}) expect_all_states(known, {});
}

TEST(ReferenceModel, HasThemBreadthFirstToo) {
  for (const Counted& known : {small, middling}) expect_all_states(known, {.order = SearchOrder::breadth_first});
}

TEST(ReferenceModel, HasAsManyStatesUnderAnotherHashSeed) {
  for (const Counted& known : {small, middling, large}) expect_all_states(known, {.hash_seed = 0x5eed});
}

TEST(ReferenceModel, TakesAtMost24BytesOfMemoryForAState) {
  for (const Counted& known : {small, middling, large}) {
    const Found found = search_model(known.sizes, {});
    EXPECT_LE(found.bytes, 24 * found.states);
    EXPECT_GE(found.bytes, 16 * found.states);
  }
}

TEST(ReferenceModel, StopsAtItsBoundOfMemoryAndSaysSo) {
  for (const SearchOrder order : {SearchOrder::depth_first, SearchOrder::breadth_first}) {
    const Found found = search_model(large.sizes, {.order = order, .memory_limit = 1'000'000});
    EXPECT_TRUE(found.out_of_memory);
    EXPECT_FALSE(found.complete);
    EXPECT_LE(found.most_bytes, 1'000'000U);
    EXPECT_GT(found.states, 10'000U);
  }
}

TEST(ReferenceModel, EndsInTheSameWaysWithTheSameVerdictWhereTheSearchIsReduced) {
  for (const Counted& known : {small, middling, larger, large, two_connections}) expect_that_reduction_agrees(known);
}

TEST(ReferenceModel, IsJudgedInItsLargestSizeFromFewStates) {
  for (const SearchOrder order : {SearchOrder::depth_first, SearchOrder::breadth_first}) {
    const Found found = search_model({4, 2}, {.order = order, .hash_seed = static_cast<std::uint64_t>(order), .reduced = true});
    EXPECT_TRUE(found.complete);
    EXPECT_EQ(found.broken, "");
    EXPECT_EQ(found.states, 46'913U);
    EXPECT_EQ(found.transitions, 84'366U);
    EXPECT_EQ(found.ends, 390U);
  }
}
