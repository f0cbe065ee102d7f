#pragma once
/// What happens, as numbers that Prometheus reads.
#include "runtime/port/observer.hpp"

#include <memory>
#include <string>

namespace interlock::observe {

/// `interlock_transitions_total{lifecycle,from,event,to}`, `interlock_notes_total{what,level}`, the gauges `interlock_connections`,
/// `interlock_runs`, `interlock_waiting`, and `interlock_ready`, 1 or 0. No label has a value that a client chose.
///
/// Used from one thread. A step's counter is found by the actor's kind and the row's index; strings are only compared, to tell
/// the states apart that share a row.
class Metrics final : public port::Observer {
 public:
  /// Notes with more different `what`s than these are counted as `other`.
  static constexpr std::size_t note_limit = 256;

  Metrics();
  ~Metrics();

  void stepped(const port::StepRecord& step, const port::Subject& subject) override;
  void noted(const port::Note& note) override;

  void set_connections(std::size_t open);
  void set_runs(std::size_t under_way);
  void set_waiting(std::size_t connections);  ///< In the waiting room.
  void set_ready(bool ready);

  /// The exposition format, version 0.0.4.
  [[nodiscard]] std::string text() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace interlock::observe
