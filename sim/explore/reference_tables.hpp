#pragma once
/// A small gateway, for the explorer to be measured by: services that come up or fail, a startup that waits for them, clients that connect,
/// connections that wait for readiness, their tasks, and users who cancel these. What can be reached in it was counted by Spin as well
/// (tests/sim/reference_model.pml): the explorer neither misses a state nor counts one twice.
#include "sim/compose/composition.hpp"
#include "statemachine/statemachine.hpp"

#include <chrono>

namespace interlock::sim::reference {
using namespace statemachine;
using namespace std::chrono_literals;
using compose::by_itself;
using compose::send;

struct Startup;
struct Connection;
struct Task;

// What they say to each other,
struct service_is_up {};
struct service_failed {};
struct became_ready {};
struct became_unavailable {};
struct connect_wanted {};
struct upgrade_wanted {};
struct good_token_sent {};
struct bad_token_sent {};
struct close_wanted {};
struct cancel_wanted {};
struct task_ended {};

// and what each of them does when it likes.
struct service_rose : by_itself {};
struct service_broke : by_itself {};
struct client_dialed : by_itself {};
struct client_upgraded : by_itself {};
struct client_authenticated : by_itself {};
struct client_lied : by_itself {};
struct client_left : by_itself {};
struct session_was_over : by_itself {};
struct body_began : by_itself {};
struct body_returned : by_itself {};
struct body_threw : by_itself {};
struct patience_was_lost : by_itself {};

// ---- Service

inline constexpr auto service_rows = transition_table(
  *"starting"_s + event<service_rose>  / send<service_is_up, Startup>  = "up"_s,
   "starting"_s + event<service_broke> / send<service_failed, Startup> = "failed"_s,
   end("up"_s, "failed"_s));
static_assert(check<service_rows, total>());

struct Service {
  static constexpr const auto& table = service_rows;
};

// ---- Startup: ready when all services are, unavailable when one of them is not to be had.

inline constexpr guard all_others_are_up{[](const auto& startup) { return startup.services_up + 1U == startup.template count<Service>(); }};
inline constexpr action count_up{[](auto& startup) { ++startup.services_up; }};
inline constexpr action forget_count{[](auto& startup) { startup.services_up = 0; }};

inline constexpr auto startup_rows = transition_table(
  *"starting"_s + event<service_is_up>  [all_others_are_up] / (forget_count, send<became_ready, Connection>) = "ready"_s,
   "starting"_s + event<service_is_up>  / count_up,
   "starting"_s + event<service_failed> / (forget_count, send<became_unavailable, Connection>)               = "unavailable"_s,
   end("ready"_s, "unavailable"_s), resting("starting"_s));
static_assert(check<startup_rows, total, every_wait_has_a_deadline>());

struct Startup {
  static constexpr const auto& table = startup_rows;
  struct Context { std::uint8_t services_up = 0; };
};

// ---- Client

inline constexpr auto connected = group("dialing"_s, "upgrading"_s, "authenticating"_s);

inline constexpr auto client_rows = transition_table(
  *"away"_s      + event<client_dialed>        / send<connect_wanted, Connection>  = "dialing"_s,
   "dialing"_s   + event<client_upgraded>      / send<upgrade_wanted, Connection>  = "upgrading"_s,
   "upgrading"_s + event<client_authenticated> / send<good_token_sent, Connection> = "authenticating"_s,
   "upgrading"_s + event<client_lied>          / send<bad_token_sent, Connection>  = "authenticating"_s,
   in(connected) + event<client_left>          / send<close_wanted, Connection>    = "gone"_s,
   any           + event<client_dialed>        = ignore,
   any           + event<client_upgraded>      = ignore,
   any           + event<client_authenticated> = ignore,
   any           + event<client_lied>          = ignore,
   any           + event<client_left>          = ignore,
   end("gone"_s));
static_assert(check<client_rows, total>());

struct Client {
  static constexpr const auto& table = client_rows;
};

// ---- Connection

enum class Gate : std::uint8_t { unknown, open, shut };
inline constexpr guard gate_is_open{[](const auto& connection) { return connection.gate == Gate::open; }};
inline constexpr guard gate_is_shut{[](const auto& connection) { return connection.gate == Gate::shut; }};
inline constexpr action open_gate{[](auto& connection) { connection.gate = Gate::open; }};
inline constexpr action shut_gate{[](auto& connection) { connection.gate = Gate::shut; }};
inline constexpr action count_end{[](auto& connection) { ++connection.tasks_ended; }};

inline constexpr auto live = group("accepted"_s, "authenticating"_s, "awaiting_readiness"_s, "serving"_s);
inline constexpr auto at_all_times = group("expected"_s, "accepted"_s, "authenticating"_s, "awaiting_readiness"_s, "serving"_s, "over"_s, "left"_s, "late"_s, "unserved"_s, "refused"_s);

inline constexpr auto connection_rows = transition_table(
  *"expected"_s           + event<connect_wanted>                                                             = "accepted"_s,
   any                    + event<connect_wanted>                                                             = ignore,
   "accepted"_s           + event<upgrade_wanted>                                                             = "authenticating"_s,
   any                    + event<upgrade_wanted>                                                             = ignore,
   "authenticating"_s     + event<good_token_sent> [gate_is_open]                                             = "serving"_s,
   "authenticating"_s     + event<good_token_sent> [gate_is_shut] / send<cancel_wanted, Task>                 = "unserved"_s,
   "authenticating"_s     + event<good_token_sent>                                                            = "awaiting_readiness"_s,
   any                    + event<good_token_sent>                                                            = ignore,
   "authenticating"_s     + event<bad_token_sent>                 / send<cancel_wanted, Task>                 = "refused"_s,
   any                    + event<bad_token_sent>                                                             = ignore,
   "awaiting_readiness"_s + event<became_ready>                   / open_gate                                 = "serving"_s,
   "awaiting_readiness"_s + event<became_unavailable>             / (shut_gate, send<cancel_wanted, Task>)    = "unserved"_s,
   in(at_all_times)       + event<became_ready>                   / open_gate,
   in(at_all_times)       + event<became_unavailable>             / shut_gate,
   "awaiting_readiness"_s + after(30s)                            / send<cancel_wanted, Task>                 = "late"_s,
   "serving"_s            + event<session_was_over>               / send<cancel_wanted, Task>                 = "over"_s,
   any                    + event<session_was_over>                                                           = ignore,
   in(live)               + event<close_wanted>                   / send<cancel_wanted, Task>                 = "left"_s,
   any                    + event<close_wanted>                                                               = ignore,
   in(at_all_times)       + event<task_ended>                     / count_end,
   end("over"_s, "left"_s, "late"_s, "unserved"_s, "refused"_s), resting("expected"_s, "accepted"_s, "authenticating"_s, "serving"_s));
static_assert(check<connection_rows, total, every_wait_has_a_deadline>());

struct Connection {
  static constexpr const auto& table = connection_rows;
  struct Context {
    Gate gate = Gate::unknown;
    std::uint8_t tasks_ended = 0;
  };
  static const char* broken(auto, const Context& here) { return here.tasks_ended > 1 ? "a task ended twice" : ""; }
  static const char* broken_at_end(auto at, const Context& here) {
    if (at.is("awaiting_readiness"_s)) return "a connection waits for ever";
    return here.tasks_ended == 1 ? "" : "a connection was never told how its task ended";
  }
};

// ---- Task, and the user who may cancel it.

inline constexpr auto unfinished = group("pending"_s, "running"_s);

inline constexpr auto task_rows = transition_table(
  *"pending"_s    + event<body_began>                                          = "running"_s,
   "running"_s    + event<body_returned> / send<task_ended, Connection>        = "completed"_s,
   "running"_s    + event<body_threw>    / send<task_ended, Connection>        = "failed"_s,
   in(unfinished) + event<cancel_wanted> / send<task_ended, Connection>        = "cancelled"_s,
   any            + event<body_began>    = ignore,
   any            + event<body_returned> = ignore,
   any            + event<body_threw>    = ignore,
   end("completed"_s, "failed"_s, "cancelled"_s));
static_assert(check<task_rows, total>());

struct Task {
  static constexpr const auto& table = task_rows;
};

inline constexpr auto user_rows = transition_table(
  *"patient"_s + event<patience_was_lost> / send<cancel_wanted, Task> = "impatient"_s,
   end("impatient"_s));
static_assert(check<user_rows, total>());

struct User {
  static constexpr const auto& table = user_rows;
};

template <unsigned Services, unsigned Connections>
using Model = compose::Composition<compose::Group<Services, Service>, compose::Group<1, Startup>, compose::Group<Connections, Client, Connection, Task, User>>;

}  // namespace interlock::sim::reference
