#include "statemachine/print/dot.hpp"
#include "statemachine/print/json.hpp"
#include "statemachine/print/matrix.hpp"
#include "statemachine/print/mermaid.hpp"
#include "statemachine/print/plantuml.hpp"
#include "statemachine/print/scxml.hpp"
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
  EXPECT_EQ(mermaid(data_of<call>), R"(stateDiagram-v2
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
  EXPECT_EQ(matrix(data_of<call>), R"(| state | answered | hung_up | spoke | coughed | deadline | exception | completion |
| --- | --- | --- | --- | --- | --- | --- | --- |
| ringing | [is_awake && !is_in_bed] greet, listen → talking<br>[is_in_bed \|\| !is_awake] ignored | sigh → over |  |  | after(patience) sigh → over | sigh → over |  |
| talking |  | → over | listen | ignored |  | sigh → over |  |
| over |  |  |  |  |  |  |  |
)");
}

TEST(Picture, PlantUmlShowsTheSame) {
  EXPECT_EQ(plantuml(data_of<call>), R"(@startuml
hide empty description
[*] --> ringing
ringing --> talking : answered [is_awake && !is_in_bed] / greet, listen
ringing : answered [is_in_bed || !is_awake] is ignored
ringing --> over : after(patience) / sigh
ringing --> over : hung_up / sigh
ringing --> over : exception / sigh
talking : entry / listen
talking : exit / sigh
talking : spoke / listen
talking : coughed is ignored
talking --> over : hung_up
talking --> over : exception / sigh
over --> [*]
@enduml
)");
}

TEST(Picture, DotDrawsBoxesAndDashesDeadlines) {
  EXPECT_EQ(dot(data_of<call>, "call"), R"(digraph "call" {
  rankdir=LR;
  node [shape=box, style=rounded];
  start [shape=point];
  start -> "ringing";
  "ringing" [label="ringing\lanswered [is_in_bed || !is_awake] is ignored"];
  "ringing" -> "talking" [label="answered [is_awake && !is_in_bed] / greet, listen"];
  "ringing" -> "over" [label="after(patience) / sigh", style=dashed];
  "ringing" -> "over" [label="hung_up / sigh"];
  "ringing" -> "over" [label="exception / sigh"];
  "talking" [label="talking\lentry / listen\lexit / sigh\lspoke / listen\lcoughed is ignored"];
  "talking" -> "over" [label="hung_up"];
  "talking" -> "over" [label="exception / sigh"];
  "over" [label="over", peripheries=2];
}
)");
}

TEST(Picture, ScxmlHasBordersDeadlinesAndRowsInTheOrderInWhichTheyAreTried) {
  EXPECT_EQ(scxml(data_of<call>, "call"), R"~(<?xml version="1.0" encoding="UTF-8"?>
<scxml xmlns="http://www.w3.org/2005/07/scxml" version="1.0" datamodel="ecmascript" name="call" initial="__start">
  <state id="__start">
    <transition target="ringing">
    </transition>
  </state>
  <state id="ringing">
    <onentry>
      <send event="after.r2" id="r2" delayexpr="patience(_event)"/>
    </onentry>
    <onexit>
      <cancel sendid="r2"/>
    </onexit>
    <transition event="answered" cond="is_awake(_event) &amp;&amp; !is_in_bed(_event)" target="talking">
      <script>greet(_event)</script>
      <script>listen(_event)</script>
    </transition>
    <transition event="answered" cond="is_in_bed(_event) || !is_awake(_event)"/>
    <transition event="hung_up" target="over">
      <script>sigh(_event)</script>
    </transition>
    <transition event="after.r2" target="over">
      <script>sigh(_event)</script>
    </transition>
    <transition event="error.execution" target="over">
      <script>sigh(_event)</script>
    </transition>
  </state>
  <state id="talking">
    <onentry>
      <script>listen(_event)</script>
    </onentry>
    <onexit>
      <script>sigh(_event)</script>
    </onexit>
    <transition event="hung_up" target="over"/>
    <transition event="spoke">
      <script>listen(_event)</script>
    </transition>
    <transition event="coughed"/>
    <transition event="error.execution" target="over">
      <script>sigh(_event)</script>
    </transition>
  </state>
  <final id="over">
  </final>
</scxml>
)~");
}

inline constexpr auto house = transition_table(
  *"shut"_s    + event<answered> = "open"_s,
   in(busy)    + event<spoke> = "shut"_s,
   in(busy)    + after(250ms) / sigh = "shut"_s,
   in(busy)    + on_entry [is_awake] / greet,
   in(busy)    + on_exit / sigh,
   "open"_s    + event<spoke> = "ringing"_s,
   "ringing"_s + event<hung_up> = "talking"_s,
   resting("shut"_s, "open"_s));

