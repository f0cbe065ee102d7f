#include "runtime/observe/observers.hpp"

namespace interlock::observe {

void Observers::stepped(const port::StepRecord& step, const port::Subject& subject) {
  for (port::Observer* each : observers_) each->stepped(step, subject);
}

void Observers::noted(const port::Note& note) {
  for (port::Observer* each : observers_) each->noted(note);
}

}  // namespace interlock::observe
