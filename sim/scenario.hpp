#pragma once
/// What a simulated world begins with, and what its environment may do: a scenario is data.
#include "runtime/gateway/settings.hpp"
#include "statemachine/lifecycles/vocabulary.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace interlock::sim {

/// What a client may do, in the order of its program. It does each step when it likes, or never.
enum class Act : std::uint8_t {
  connect,
  upgrade,            ///< With its token in a header.
  upgrade_bare,       ///< The token comes with the hello.
  upgrade_politely,   ///< As `upgrade`, and it prefers HTTP errors.
  upgrade_badly,      ///< With a token that is not ours.
  upgrade_briefly,    ///< With a token that ends soon.
  upgrade_by_cookie,
  upgrade_by_subprotocol,
  upgrade_with_two,        ///< With two credentials, one of them in a header.
  upgrade_with_two_others, ///< With two credentials, both in the ways of browsers.
  upgrade_from_elsewhere,  ///< With a cookie, from a page of somebody else.
  hello,
  hello_with_token,
  hello_without_token,
  hello_and_attach,   ///< To the thread, from its start.
  resume,             ///< A hello that resumes the session and the cursor it had.
  resume_the_first,   ///< A hello that resumes the session of the first client.
  attach,             ///< From its start.
  attach_aside,       ///< To another thread.
  start,
  start_aside,        ///< On another thread.
  cancel,             ///< The last run that was accepted.
  detach,
  // At any time, where the scenario gives it:
  close,              ///< Sends a close frame: the user cancels.
  leave,              ///< The transport is gone.
  half_close,         ///< It sends no more, and still listens.
  babble,             ///< A message that means nothing.
  break_protocol,     ///< What is no HTTP, or no frame.
  fall_behind,        ///< It reads no more, and what is sent to it waits.
  read_on,            ///< And reads on: all that waited has been sent.
  answer_close,
  answer_ping,
  // What a client need not do, and may, at any time and as often as it likes, where it is `odd`:
  hello_again,
  attach_again,
  attach_badly,          ///< After a cursor that is none.
  attach_ahead,          ///< After an event that there is not.
  attach_elsewhere,      ///< To a thread of somebody else.
  start_with_key,
  start_otherwise,       ///< With the same key and another input.
  start_unknown,         ///< An agent that nobody knows.
  start_elsewhere,
  detach_again,
  cancel_unknown,
  acknowledge,
  acknowledge_badly,
  refresh,
  refresh_as_another,
  refresh_badly,
  answer_unasked,        ///< A pong to no ping.
  ask_for_page,
  ask_for_last_page,     ///< And no other on this connection.
  ask_for_echo
};
constexpr bool is_odd(Act act) { return act >= Act::hello_again; }
[[nodiscard]] std::string_view name_of(Act act);

struct ClientScript {
  std::string user = "ada";
  std::vector<Act> program{};
  std::vector<Act> after_loss{};   ///< What it does once more, when its connection is gone.
  bool comes_later = false;         ///< Only once the first client is attached and has caught up.
  bool may_close = false;
  bool may_leave = false;
  bool may_misbehave = false;       ///< Half closes, babbles, breaks the protocol.
  bool may_be_slow = false;         ///< Falls behind with reading, and reads on. Typed worlds only.
  bool odd = false;                 ///< Typed worlds only.
  friend bool operator==(const ClientScript&, const ClientScript&) = default;
};

/// How often the environment may do what it need not do. Everything that is owed comes, at any time.
struct Budget {
  std::vector<std::uint8_t> service_failures{};  ///< For each service, as the next.
  std::vector<std::uint8_t> service_losses{};
  std::uint8_t services_failing_for_good = 0;
  std::uint8_t task_cancels = 0;               ///< By the platform.
  std::uint8_t task_returns = 0;
  std::uint8_t task_throws = 0;
  std::uint8_t task_start_failures = 0;
  std::uint8_t store_failures = 0;
  std::uint8_t agent_failures = 0;
  std::uint8_t drains = 0;
  std::uint8_t crashes = 0;                    ///< The process dies, at any moment, and is started again.
  friend bool operator==(const Budget&, const Budget&) = default;
};

enum class Planted : std::uint8_t { none, early_connection, cancelled_monitor, unattached_run, missing_dependency, half_built_manager };

struct Scenario {
  std::string name;
  std::string description;
  std::string incident;                ///< Whose planted variant this scenario finds; empty: none's.
  Planted planted = Planted::none;
  bool through_bytes = false;          ///< Over the virtual network and the real protocol code; by seeds only.
  bool bounded = false;                ///< Small enough to be explored to the end.
  bool heard_at_once = false;          ///< What the environment does is heard before anything else happens: it does it later instead.
  bool keeps_moot_events = false;      ///< An event that is ignored now and for good waits for its turn as any other.
  bool deadlines_may_overtake = false; ///< A deadline may come before events that wait already, not only before what the environment does.
  bool monitor_runs = false;           ///< The task host does something; otherwise it is silent.
  gateway::Settings settings;
  std::vector<ClientScript> clients;
  Budget budget;
  std::vector<EventType> agent_script;
  std::uint32_t kept_rows = UINT32_MAX;  ///< A log that is opened gives readers no more than its last ones.
};

/// All of them, in the order in which `interlock-explore list` says them.
[[nodiscard]] std::span<const Scenario> scenarios();
[[nodiscard]] const Scenario* find_scenario(std::string_view name);

}  // namespace interlock::sim
