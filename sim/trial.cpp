#include "sim/trial.hpp"

#include "sim/coverage.hpp"
#include "sim/interpreted_runner.hpp"
#include "sim/known_steps.hpp"
#include "sim/word_list.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <exception>
#include <functional>
#include <memory>
#include <stdexcept>
#include <unordered_map>

namespace interlock::sim {

namespace {

using Kind = Verdict::Kind;

/// The bounded scenarios that are small enough to be searched for each mutant, and the states that they have.
struct SmallSpace {
  std::string_view scenario;
  std::uint64_t states, transitions;
};
constexpr SmallSpace small_spaces[] = {{"one-client", 1937, 7963}, {"early-connection", 1481, 6359}};

/// What is found by a few seeds is found soon.
constexpr std::uint64_t few_seeds = 8;
/// Scenarios that see a mutant's row only seldom are tried long: so many of them.
constexpr std::size_t most_tried_long = 2;

/// One scenario, tried for so many seeds at a time.
class Trial {
 public:
  Trial(const Scenario& scenario, std::unordered_map<std::string_view, std::size_t> const& places)
      : scenario_(with_every_event(scenario)), places_(places), seen_(places.size()), runner_(make_interpreted_runner(scenario_)) {}

  /// `looks_on`: when a step was made that is on no line, a property is still waited for, which says more.
  [[nodiscard]] Verdict run(std::uint64_t first, std::uint64_t last, bool looks_on = false) {
    Verdict verdict;
    for (std::uint64_t seed = first; seed <= last && (looks_on || !verdict.killed()); ++seed) {
      const Schedule<Move> schedule = runner_->watch(seed, tried_moves, [&](const Seen& seen) {
        const std::string words = words_of(seen);
        if (words.empty() || verdict.killed()) return;
        const auto known = places_.find(words);
        if (known == places_.end()) verdict = {Kind::did_unknown, words};
        else seen_[known->second] = true;
      });
      if (!schedule.broken.empty()) return {Kind::broke, schedule.broken};
    }
    return verdict;
  }
  [[nodiscard]] std::string_view scenario() const { return scenario_.name; }
  /// A line that was to be seen by now: by `tried_seeds`, or by `long_tried_seeds`.
  [[nodiscard]] Verdict missed(std::string_view KnownStep::*in) const {
    for (std::size_t i = 0; i < seen_.size(); ++i)
      if (!seen_[i] && lists(known_steps()[i].*in, scenario_.name)) return {Kind::did_not, scenario_.name + ": " + std::string(known_steps()[i].words)};
    return {};
  }

  std::size_t steps_of_mutant = 0;  ///< How many of its lines are of the mutant's row: for whoever sorts trials.

