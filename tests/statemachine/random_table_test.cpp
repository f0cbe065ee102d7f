// Compiled dispatch against the interpreter, on tables that nobody wrote: each is drawn at compile time from a seed, and RapidCheck draws
// the events and what the guards say.
#include "tests/statemachine/engines.hpp"

#include <rapidcheck.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace interlock::test::random_tables {

using namespace statemachine;
using namespace std::chrono_literals;

template <int Kind>
struct happened { int number = 0; };

struct Recorder {
  std::vector<std::string> journal;
  unsigned answers = 0;  ///< Of the guards, a bit each.
  int budget = 0;        ///< How often an event may lead to another.
  void arm(std::uint16_t slot, std::chrono::milliseconds after) { journal.push_back("arm " + std::to_string(slot) + " " + std::to_string(after.count())); }
  void cancel(std::uint16_t slot) { journal.push_back("cancel " + std::to_string(slot)); }
  void stepped(const Step& step) { journal.push_back("row " + std::to_string(step.row) + " to " + std::to_string(step.to)); }
};

template <int Number>
inline constexpr guard says_yes{[](const Recorder& context) { return (context.answers >> Number & 1U) != 0; }};
inline constexpr guard may_follow{[](const Recorder& context) { return context.budget > 0; }};
template <int Number>
inline constexpr action note{[](Recorder& context) { context.journal.push_back("note " + std::to_string(Number)); }};
template <int Number>
inline constexpr action note_event{[](Recorder& context, const auto& event) { context.journal.push_back("event " + std::to_string(event.number + Number)); }};
inline constexpr action spend{[](Recorder& context) { --context.budget; }};
inline constexpr action break_down{[](Recorder& context) { if ((context.answers & 1U) != 0) throw std::runtime_error("broken"); }};
template <int Number>
inline constexpr duration pause{[](const Recorder&) { return 10ms * Number; }};

constexpr std::size_t states = 6;
template <std::size_t Number>
using named = detail::state<fixed<3>{std::string_view{"s0s1s2s3s4s5"}.substr(2 * Number, 2)}>;
inline constexpr auto low = group(named<0>{}, named<1>{}, named<2>{});
inline constexpr auto odd = group(named<1>{}, named<3>{}, named<5>{});

/// What is drawn for one row.
struct Draws {
  std::uint64_t seed;
  std::uint64_t row;
  constexpr unsigned operator()(unsigned place, unsigned below) const {
    std::uint64_t x = seed * 0x9e3779b97f4a7c15U + (row * 8 + place) * 0xbf58476d1ce4e5b9U + 1;
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9U;
    x = (x ^ x >> 27) * 0x94d049bb133111ebU;
    return static_cast<unsigned>(x >> 33) % below;
  }
};

template <unsigned Seed, unsigned Row>
constexpr auto row_of() {
  constexpr Draws draw{Seed, Row};
  constexpr unsigned kind = draw(0, 16);
  constexpr int number = static_cast<int>(draw(1, 4));
  constexpr named<draw(2, states)> target;
  constexpr auto source = [] {
    constexpr Draws draw_source{Seed, Row};
    if constexpr (Row < states) return named<Row>{};  // Each state has a row.
    else if constexpr (draw_source(3, 8) == 0) return any;
    else if constexpr (draw_source(3, 8) == 1) return in(low);
    else if constexpr (draw_source(3, 8) == 2) return in(odd);
    else return named<draw_source(4, states)>{};
  }();
  using When = happened<static_cast<int>(draw(5, 4))>;
  if constexpr (Row == 0) return *source + event<When> / note<number> = target;
  else if constexpr (kind == 0) return source + event<When> = target;
  else if constexpr (kind == 1) return source + event<When> [says_yes<number>] / note_event<number> = target;
  else if constexpr (kind == 2) return source + event<When> [!says_yes<number>] / (note<number>, note_event<number>);
  else if constexpr (kind == 3) return source + event<When> = ignore;
  else if constexpr (kind == 4) return source + event<When> [says_yes<number>] / defer;
  else if constexpr (kind == 5) return source + event<When> [may_follow && says_yes<number>] / (spend, process<happened<number>>) = target;
  else if constexpr (kind == 6) return source + after(pause<number + 1>) / note<number> = target;
  else if constexpr (kind == 7) return source + after(pause<number + 1>) [says_yes<number>] / note<number>;
  else if constexpr (kind == 8 && source.scope != Scope::any) return source + on_entry / note<number + 10>;
  else if constexpr (kind == 9 && source.scope != Scope::any) return source + on_exit [says_yes<number>] / note<number + 20>;
  else if constexpr (kind == 10 && source.scope == Scope::state) return (source[may_follow && says_yes<number>] / spend) = target;
  else if constexpr (kind == 11) return source + exception / note<number + 30> = target;
  else if constexpr (kind == 12) return source + event<When> / (note<number>, break_down) = target;
  else if constexpr (kind == 13) return source + unexpected_event<When> / note<number + 40>;
  else if constexpr (kind == 14) return source + unexpected_event<> [says_yes<number>] / note<number + 50>;
  else return source + event<When> [says_yes<number> || !says_yes<(number + 1) % 4>] / note_event<number> = target;
}
template <unsigned Seed>
inline constexpr auto table = []<std::size_t... Rows>(std::index_sequence<Rows...>) {
  // Each event and an exception row occur in every table.
  return transition_table(row_of<Seed, Rows>()..., any + event<happened<0>> / note<60>, any + event<happened<1>> / note<61>, any + event<happened<2>> / note<62>,
                          any + event<happened<3>> / note<63>, any + exception / note<64>);
}(std::make_index_sequence<24>{});

struct Pulse {
  int kind;         ///< Below 4 an event; from there a deadline.
  unsigned answers;
};

template <unsigned Seed>
void agree_on(const std::vector<Pulse>& pulses) {
  machine<table<Seed>> compiled;
  Interpreted<table<Seed>> interpreted;
  Recorder one;
  Recorder other;
  compiled.start(one);
  interpreted.start(other);
  int number = 0;
  for (const Pulse& pulse : pulses) {
    one.answers = other.answers = pulse.answers;
    one.budget = other.budget = 5;
    const auto process = [&](auto& machine, Recorder& context) {
      switch (pulse.kind) {
        case 0: return machine.process(happened<0>{number}, context);
        case 1: return machine.process(happened<1>{number}, context);
        case 2: return machine.process(happened<2>{number}, context);
        case 3: return machine.process(happened<3>{number}, context);
        default: return machine.process(deadline_passed{static_cast<std::uint16_t>(pulse.kind - 4)}, context);
      }
    };
    const Step step = process(compiled, one);
    RC_ASSERT(step == process(interpreted, other));
    RC_ASSERT(one.journal == other.journal);
    RC_ASSERT(compiled.hash() == interpreted.hash());
    ++number;
  }
}

template <unsigned... Seeds>
void all_agree(std::integer_sequence<unsigned, Seeds...>) {
  EXPECT_TRUE(rc::check("compiled and interpreted machines do the same", [] {
    std::vector<Pulse> pulses;
    for (auto count = *rc::gen::inRange(1, 60); count > 0; --count) pulses.push_back({*rc::gen::inRange(0, 4 + 29), *rc::gen::inRange(0U, 16U)});
    (agree_on<Seeds>(pulses), ...);
  }));
}

TEST(RandomTables, RunAlikeCompiledAndInterpreted) { all_agree(std::make_integer_sequence<unsigned, 12>{}); }

}  // namespace interlock::test::random_tables
