#include "runtime/process/serve.hpp"

#include "runtime/asio/tcp_transport.hpp"
#include "runtime/gateway/driver.hpp"
#include "runtime/gateway/edge.hpp"
#include "runtime/gateway/status_pages.hpp"
#include "runtime/http/agents.hpp"
#include "runtime/jwt/sign.hpp"
#include "runtime/observe/logger.hpp"
#include "runtime/observe/metrics.hpp"
#include "runtime/observe/observers.hpp"
#include "runtime/process/core_settings.hpp"
#include "runtime/process/jwt_authenticator.hpp"
#include "runtime/process/system_world.hpp"

#include <csignal>
#include <iostream>
#include <stdexcept>

namespace interlock::process {

namespace {

using Core = gateway::Gateway<lifecycles::Real>;

port::Note::Level level_of(config::LogLevel level) {
  switch (level) {
    case config::LogLevel::trace:
    case config::LogLevel::debug: return port::Note::Level::debug;
    case config::LogLevel::info: return port::Note::Level::info;
    case config::LogLevel::warn: return port::Note::Level::warning;
    case config::LogLevel::error:
    case config::LogLevel::critical: return port::Note::Level::error;
  }
  return port::Note::Level::info;
}

/// The numbers that are read off the core when they are asked for.
class CoreMetrics final : public gateway::MetricsSource {
 public:
  CoreMetrics(observe::Metrics& metrics, const Core& core) : metrics_(metrics), core_(core) {}
  [[nodiscard]] std::string metrics_text() const override {
    metrics_.set_connections(core_.facts().upgraded);
    metrics_.set_runs(core_.facts().runs.size());
    metrics_.set_waiting(core_.facts().waiting);
    metrics_.set_ready(core_.facts().ready());
    return metrics_.text();
  }

 private:
  observe::Metrics& metrics_;
  const Core& core_;
};

/// The core's last word: the loop ends with the exit code.
class ProcessEnd final : public port::Process {
 public:
  explicit ProcessEnd(asio_parts::Loop& loop) : loop_(loop) {}
  void leave(bool failed) override {
    exit_code_ = failed ? 1 : 0;
    loop_.stop();
  }
  [[nodiscard]] int exit_code() const { return exit_code_; }

 private:
  asio_parts::Loop& loop_;
  int exit_code_ = 0;
};

void print_welcome(const config::Settings& settings, const jwt::Rules& rules, std::uint16_t port, std::int64_t unix_now) {
  const std::string place = (settings.listen.host.find(':') == std::string::npos ? settings.listen.host : "[" + settings.listen.host + "]") + ":" + std::to_string(port);
  std::cout << "listening on " << place << "\n";
  if (settings.profile == config::Profile::development) {
    jwt::Claims claims;
    claims.subject = "developer";
    claims.expires_at = unix_now + 24 * 3600;
    const std::string token = jwt::sign(claims, rules, {unix_now, std::nullopt});
    std::cout << "development token, for user `developer`, good for a day:\n" << token << "\n"
              << "talk to the demo agent (needs Debian's python3-websockets):\n"
              << "/usr/bin/python3 docs/examples/talk.py ws://" << place << "/ws '" << token << "' 'Hello!'\n";
  }
  std::cout << std::flush;
}

}  // namespace

int serve(const config::Settings& settings) {
  asio_parts::Loop loop;
  Scheduler scheduler(loop);
  SystemClock clock;
  SystemEntropy entropy;

  observe::Logger logger({level_of(settings.log_level), settings.log_json, nullptr});
  observe::Metrics metrics;
  observe::Observers observers({&logger, &metrics});

  Composition composition = compose(settings);
  const jwt::Rules rules{settings.auth_secret, settings.auth_issuer, settings.auth_audience,
                         std::chrono::duration_cast<std::chrono::seconds>(settings.auth_leeway)};
  const JwtAuthenticator authenticator(rules);
  LogService log({.path = settings.data_directory / "interlock.db", .window = settings.commit_interval, .max_rows = settings.commit_rows}, scheduler);
  http::Agents::Options agents;
  agents.demo_pace = settings.demo_pace;
  for (const auto& [name, agent] : settings.agents) agents.agents.push_back({name, agent.url.text, agent.cancel_url ? agent.cancel_url->text : ""});
  auto upstream = http::Agents::make(loop, scheduler, agents);
  if (!upstream) throw std::invalid_argument(upstream.error());
  ServiceHost services(loop, scheduler, log, observers, std::move(composition.parts), settings.probe_deadline);
  ProcessEnd process(loop);

  Core core(std::move(composition.core));
  const CoreMetrics numbers(metrics, core);
  const gateway::StatusPages<lifecycles::Real> pages(core, clock, numbers);
  asio_parts::TcpTransport transport(loop, {.address = settings.listen.host, .port = settings.listen.port});
  gateway::Edge::Options edge_options{.echo = settings.echo, .frame_limit = settings.frame_limit.count, .queue_limit = settings.queue_limit.count, .allowed_origins = {}};
  for (const config::WebOrigin& origin : settings.allowed_origins) edge_options.allowed_origins.push_back(origin.text);
  gateway::Edge edge(transport, scheduler, pages, std::move(edge_options));
  gateway::Driver<lifecycles::Real> driver(core, {.scheduler = scheduler, .peers = edge, .store = log, .upstream = **upstream, .services = services,
                                                  .tasks = services, .process = process, .authenticator = authenticator, .clock = clock,
                                                  .entropy = entropy, .observer = observers});
  edge.announce_to(driver);
  scheduler.deliver_to(driver);
  transport.deliver_to(edge);
  driver.begin();

  bool asked = false;
  loop.on_signal({SIGTERM, SIGINT}, [&] {
    if (std::exchange(asked, true)) return process.leave(true);
    scheduler.post(port::world, gateway::startup_address, lifecycles::drain_requested{});
  });
  print_welcome(settings, rules, transport.local_port(), clock.unix_milliseconds() / 1000);
  loop.run();
  return process.exit_code();
}

}  // namespace interlock::process
