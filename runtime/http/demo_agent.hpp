#pragma once
/// The built-in agent: it streams a scripted run, so that the gateway does its main job with nothing else installed.
#include "runtime/asio/alarm.hpp"
#include "runtime/port/event.hpp"
#include "runtime/port/scheduler.hpp"
#include "runtime/port/upstream.hpp"

#include <map>

namespace interlock::http {

/// Answers as port::Upstream says, one event each `pace`. Used on the loop's thread only; destroying it drops all runs.
class DemoAgent {
 public:
  DemoAgent(asio_parts::Loop& loop, port::Scheduler<port::Event>& scheduler, Duration pace)
      : loop_(loop), scheduler_(scheduler), pace_(pace) {}

  void dial(port::Address asker, std::uint32_t generation, const port::RunSpec& spec);
  void abort(port::Address asker);

 private:
  struct Run {
    std::uint32_t generation = 0;
    explicit Run(asio_parts::Loop& loop) : alarm(loop) {}
    std::vector<lifecycles::upstream_event> script;
    std::size_t position = 0;
    asio_parts::Alarm alarm;
  };
  void say_next(port::Address asker);

  asio_parts::Loop& loop_;
  port::Scheduler<port::Event>& scheduler_;
  Duration pace_;
  std::map<port::Address, Run> runs_;
};

}  // namespace interlock::http
