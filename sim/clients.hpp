#pragma once
/// What clients may do next: their programs, over typed messages and over bytes alike.
#include "sim/move.hpp"
#include "sim/scenario.hpp"
#include "sim/virtual_peers.hpp"

#include <vector>

namespace interlock::sim {

[[nodiscard]] inline const std::vector<Act>& program_of(const ClientScript& script, const Client& client) {
  return client.after_loss ? script.after_loss : script.program;
}
/// Whether this client can do it now, by what it has been told.
[[nodiscard]] bool may(const Client& client, Act act, bool process_has_left);
void add_client_moves(const std::vector<ClientScript>& scripts, const std::vector<Client>& clients, bool process_has_left, std::vector<Move>& moves);
/// Who has lost its connection goes on with its second program.
void begin_second_programs(const std::vector<ClientScript>& scripts, std::vector<Client>& clients);
/// What a client notes of its own act.
inline void note_act(Client& client, Act act) {
  if (act == Act::start || act == Act::start_aside || (act >= Act::start_with_key && act <= Act::start_elsewhere)) ++client.asked;
  if (act == Act::resume && !client.said_hello) client.resumes = client.shown;  // A second hello resumes nothing.
  client.said_hello |= (act >= Act::hello && act <= Act::resume_the_first) || act == Act::hello_again;
  switch (act) {
    case Act::close:
    case Act::answer_close:
    case Act::leave:
    case Act::half_close: client.has_closed = true; break;
    case Act::break_protocol: client.broke_protocol = true; break;
    case Act::babble: break;
    case Act::fall_behind: client.is_slow = true; break;
    case Act::read_on: client.is_slow = false; break;
    case Act::answer_ping: client.was_pinged = false; break;
    default:
      if (!is_odd(act)) ++client.next;
  }
}
/// What this act of client `who` says, typed; not for those that say nothing. Of several starts each has the same id.
[[nodiscard]] port::Event said_by(const std::vector<ClientScript>& scripts, const std::vector<Client>& clients, std::uint32_t who, Act act);

}  // namespace interlock::sim
