// The policies by which seeds become orders of events: each finds what is planted, and what it is known to be good at.
#include "sim/runner.hpp"
#include "sim/schedules.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <set>

namespace {
using namespace interlock::sim;

/// One line makes many steps, another a single one, and it must not come right after the `bad` one of the first: a bug of depth 2, because
/// two events decide it, and a random walk seldom waits that long.
struct LateStranger {
  enum Move : std::uint8_t { step, stranger };
  static constexpr std::uint32_t bad = 14;
  static constexpr std::uint32_t last = 20;
  std::uint32_t made = 0;
  bool came = false;

  friend Move line_of(Move move) { return move; }
  friend Move receiver_of(Move move) { return move; }
  [[nodiscard]] std::vector<Move> enabled() const {
    std::vector<Move> moves;
    if (made < last) moves.push_back(step);
    if (!came) moves.push_back(stranger);
    return moves;
  }
  [[nodiscard]] std::string take(Move move) {
    if (move == step) ++made;
    else came = true;
    return move == stranger && made == bad ? "the stranger came at the worst moment" : "";
  }
  [[nodiscard]] Fingerprint fingerprint() const {
    Mixer mixer;
    mixer.word(made << 1U | static_cast<std::uint32_t>(came));
    return mixer.result();
  }
};

/// How many of so many seeds find it.
template <class Picker>
int finds_in(int seeds, auto... arguments) {
  int finds = 0;
  for (int seed = 1; seed <= seeds; ++seed) {
    Picker picker(static_cast<std::uint64_t>(seed), arguments...);
    finds += !run_by_picker(LateStranger{}, picker, 100).schedule.broken.empty();
  }
  return finds;
}

struct Incident {
  const char* scenario;
  const char* broken;  ///< What else is broken on the way does not count; where it is empty, all counts.
};
constexpr Incident incidents[] = {
    {"early-connection", "a connection is served although the process is not ready"},
    {"cancelled-monitor", "the supervisor supervises a task that has ended: nobody restarts it"},
    {"missing-dependency", "a run waits for ever, in dialing"},
    {"half-built-manager", ""},
    {"unattached-run", "a run was begun, and who asked for it was told neither of it nor of its first event"},
};
constexpr ScheduleKind kinds[] = {ScheduleKind::uniform, ScheduleKind::swarm, ScheduleKind::pct2, ScheduleKind::pct3, ScheduleKind::pos, ScheduleKind::portfolio};

/// The first seed that finds what is planted, if one of so many does.
std::optional<std::uint64_t> first_seed(const Incident& incident, ScheduleKind kind, std::uint64_t seeds) {
  const auto runner = make_runner(*find_scenario(incident.scenario), true);
  for (std::uint64_t seed = 1; seed <= seeds; ++seed)
    if (const auto run = runner->seeded(seed, 2000, kind); !run.schedule.broken.empty() && run.schedule.broken.starts_with(incident.broken)) return seed;
  return std::nullopt;
}
}  // namespace

TEST(Schedules, OfPrioritiesFindABugOfDepthTwoThatARandomWalkDoesNot) {
  EXPECT_EQ(finds_in<UniformPicker<LateStranger::Move>>(400), 0);
  EXPECT_GE(finds_in<PriorityPicker<LateStranger::Move>>(400, 2U), 4);
  EXPECT_GE(finds_in<PriorityPicker<LateStranger::Move>>(400, 3U), 4);
  EXPECT_GE(finds_in<PartialOrderPicker<LateStranger::Move>>(400), 1);
}

TEST(Schedules, FollowTheHighestPriorityToItsEndWhereNothingChanges) {
  PriorityPicker<LateStranger::Move> picker(1, 1);
  const auto moves = run_by_picker(LateStranger{}, picker, 100).schedule.moves;
  EXPECT_TRUE(moves.front() == LateStranger::stranger || moves.back() == LateStranger::stranger);
}

TEST(Schedules, OfAPortfolioAreAllPoliciesInFiveSeeds) {
  std::set<ScheduleKind> seen;
  for (std::uint64_t seed = 7; seed < 12; ++seed) seen.insert(kind_under(ScheduleKind::portfolio, seed));
  EXPECT_EQ(seen.size(), 5U);
  EXPECT_EQ(kind_under(ScheduleKind::pos, 3), ScheduleKind::pos);
}

TEST(Schedules, HaveNamesThatLeadBackToThem) {
  for (const ScheduleKind kind : kinds) EXPECT_EQ(schedule_named(name_of(kind)), kind);
  EXPECT_FALSE(schedule_named("lottery"));
}

TEST(Schedules, GiveTheSameRunForTheSameSeedAndAnotherForAnother) {
  const auto runner = make_runner(*find_scenario("conversation"), false);
  for (const ScheduleKind kind : kinds) {
    EXPECT_EQ(runner->seeded(3, 300, kind).trace, runner->seeded(3, 300, kind).trace) << name_of(kind);
    EXPECT_NE(runner->seeded(3, 300, kind).trace, runner->seeded(8, 300, kind).trace) << name_of(kind);
  }
}

// The two that favour nothing, not even what gets a run anywhere, need some 17,000 and 8,000 seeds for the run that nobody hears of.
TEST(Schedules, EachFindEachIncident) {
  for (const Incident& incident : incidents)
    for (const ScheduleKind kind : kinds) {
      const bool favours_nothing = kind == ScheduleKind::uniform || kind == ScheduleKind::pos;
      EXPECT_TRUE(first_seed(incident, kind, favours_nothing ? 20'000 : 200)) << incident.scenario << " by " << name_of(kind);
    }
}