 private:
  Scenario scenario_;
  const std::unordered_map<std::string_view, std::size_t>& places_;
  std::vector<bool> seen_;
  std::unique_ptr<Runner> runner_;
};

/// How many of the lines of a scenario are of a state and an event of the mutant's row.
std::size_t steps_of(const Mutant& mutant, std::string_view scenario, std::string_view KnownStep::*in) {
  const statemachine::TableData& table = *find_table(mutant.lifecycle);
  const std::string event = " + " + std::string(table.rows[mutant.row].event);
  std::size_t count = 0;
  for (std::size_t state = 0; state < table.states.size(); ++state) {
    if (!statemachine::contains(table.live_in[mutant.row], state)) continue;
    const std::string begin = std::string(mutant.lifecycle) + ": " + std::string(table.states[state]) + event;
    count += static_cast<std::size_t>(std::ranges::count_if(known_steps(), [&](const KnownStep& step) { return step.words.starts_with(begin) && lists(step.*in, scenario); }));
  }
  return count;
}

using Trials = std::vector<std::unique_ptr<Trial>>;
/// Those that see the mutant's row most come first.
void sort_by_steps_of(const Mutant& mutant, std::string_view KnownStep::*in, Trials& trials) {
  for (const auto& trial : trials) trial->steps_of_mutant = steps_of(mutant, trial->scenario(), in);
  std::ranges::stable_sort(trials, std::greater{}, [](const auto& trial) { return trial->steps_of_mutant; });
}

/// What a child process says to its parent, and what became of it.
struct Child {
  std::size_t place = 0;
  pid_t process = -1;
  int from_it = -1;
};

Child begin(const Mutant& mutant, std::size_t place) {
  int ends[2];
  if (pipe(ends) != 0) throw std::runtime_error("no pipe for a child process");
  const pid_t process = fork();
  if (process < 0) throw std::runtime_error("no child process");
  if (process == 0) {
    close(ends[0]);
    const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    dup2(nowhere, STDERR_FILENO);  // An invariant that breaks says so at length.
    Verdict verdict;
    try {
      apply(mutant);
      verdict = try_tables(&mutant);
    } catch (const std::exception& error) {
      verdict = {Kind::stopped, error.what()};
    }
    const std::string said = static_cast<char>('0' + static_cast<int>(verdict.kind)) + verdict.what.substr(0, 4000);
    [[maybe_unused]] const auto written = write(ends[1], said.data(), said.size());
    _exit(0);
  }
  close(ends[1]);
  return {place, process, ends[0]};
}

Verdict end(const Child& child, int status) {
  std::string said(4096, '\0');
  const auto size = read(child.from_it, said.data(), said.size());
  close(child.from_it);
  if (!WIFEXITED(status) || size < 1) return {Kind::stopped, "an invariant was broken"};
  said.resize(static_cast<std::size_t>(size));
  return {static_cast<Kind>(said[0] - '0'), said.substr(1)};
}

}  // namespace

Verdict try_tables(const Mutant* mutant) {
  std::unordered_map<std::string_view, std::size_t> places;
  for (std::size_t i = 0; i < known_steps().size(); ++i) places.emplace(known_steps()[i].words, i);
  Trials trials;
  for (const Scenario& scenario : scenarios())
    if (!scenario.through_bytes) trials.push_back(std::make_unique<Trial>(scenario, places));
  if (mutant != nullptr) sort_by_steps_of(*mutant, &KnownStep::often_in, trials);
  Verdict first;
  for (const auto& trial : trials) {
    Verdict verdict = trial->run(1, few_seeds, true);
    if (verdict.kind == Kind::broke) return verdict;
    if (!first.killed()) first = std::move(verdict);
  }
  if (first.killed()) return first;
  for (const auto& trial : trials) {
    if (Verdict verdict = trial->run(few_seeds + 1, tried_seeds); verdict.killed()) return verdict;
    if (Verdict verdict = trial->missed(&KnownStep::often_in); verdict.killed()) return verdict;
  }
  for (const SmallSpace& space : small_spaces) {
    const auto found = make_interpreted_runner(*find_scenario(space.scenario))->exhaust({.states = 20'000}, {});
    if (!found.violation.broken.empty()) return {Kind::broke, found.violation.broken};
    if (found.states != space.states || found.transitions != space.transitions)
      return {Kind::other_space, std::string(space.scenario) + " has " + std::to_string(found.states) + " states and " + std::to_string(found.transitions) + " transitions"};
  }
  if (mutant == nullptr) return {};
  sort_by_steps_of(*mutant, &KnownStep::seldom_in, trials);
  for (std::size_t i = 0; i < std::min(most_tried_long, trials.size()) && trials[i]->steps_of_mutant > 0; ++i) {
    if (Verdict verdict = trials[i]->run(tried_seeds + 1, long_tried_seeds); verdict.killed()) return verdict;
    if (Verdict verdict = trials[i]->missed(&KnownStep::seldom_in); verdict.killed()) return verdict;
  }
  return {};
}

std::vector<Verdict> try_mutants(std::span<const Mutant> mutants, const TrialOptions& options) {
  std::vector<Verdict> verdicts(mutants.size());
  std::vector<Child> children;
  for (std::size_t next = 0; next < mutants.size() || !children.empty();) {
    if (next < mutants.size() && children.size() < options.processes) {
      children.push_back(begin(mutants[next], next));
      ++next;
      continue;
    }
    int status = 0;
    const pid_t ended = wait(&status);
    const auto child = std::ranges::find(children, ended, &Child::process);
    if (child == children.end()) continue;
    verdicts[child->place] = end(*child, status);
    if (options.judged) options.judged(mutants[child->place], verdicts[child->place]);
    children.erase(child);
  }
  return verdicts;
}

}  // namespace interlock::sim
