#pragma once
/// The real services: the log, the keys, the agents, and what the operator names. And the body of the one supervised task.
#include "runtime/http/http_probe.hpp"
#include "runtime/process/log_service.hpp"
#include "runtime/port/observer.hpp"
#include "runtime/port/services.hpp"

#include <map>
#include <variant>

namespace interlock::process {

/// The log's own file.
struct LogPart {};
/// Part of this process: there as soon as it is asked for.
struct BuiltInPart {};
/// Named by the operator: up while a GET of its URL answers 2xx.
struct NamedPart { http::Url url; };
using Part = std::variant<LogPart, BuiltInPart, NamedPart>;

class ServiceHost final : public port::Services, public port::TaskHost {
 public:
  /// `parts` in the order of gateway::Settings::services.
  ServiceHost(asio_parts::Loop& loop, Scheduler& scheduler, LogService& log, port::Observer& observer, std::vector<Part> parts, Duration probe_timeout)
      : scheduler_(scheduler), log_(log), observer_(observer), parts_(std::move(parts)), probe_(loop, probe_timeout) {}

  void open(ServiceId service) override;
  void close(ServiceId service) override;
  void probe(ServiceId service, port::Address asker) override;

  // The monitor's work is the rounds that its table arms: its body is there as soon as it is asked for.
  void start(port::Address task, std::uint32_t generation) override;
  void cancel(port::Address task) override;

 private:
  void tell(ServiceId service, port::Event event);

  Scheduler& scheduler_;
  LogService& log_;
  port::Observer& observer_;
  std::vector<Part> parts_;
  http::HttpProbe probe_;
  std::map<port::Address, std::uint32_t> bodies_;  ///< The generations of those that run.
};

}  // namespace interlock::process
