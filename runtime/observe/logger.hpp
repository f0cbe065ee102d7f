#pragma once
/// What happens, as lines for a person or for a program.
#include "runtime/port/observer.hpp"

#include <iosfwd>
#include <memory>
#include <string>

namespace spdlog {
class logger;
}

namespace interlock::observe {

/// One line for each step and note, with the actor's kind and id.
///
///     2026-01-31T12:00:00.000+00:00 info connection 7 connection: closing + peer_lost = closed
///     {"time":"2026-01-31T12:00:00.000+00:00","level":"info","actor":"connection","id":7,"lifecycle":"connection",
///      "from":"closing","event":"peer_lost","to":"closed"}                                     (on one line)
///
/// Steps are `debug`, but `info` where a connection or a run comes to its end. Notes have their own level. Whatever stands
/// in a note stays on its line: control characters are replaced. Used from one thread. For what is below the level nothing is
/// allocated or formatted. A line that cannot be written is lost; nothing is thrown into the core.
class Logger final : public port::Observer {
 public:
  struct Options {
    port::Note::Level level = port::Note::Level::info;
    bool json = false;
    std::ostream* out = nullptr;  ///< Outlives the logger; null is the standard error stream.
  };
  explicit Logger(Options options);
  ~Logger();

  void stepped(const port::StepRecord& step, const port::Subject& subject) override;
  void noted(const port::Note& note) override;

 private:
  void write(port::Note::Level level);

  std::unique_ptr<spdlog::logger> lines_;
  port::Note::Level level_;
  bool json_;
  std::string line_;  ///< Of the call under way; kept for its memory.
};

}  // namespace interlock::observe
