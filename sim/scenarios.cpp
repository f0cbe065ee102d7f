// The scenarios, as one table.
#include "sim/scenario.hpp"

#include <algorithm>

namespace interlock::sim {

std::string_view name_of(Act act) {
  static constexpr std::string_view names[] = {
      "connects", "asks for the upgrade, with its token", "asks for the upgrade, its token to come with the hello",
      "asks for the upgrade, preferring HTTP errors", "asks for the upgrade with a bad token", "asks for the upgrade with a token that ends soon",
      "asks for the upgrade, its token in a cookie", "asks for the upgrade, its token in a subprotocol", "asks for the upgrade with two credentials, one in a header",
      "asks for the upgrade with two credentials, none in a header", "asks for the upgrade with a cookie, from a page of somebody else",
      "says hello", "says hello with a token", "says hello without a token", "says hello and attaches",
      "resumes its session", "resumes the session of the first client", "attaches", "attaches to another thread", "starts a run", "starts a run on another thread", "cancels its run", "detaches", "sends a close frame", "is gone",
      "sends no more", "says what means nothing", "breaks the protocol", "falls behind with reading", "reads on", "answers the close", "answers the ping",
      "says hello again", "attaches again", "attaches after what is no cursor", "attaches after an event that there is not", "attaches to a thread of somebody else", "starts a run with a key",
      "starts another run with the same key", "starts a run of an agent that nobody knows", "starts a run on a thread of somebody else",
      "detaches again", "cancels a run that nobody knows", "acknowledges what it was shown", "acknowledges what is no cursor", "refreshes its token",
      "refreshes with the token of another user", "refreshes with a bad token", "answers a ping that there was not", "asks for a page", "asks for a last page", "asks for the echo"};
  return names[static_cast<std::size_t>(act)];
}

namespace {
using namespace std::chrono_literals;
using enum Act;

constexpr Duration never = Duration::max();

/// All durations are multiples of one, so that deadlines meet and states with them; what the scenario is not about is off.
gateway::Settings settings(std::vector<gateway::ServiceSettings> services) {
  gateway::Settings s;
  s.services = std::move(services);
  s.agents = {{"demo", 60s, 60s, 60s}};
  s.startup_timeout = 60s;
  s.progress_interval = never;
  s.drain_grace = s.terminal_grace = s.stop_timeout = 30s;
  s.service_open_timeout = never;
  s.service_close_timeout = s.service_back_off = 30s;
  s.task_start_timeout = s.task_stable_time = never;
  s.task_cancel_timeout = 30s;
  s.probe_interval = s.probe_timeout = never;
  s.handshake_timeout = s.authentication_timeout = s.readiness_timeout = s.resume_timeout = s.close_timeout = 30s;
  s.ping_interval = s.ping_timeout = s.thread_linger = never;
  s.session_lifetime = 60s;
  s.place_timeout = s.lag_timeout = s.log_retry_delay = 30s;
  s.cancel_grace = 30s;
  return s;
}

Scenario cancellation_against_readiness() {
  Scenario s;
  s.name = "cancellation-against-readiness";
  s.description = "one client against two required services that come up, fail, are lost and come back; it closes, is silent or leaves";
  s.bounded = true;
  s.heard_at_once = true;
  s.settings = settings({{"log", true, {}}, {"agents", true, {}}});
  s.clients = {{.program = {connect, upgrade, hello}, .after_loss = {}, .may_close = true, .may_leave = true}};
  s.budget.service_failures = {1, 1};
  s.budget.service_losses = {1, 1};
  s.budget.drains = 1;
  return s;
}

Scenario one_client() {
  Scenario s;
  s.name = "one-client";
  s.description = "one client, one service: every order of a connection's whole life, and a drain";
  s.bounded = true;
  s.heard_at_once = true;
  s.deadlines_may_overtake = true;
  s.settings = settings({{"log", true, {}}});
  s.clients = {{.program = {connect, upgrade_bare, hello}, .after_loss = {}, .may_close = true, .may_leave = true}};
  s.budget.drains = 1;
  return s;
}

Scenario early_connection() {
  Scenario s = one_client();
  s.name = "early-connection";
  s.description = "a client comes before the process is ready, and is served only once it is";
  s.incident = s.name;
  s.planted = Planted::early_connection;
  s.budget.service_losses = {1};
  s.budget.drains = 0;
  return s;
}

Scenario cancelled_monitor() {
  Scenario s;
  s.name = "cancelled-monitor";
  s.description = "the health monitor is cancelled by the platform, returns, throws, and must come back; or the process drains";
  s.incident = s.name;
  s.planted = Planted::cancelled_monitor;
  s.bounded = true;
  s.monitor_runs = true;
  s.heard_at_once = true;
  s.settings = settings({{"log", true, {}}});
  s.settings.restart = {30s, 30s, 30s, 30s, 60s};
  s.budget.task_cancels = 1;
  s.budget.task_returns = 1;
  s.budget.task_throws = 1;
  s.budget.drains = 1;
  return s;
}

Scenario unattached_run() {
  Scenario s;
  s.name = "unattached-run";
  s.description = "one client is on a thread; another comes and starts a run there, whose first event it must see";
  s.incident = s.name;
  s.planted = Planted::unattached_run;
  s.settings = settings({{"log", true, {}}});
  s.bounded = true;
  s.heard_at_once = true;
  s.clients = {{.program = {connect, upgrade, hello_and_attach}}, {.program = {connect, upgrade, hello, start}, .comes_later = true, .may_leave = true}};
  return s;
}

Scenario missing_dependency() {
  Scenario s;
  s.name = "missing-dependency";
  s.description = "a client starts a run of an agent that may never answer: the run ends all the same";
  s.incident = s.name;
  s.planted = Planted::missing_dependency;
  s.settings = settings({{"log", true, {}}});
  s.bounded = true;
  s.heard_at_once = true;
  s.clients = {{.program = {connect, upgrade, hello_and_attach, start}}};
  s.agent_script = {EventType::agent_message};
  return s;
}

Scenario half_built_manager() {
  Scenario s;
  s.name = "half-built-manager";
  s.description = "services are opened, one after the other, while a client waits: none counts as up before it is open";
  s.incident = s.name;
  s.planted = Planted::half_built_manager;
  s.settings = settings({{"log", true, {}}, {"agents", true, {ServiceId{0}}}});
  s.bounded = true;
  s.heard_at_once = true;
  s.clients = {{.program = {connect, upgrade, hello}, .may_leave = true}};
  s.budget.service_failures = {1, 1};
  s.budget.service_losses = {0, 0};
  return s;
}

Scenario conversation() {
  Scenario s;
  s.name = "conversation";
  s.description = "hello, start, events, cancel, a drop and a resume, while services, the store and the agent fail, the process crashes or drains";
  s.deadlines_may_overtake = true;
  s.monitor_runs = true;
  s.settings = settings({{"log", true, {}}, {"agents", true, {ServiceId{0}}}});
  s.settings.service_open_timeout = 30s;
  s.settings.task_start_timeout = 30s;
  s.settings.probe_timeout = 30s;
  s.settings.probe_interval = 60s;
  s.settings.ping_interval = 60s;
  s.settings.ping_timeout = 30s;
  s.settings.thread_linger = 30s;
  s.clients = {{.program = {connect, upgrade, hello_and_attach, start, cancel, start}, .after_loss = {connect, upgrade, resume, start, detach, attach}, .may_close = true, .may_leave = true},
               {.program = {connect, upgrade_bare, hello, start, attach}, .after_loss = {connect, upgrade_bare, resume, cancel}, .may_close = true, .may_leave = true, .may_misbehave = true},
               {.user = "bob", .program = {connect, upgrade_politely, hello, start}, .after_loss = {connect, upgrade_badly, hello}, .may_leave = true}};
  s.budget = {{2, 2}, {1, 1}, 0, 1, 1, 1, 1, 3, 2, 1, 1};
  s.agent_script = {EventType::agent_thinking, EventType::agent_message};
  return s;
}

Scenario odd_clients() {
  Scenario s = conversation();
  s.name = "odd-clients";
  s.description = "the conversation with clients that also say what they need not say, as often as they like, at any time";
  for (ClientScript& client : s.clients) client.odd = true;
  s.settings.agents.front().total_timeout = 90s;
  return s;
}

Scenario slow_readers() {
  Scenario s = conversation();
  s.name = "slow-readers";
  s.description = "three clients on one thread, who fall behind with reading, while reads fail";
  s.keeps_moot_events = true;
  s.settings.replay_rows = 1;
  s.settings.lag_timeout = 1s;
  s.clients = {{.program = {connect, upgrade, hello_and_attach, start, detach, attach, start, cancel, cancel}, .after_loss = {connect, upgrade, resume, start}, .may_leave = true, .may_be_slow = true},
               {.program = {connect, upgrade, hello_and_attach, detach, attach, start, detach}, .after_loss = {connect, upgrade, resume, cancel}, .may_leave = true, .may_be_slow = true},
               {.program = {connect, upgrade_bare, hello, attach, detach, attach}, .may_close = true, .may_be_slow = true}};
  s.kept_rows = 1;
  s.budget.store_failures = 9;
  s.budget.crashes = 3;
  return s;
}

Scenario credentials() {
  Scenario s;
  s.name = "credentials";
  s.description = "every way of bringing a token, or two, or none, while the keys and a waiting room for one come and go";
  s.deadlines_may_overtake = true;
  s.keeps_moot_events = true;
  s.settings = settings({{"log", true, {}}, {"keys", true, {}}});
  s.settings.keys = ServiceId{1};
  s.settings.waiting_room = 1;
  s.clients = {{.program = {connect, upgrade_by_cookie, hello_with_token, attach}, .may_leave = true},
               {.program = {connect, upgrade_by_cookie, hello, attach}, .may_leave = true},
               {.program = {connect, upgrade, hello, start}, .may_leave = true},
               {.program = {connect, upgrade, hello_with_token}},
               {.program = {connect, upgrade_by_subprotocol, hello_with_token}},
               {.program = {connect, upgrade_bare, hello_without_token}},
               {.program = {connect, upgrade_bare, hello, attach}},
               {.program = {connect, upgrade_with_two}},
               {.program = {connect, upgrade_with_two_others}},
               {.program = {connect, upgrade_from_elsewhere}},
               {.program = {connect, upgrade_briefly, hello, attach}}};
  s.budget.service_losses = {2, 2};
  s.budget.service_failures = {1, 1};
  s.budget.drains = 1;
  return s;
}

Scenario one_session() {
  Scenario s = conversation();
  s.name = "one-session";
  s.description = "two connections of one session, and somebody else who would like to have it";
  s.keeps_moot_events = true;
  s.settings.resume_timeout = 1s;
  s.budget.service_losses = {3, 3};
  s.budget.service_failures = {};
  s.clients = {{.program = {connect, upgrade, hello_and_attach, start, detach, attach}, .after_loss = {connect, upgrade, resume, cancel, detach}, .may_close = true, .may_leave = true},
               {.program = {connect, upgrade, resume_the_first, attach, start, detach}, .after_loss = {connect, upgrade_bare, resume_the_first}, .may_leave = true},
               {.user = "bob", .program = {connect, upgrade, resume_the_first, attach}, .after_loss = {connect, upgrade, resume_the_first}, .may_leave = true}};
  return s;
}

Scenario tight_limits() {
  Scenario s = odd_clients();
  s.name = "tight-limits";
  s.description = "room for one of everything, a log that forgets, tokens that end, services that fail for good, two drains";
  s.keeps_moot_events = true;
  s.settings.services.push_back({"optional", false, {}});
  s.settings.waiting_room = s.settings.attachments = s.settings.held_runs = s.settings.places = s.settings.queued_events = s.settings.replay_rows = 1;
  s.settings.held_messages = 1;
  s.settings.progress_interval = 30s;
  s.settings.task_stable_time = 60s;
  s.settings.ping_timeout = 90s;
  s.kept_rows = 2;
  s.clients = {{.program = {connect, upgrade_briefly, hello_and_attach, start, cancel, attach_aside, start_aside}, .after_loss = {connect, upgrade, resume, start, start_aside}, .may_leave = true, .odd = true},
               {.program = {connect, upgrade, hello, start, start, start, detach, attach}, .after_loss = {connect, upgrade_bare, resume}, .may_leave = true, .may_misbehave = true},
               {.user = "bob", .program = {connect, upgrade, hello, start, attach, detach}, .may_leave = true, .odd = true}};
  s.budget.services_failing_for_good = 1;
  s.budget.service_failures = {2, 2, 1};
  s.budget.service_losses = {1, 1, 1};
  s.budget.drains = 2;
  return s;
}

Scenario resume_against_readiness() {
  Scenario s;
  s.name = "resume-against-readiness";
  s.description = "a client that comes back for its session while the service is lost, and nobody answers in time";
  s.deadlines_may_overtake = true;
  s.keeps_moot_events = true;
  s.settings = settings({{"log", true, {}}});
  s.settings.resume_timeout = 1s;
  s.clients = {{.program = {connect, upgrade, hello}, .after_loss = {connect, upgrade, resume}, .may_leave = true}};
  s.budget.service_losses = {2};
  return s;
}

Scenario overdue_drain() {
  Scenario s;
  s.name = "overdue-drain";
  s.description = "a drain in which a run, the services and the monitor need longer than they are given";
  s.deadlines_may_overtake = true;
  s.keeps_moot_events = true;
  s.monitor_runs = true;
  s.settings = settings({{"log", true, {}}, {"agents", true, {ServiceId{0}}}});
  s.settings.drain_grace = s.settings.terminal_grace = s.settings.stop_timeout = s.settings.service_close_timeout = 1s;
  s.clients = {{.program = {connect, upgrade, hello_and_attach, start, cancel}, .may_close = true}};
  s.agent_script.assign(12, EventType::agent_message);
  s.budget.drains = 2;
  s.budget.task_returns = 1;
  s.budget.store_failures = 1;
  return s;
}

/// One service and no monitor; what the scenario is about has all the room.
Scenario small(std::string name, std::string description, std::vector<ClientScript> clients) {
  Scenario s;
  s.name = std::move(name);
  s.description = std::move(description);
  s.deadlines_may_overtake = true;
  s.keeps_moot_events = true;
  s.settings = settings({{"log", true, {}}});
  s.clients = std::move(clients);
  return s;
}

Scenario failing_reads() {
  Scenario s = small("failing-reads", "a client reads row by row, and falls behind, while reads and appends fail",
                     {{.program = {connect, upgrade, hello_and_attach, start}}, {.program = {connect, upgrade, hello_and_attach, start, detach, attach}, .comes_later = true, .may_be_slow = true}});
  s.settings.replay_rows = 1;
  s.budget.store_failures = 30;
  s.agent_script.assign(3, EventType::agent_message);
  return s;
}

Scenario cancelled_run() {
  Scenario s = small("cancelled-run", "a run is cancelled, and cancelled again, while its agent completes, fails or ends",
                     {{.program = {connect, upgrade, hello_and_attach, start, cancel, cancel}}});
  s.budget.agent_failures = 1;
  return s;
}

Scenario wanted_session() {
  return small("wanted-session", "two connections of one session, and a stranger who would like to have it, and nothing else",
               {{.program = {connect, upgrade, hello_and_attach, detach, attach}, .may_leave = true}, {.program = {connect, upgrade, resume_the_first}},
                {.user = "bob", .program = {connect, upgrade, resume_the_first}}});
}

Scenario whole_gateway() {
  Scenario s = conversation();
  s.name = "whole-gateway";
  s.description = "the conversation through bytes: the real edge, HTTP, frames and JSON over a network that cuts, delays and resets";
  s.through_bytes = true;
  return s;
}
}  // namespace

std::span<const Scenario> scenarios() {
  static const std::vector<Scenario> all{one_client(), cancellation_against_readiness(), cancelled_monitor(), early_connection(), missing_dependency(), half_built_manager(), unattached_run(), conversation(), odd_clients(), slow_readers(), credentials(), one_session(), tight_limits(), resume_against_readiness(), overdue_drain(), failing_reads(), cancelled_run(), wanted_session(), whole_gateway()};
  return all;
}

const Scenario* find_scenario(std::string_view name) {
  const auto found = std::ranges::find(scenarios(), name, &Scenario::name);
  return found == scenarios().end() ? nullptr : &*found;
}

}  // namespace interlock::sim
