#include "runtime/observe/metrics.hpp"

#include "runtime/observe/level_names.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <array>
#include <vector>

namespace interlock::observe {

namespace {

constexpr std::size_t actor_kinds = static_cast<std::size_t>(port::ActorKind::run) + 1;

struct CountedStep {
  std::string lifecycle, from, event, to;
  prometheus::Counter* counter;

  bool is_of(const port::StepRecord& step) const {
    return from == step.from && event == step.event && to == step.to && lifecycle == step.lifecycle;
  }
};

struct CountedNote {
  std::string what;
  port::Note::Level level;
  prometheus::Counter* counter;
};

/// The steps of one kind of actor, by row. A row of a group of states, or no row, has a few; the rest have one.
using Rows = std::vector<std::vector<CountedStep>>;

}  // namespace

struct Metrics::Parts {
  prometheus::Registry registry;
  prometheus::Family<prometheus::Counter>& transitions =
      prometheus::BuildCounter().Name("interlock_transitions_total").Help("Steps of lifecycles.").Register(registry);
  prometheus::Family<prometheus::Counter>& notes =
      prometheus::BuildCounter().Name("interlock_notes_total").Help("Notes for the operator.").Register(registry);
  prometheus::Gauge& connections = gauge("interlock_connections", "Connections that are open.");
  prometheus::Gauge& runs = gauge("interlock_runs", "Runs under way.");
  prometheus::Gauge& waiting = gauge("interlock_waiting", "Connections that wait for the process to be ready.");
  prometheus::Gauge& ready = gauge("interlock_ready", "1 where every required service is up, else 0.");

  std::array<Rows, actor_kinds> rows;
  std::array<std::vector<CountedStep>, actor_kinds> steps_without_row;
  std::vector<CountedNote> counted_notes;

  prometheus::Gauge& gauge(const char* name, const char* help) {
    return prometheus::BuildGauge().Name(name).Help(help).Register(registry).Add({});
  }

  std::vector<CountedStep>& steps_like(const port::StepRecord& step) {
    const auto kind = static_cast<std::size_t>(step.actor.kind);
    if (step.row == port::StepRecord::no_row) return steps_without_row[kind];
    if (rows[kind].size() <= step.row) rows[kind].resize(step.row + std::size_t{1});
    return rows[kind][step.row];
  }

  prometheus::Counter& counter(const port::StepRecord& step) {
    auto& steps = steps_like(step);
    for (const CountedStep& each : steps) {
      if (each.is_of(step)) return *each.counter;
    }
    CountedStep added{.lifecycle = std::string(step.lifecycle), .from = std::string(step.from),
                      .event = std::string(step.event), .to = std::string(step.to), .counter = nullptr};
    added.counter = &transitions.Add({{"lifecycle", added.lifecycle}, {"from", added.from}, {"event", added.event}, {"to", added.to}});
    return *steps.emplace_back(std::move(added)).counter;
  }

  prometheus::Counter& counter(std::string_view what, port::Note::Level level) {
    for (const CountedNote& each : counted_notes) {
      if (each.what == what && each.level == level) return *each.counter;
    }
    if (counted_notes.size() >= note_limit && what != "other") return counter("other", level);
    CountedNote added{.what = std::string(what), .level = level, .counter = nullptr};
    added.counter = &notes.Add({{"what", added.what}, {"level", std::string(name(level))}});
    return *counted_notes.emplace_back(std::move(added)).counter;
  }
};

Metrics::Metrics() : parts_(std::make_unique<Parts>()) {}
Metrics::~Metrics() = default;

void Metrics::stepped(const port::StepRecord& step, const port::Subject&) { parts_->counter(step).Increment(); }
void Metrics::noted(const port::Note& note) { parts_->counter(note.what, note.level).Increment(); }

void Metrics::set_connections(std::size_t open) { parts_->connections.Set(static_cast<double>(open)); }
void Metrics::set_runs(std::size_t under_way) { parts_->runs.Set(static_cast<double>(under_way)); }
void Metrics::set_waiting(std::size_t connections) { parts_->waiting.Set(static_cast<double>(connections)); }
void Metrics::set_ready(bool ready) { parts_->ready.Set(ready ? 1 : 0); }

std::string Metrics::text() const { return prometheus::TextSerializer().Serialize(parts_->registry.Collect()); }

}  // namespace interlock::observe
