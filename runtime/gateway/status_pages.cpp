#include "runtime/gateway/status_pages.hpp"

#include "runtime/protocol/http_writer.hpp"

#include <ctime>

namespace interlock::gateway {

namespace {

/// Writes one JSON object, member by member.
class ObjectWriter {
 public:
  ObjectWriter& text(std::string_view name, std::string_view value) {
    key(name);
    protocol::append_json_string(out_, value);
    return *this;
  }
  ObjectWriter& raw(std::string_view name, std::string_view value) {
    key(name);
    out_ += value;
    return *this;
  }
  ObjectWriter& flag(std::string_view name, bool value) { return raw(name, value ? "true" : "false"); }
  [[nodiscard]] std::string done() const { return out_ + "}"; }

 private:
  void key(std::string_view name) {
    if (out_.size() > 1) out_ += ',';
    protocol::append_json_string(out_, name);
    out_ += ':';
  }
  std::string out_ = "{";
};

std::string rfc3339(std::int64_t unix_milliseconds) {
  const std::time_t seconds = static_cast<std::time_t>(unix_milliseconds / 1000);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[32];
  return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

bool degraded(const Status& status) {
  for (std::size_t i = 0; i < status.settings.services.size(); ++i)
    if (!status.facts.is_up(ServiceId(i))) return true;
  return !status.facts.monitor_up;
}

}  // namespace

std::string liveness_json(const Status& status) {
  ObjectWriter tasks;
  tasks.raw("monitor", ObjectWriter().text("supervisor", status.supervisor).text("task", status.task.empty() ? "none" : status.task).done());
  return ObjectWriter()
      .text("status", "alive")
      .text("startup", status.startup)
      .flag("degraded", status.facts.ready() && degraded(status))
      .raw("tasks", tasks.done())
      .raw("connections", std::to_string(status.facts.upgraded))
      .raw("waiting", std::to_string(status.facts.waiting))
      .raw("runs", std::to_string(status.facts.runs.size()))
      .text("node", status.settings.node)
      .text("timestamp", rfc3339(status.unix_milliseconds))
      .done();
}

std::string readiness_json(const Status& status) {
  ObjectWriter services;
  std::string missing = "[";
  std::string names;
  for (std::size_t i = 0; i < status.settings.services.size(); ++i) {
    const ServiceSettings& service = status.settings.services[i];
    services.text(service.name, status.facts.is_up(ServiceId(i)) ? "up" : "down");
  }
  for (const std::string& name : missing_services(status.settings, status.facts)) {
    if (missing.size() > 1) missing += ',';
    protocol::append_json_string(missing, name);
    names += (names.empty() ? "" : ", ") + name;
  }
  const bool ready = status.facts.ready();
  const bool failed = status.facts.readiness == Readiness::failed;
  return ObjectWriter()
      .text("status", ready ? "ready" : failed ? "error" : "not_ready")
      .flag("startup_complete", status.facts.startup_complete)
      .flag("websocket_ready", ready)
      .raw("services", services.done())
      .raw("missing_services", missing + "]")
      .text("message", ready ? (degraded(status) ? "Ready; something optional is missing." : "Ready.")
                       : status.facts.readiness == Readiness::draining ? "Draining."
                       : names.empty() ? "Not ready." : "Waiting for " + names + ".")
      .text("timestamp", rfc3339(status.unix_milliseconds))
      .done();
}

}  // namespace interlock::gateway