TEST(Picture, ScxmlCrossesTheBordersOfGroupsInTheTransition) {
  const std::string text = scxml(data_of<house>);
  const auto holds = [&](std::string_view part) { return text.find(part) != std::string::npos; };
  EXPECT_TRUE(holds(R"~(    <transition event="spoke" target="ringing">
      <send event="after.r2" id="r2" delay="250ms"/>
      <if cond="is_awake(_event)">
      <script>greet(_event)</script>
      </if>
    </transition>
)~")) << text;
  EXPECT_TRUE(holds(R"~(    <transition event="hung_up" target="talking"/>
)~")) << text;
  EXPECT_TRUE(holds(R"~(    <transition event="spoke" target="shut">
      <script>sigh(_event)</script>
      <cancel sendid="r2"/>
    </transition>
)~")) << text;
}

TEST(Picture, JsonHasTheRowsAsTheModelHasThem) {
  const std::string text = json(data_of<call>);
  const auto holds = [&](std::string_view part) { return text.find(part) != std::string::npos; };
  EXPECT_TRUE(text.starts_with("{\n  \"states\": [\"ringing\", \"talking\", \"over\"],\n  \"initial\": [\"ringing\"],\n  \"ends\": [\"over\"],\n  \"resting\": [\"talking\"],\n  \"composites\": [],\n")) << text;
  EXPECT_TRUE(holds(R"~({"source": "ringing", "states": ["ringing"], "event": "after(patience)", "kind": "deadline", "actions": ["sigh"], "target": "over", "after": "patience", "slot": 2})~")) << text;
  EXPECT_TRUE(holds(R"~({"source": "any", "states": ["ringing", "talking"], "event": "exception", "kind": "caught", "actions": ["sigh"], "target": "over"})~")) << text;
}

inline constexpr auto checking = transition_table(
  *"formal"_s + event<answered> = "done"_s,
   "formal"_s + event<hung_up> / greet,
   end("done"_s));
inline constexpr auto visit = transition_table(
  *state<checking> + on_entry / greet,
   state<checking> + event<spoke> = "paused"_s,
   "paused"_s      + event<answered> = deep_history(state<checking>),
   state<checking> / process<coughed> = "over"_s,
   end("over"_s), resting("paused"_s));
inline constexpr auto two_regions = transition_table(
  *"even"_s + event<spoke> = "odd"_s,
   "odd"_s  + event<spoke> = "even"_s,
  *"dark"_s + unexpected_event<> / sigh,
   resting("even"_s, "odd"_s, "dark"_s));

TEST(Picture, CompositesAreBoxesAndAHistoryIsTheirs) {
  EXPECT_EQ(mermaid(data_of<visit>), R"(stateDiagram-v2
  [*] --> checking_formal
  state checking {
    [*] --> checking_formal
    state "checking.formal" as checking_formal
    state "checking.done" as checking_done
  }
  checking --> paused : spoke
  note right of checking
    entry / greet
  end note
  paused --> checking : answered (H*)
  over --> [*]
  checking_formal --> checking_done : answered
  note right of checking_formal
    hung_up / greet
  end note
  checking_done --> over : completion / process(coughed)
)");
  const std::string text = scxml(data_of<visit>);
  const auto holds = [&](std::string_view part) { return text.find(part) != std::string::npos; };
  EXPECT_TRUE(holds(R"~(    <data id="left_in_1" expr="'checking_formal'"/>)~")) << text;
  EXPECT_TRUE(holds(R"~(    <transition event="answered" cond="left_in_1 == 'checking_done'" target="checking_done">)~")) << text;
  EXPECT_TRUE(holds(R"~(    <transition target="over">
      <raise event="coughed"/>)~")) << text;
  EXPECT_TRUE(dot(data_of<visit>).find("subgraph \"cluster_checking\"") != std::string::npos);
  EXPECT_TRUE(plantuml(data_of<visit>).find("paused --> checking[H*] : answered") != std::string::npos);
  EXPECT_TRUE(json(data_of<visit>).find(R"("composites": [{"name": "checking", "states": ["checking.formal", "checking.done"], "initial": "checking.formal"}])") != std::string::npos);
}

TEST(Picture, RegionsStandSideBySide) {
  const std::string text = scxml(data_of<two_regions>);
  EXPECT_TRUE(text.find("<parallel id=\"__regions\">") != std::string::npos) << text;
  EXPECT_TRUE(text.find("<state id=\"__region1\" initial=\"dark\">") != std::string::npos) << text;
  EXPECT_TRUE(mermaid(data_of<two_regions>).find("  [*] --> even\n  [*] --> dark\n") != std::string::npos);
}

TEST(Picture, WhatMeansSomethingToMermaidIsReplacedInLabels) {
  EXPECT_EQ(detail::harmless("received<a::b>; #1 {x}"), "received(a__b)_ _1 _x_");
}

}  // namespace interlock::test::pictures
