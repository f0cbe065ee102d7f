#include "statemachine/statemachine.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace interlock::test::pictures {

using namespace statemachine;
using namespace std::chrono_literals;

struct answered {};
struct spoke {};
struct coughed {};
struct hung_up {};

inline constexpr guard is_awake{[] { return true; }};
inline constexpr guard is_in_bed{[] { return true; }};
inline constexpr action greet{[] {}};
inline constexpr action listen{[] {}};
inline constexpr action sigh{[] {}};
inline constexpr duration patience{[] { return 5s; }};

inline constexpr auto busy = group("ringing"_s, "talking"_s);
inline constexpr auto call = transition_table(
  *"ringing"_s + event<answered> [is_awake && !is_in_bed] / (greet, listen) = "talking"_s,
   "ringing"_s + event<answered> [is_in_bed || !is_awake] = ignore,
   "ringing"_s + after(patience) / sigh = "over"_s,
   "ringing"_s + event<hung_up> / sigh = "over"_s,
   "talking"_s + on_entry / listen,
   "talking"_s + on_exit / sigh,
   "talking"_s + event<spoke> / listen,
   "talking"_s + event<coughed> = ignore,
   in(busy)    + event<hung_up> = "over"_s,
   any         + exception / sigh = "over"_s,
   end("over"_s), resting("talking"_s));
static_assert(check<call>());

TEST(Picture, ADiagramShowsMovesAsArrowsAndTheRestAsNotes) {
  EXPECT_EQ(mermaid<call>(), R"(stateDiagram-v2
  [*] --> ringing
  ringing --> talking : answered [is_awake && !is_in_bed] / greet, listen
  ringing --> over : after(patience) / sigh
  ringing --> over : hung_up / sigh
  ringing --> over : exception / sigh
  note right of ringing
    answered [is_in_bed || !is_awake] is ignored
  end note
  talking --> over : hung_up
  talking --> over : exception / sigh
  note right of talking
    entry / listen
    exit / sigh
    spoke / listen
    coughed is ignored
  end note
  over --> [*]
)");
}

TEST(Picture, AMatrixSaysWhatEachStateDoesWithEachEvent) {
  EXPECT_EQ(matrix<call>(), R"(| state | answered | hung_up | spoke | coughed | deadline | exception |
| --- | --- | --- | --- | --- | --- | --- |
| ringing | [is_awake && !is_in_bed] greet, listen → talking<br>[is_in_bed \|\| !is_awake] ignored | sigh → over |  |  | after(patience) sigh → over | sigh → over |
| talking |  | → over | listen | ignored |  | sigh → over |
| over |  |  |  |  |  |  |
)");
}

TEST(Picture, WhatMeansSomethingToMermaidIsReplacedInLabels) {
  EXPECT_EQ(detail::harmless("received<a::b>; #1 {x}"), "received(a__b)_ _1 _x_");
}

}  // namespace interlock::test::pictures
