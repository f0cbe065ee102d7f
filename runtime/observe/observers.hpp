#pragma once
/// Several observers as one.
#include "runtime/port/observer.hpp"

#include <initializer_list>
#include <vector>

namespace interlock::observe {

/// Tells each observer everything, in the order in which they were given. Owns none of them; they outlive it.
class Observers final : public port::Observer {
 public:
  Observers(std::initializer_list<port::Observer*> observers) : observers_(observers) {}
  void add(port::Observer& observer) { observers_.push_back(&observer); }

  void stepped(const port::StepRecord& step, const port::Subject& subject) override;
  void noted(const port::Note& note) override;

 private:
  std::vector<port::Observer*> observers_;
};

}  // namespace interlock::observe
