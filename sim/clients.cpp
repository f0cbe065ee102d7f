#include "sim/clients.hpp"

#include "runtime/protocol/wire_names.hpp"

#include <algorithm>

namespace interlock::sim {

bool may(const Client& client, Act act, bool process_has_left) {
  const bool is_there = client.connection && !client.has_closed;
  const bool speaks = is_there && !client.broke_protocol && !client.is_slow;  // Who does not read is not read.
  switch (act) {
    case Act::connect: return !client.connection && !process_has_left;
    case Act::upgrade:
    case Act::upgrade_bare:
    case Act::upgrade_politely:
    case Act::upgrade_badly:
    case Act::upgrade_briefly:
    case Act::upgrade_by_cookie:
    case Act::upgrade_by_subprotocol:
    case Act::upgrade_with_two:
    case Act::upgrade_with_two_others:
    case Act::upgrade_from_elsewhere: return speaks;
    case Act::hello:
    case Act::hello_with_token:
    case Act::hello_without_token:
    case Act::hello_and_attach:
    case Act::resume:
    case Act::resume_the_first: return speaks && client.upgraded;
    case Act::attach:
    case Act::attach_aside:
    case Act::start:
    case Act::start_aside:
    case Act::detach: return speaks && client.established;
    case Act::cancel: return speaks && client.established && !client.accepted.empty();
    case Act::close: return speaks && client.upgraded && !client.close;
    case Act::leave:
    case Act::half_close: return is_there;
    case Act::babble: return speaks && client.upgraded;
    case Act::break_protocol: return speaks && !client.close;
    case Act::fall_behind: return is_there && client.upgraded && !client.is_slow;
    case Act::read_on: return is_there && client.is_slow;
    case Act::answer_close: return is_there && client.close && !client.is_slow;
    case Act::answer_ping: return speaks && client.was_pinged;
    case Act::ask_for_page:
    case Act::ask_for_last_page:
    case Act::ask_for_echo: return speaks && !client.upgraded && client.next == 1;  // Before it asks for anything else.
    default: return speaks && client.upgraded;
  }
  return false;
}

void add_client_moves(const std::vector<ClientScript>& scripts, const std::vector<Client>& clients, bool process_has_left, std::vector<Move>& moves) {
  for (std::uint32_t who = 0; who < clients.size(); ++who) {
    const Client& client = clients[who];
    const auto offer = [&](Act act) {
      if (may(client, act, process_has_left)) moves.push_back({.kind = Move::Kind::client, .who = who, .act = static_cast<std::uint32_t>(act)});
    };
    const auto& first = clients.front().attached;
    if (scripts[who].comes_later && client.next == 0 && !std::ranges::any_of(first, [](const auto& thread) { return thread.second; })) continue;
    const std::vector<Act>& program = program_of(scripts[who], client);
    if (client.next < program.size()) offer(program[client.next]);
    if (scripts[who].may_close) offer(Act::close);
    if (scripts[who].may_leave) offer(Act::leave);
    if (scripts[who].may_misbehave)
      for (const Act act : {Act::half_close, Act::babble, Act::break_protocol}) offer(act);
    if (scripts[who].may_be_slow)
      for (const Act act : {Act::fall_behind, Act::read_on}) offer(act);
    if (scripts[who].odd)
      for (auto act = Act::hello_again; act <= Act::ask_for_echo; act = static_cast<Act>(static_cast<int>(act) + 1)) offer(act);
    offer(Act::answer_close);
    offer(Act::answer_ping);
  }
}

void begin_second_programs(const std::vector<ClientScript>& scripts, std::vector<Client>& clients) {
  for (std::size_t who = 0; who < clients.size(); ++who) {
    Client& client = clients[who];
    if (client.connection || client.after_loss || client.next == 0 || scripts[who].after_loss.empty()) continue;
    client.after_loss = true;
    client.next = 0;
  }
}

port::Event said_by(const std::vector<ClientScript>& scripts, const std::vector<Client>& clients, std::uint32_t who, Act act) {
  using namespace lifecycles;
  const ClientScript& script = scripts[who];
  const Client& client = clients[who];
  const std::string token = "good." + script.user;
  hello_received hello;
  hello.id = RequestId{1};
  const bool was_bare = client.next > 0 && program_of(script, client)[client.next - 1U] == Act::upgrade_bare;
  if ((was_bare && act != Act::hello_without_token) || act == Act::hello_with_token) hello.token = token;
  switch (act) {
    case Act::upgrade: return upgrade_requested{CredentialSource::header, token, false, false, false};
    case Act::upgrade_politely: return upgrade_requested{CredentialSource::header, token, true, false, false};
    case Act::upgrade_badly: return upgrade_requested{CredentialSource::header, "bad", false, false, false};
    case Act::upgrade_briefly: return upgrade_requested{CredentialSource::header, "brief." + script.user, false, false, false};
    case Act::upgrade_by_cookie: return upgrade_requested{CredentialSource::cookie, token, false, false, false};
    case Act::upgrade_by_subprotocol: return upgrade_requested{CredentialSource::subprotocol, token, false, false, false};
    case Act::upgrade_with_two: return upgrade_requested{CredentialSource::header, "", false, true, false};
    case Act::upgrade_with_two_others: return upgrade_requested{CredentialSource::subprotocol, "", false, true, false};
    case Act::upgrade_from_elsewhere: return upgrade_requested{CredentialSource::cookie, token, false, false, true};
    case Act::upgrade_bare: return upgrade_requested{};
    case Act::hello_and_attach: hello.attach.push_back({"t", ""}); return hello;
    case Act::resume:
      if (client.session) {
        hello.resume = Resume{*client.session, *client.token, {}};
        for (const auto& [thread, seq] : client.shown) hello.resume->threads.push_back({thread, protocol::format_cursor({1, seq})});
      }
      return hello;
    case Act::resume_the_first:
      if (clients.front().session) hello.resume = Resume{*clients.front().session, *clients.front().token, {}};
      return hello;
    case Act::attach: return attach_received{RequestId{2}, "t", ""};
    case Act::attach_aside: return attach_received{RequestId{2}, "u", ""};
    case Act::start_aside: return start_received{VirtualPeers::start_id, "u", RunRequest{"demo", "", Text("\"hi\"")}};
    case Act::start: return start_received{VirtualPeers::start_id, "t", RunRequest{"demo", "", Text("\"hi\"")}};
    case Act::cancel: return cancel_received{RequestId{3}, client.accepted.back()};
    case Act::detach: return detach_received{RequestId{4}, "t"};
    case Act::close:
    case Act::answer_close: return peer_closed{1000};
    case Act::leave:
    case Act::half_close: return peer_lost{};
    case Act::fall_behind: return queue_filled{};
    case Act::read_on: return queue_drained{};
    case Act::babble: return faulty_message_received{RequestId{5}, {"unknown_op", "op", ""}};
    case Act::break_protocol:
      if (client.upgraded) return protocol_violated{1002};
      return request_refused{400, "malformed_request", ""};
    case Act::answer_ping:
    case Act::answer_unasked: return pong_received{};
    case Act::attach_again: return attach_received{RequestId{2}, "t", ""};
    case Act::attach_badly: return attach_received{RequestId{2}, "t", "no cursor"};
    case Act::attach_ahead: return attach_received{RequestId{2}, "t", protocol::format_cursor({1, 1000})};
    case Act::attach_elsewhere: return attach_received{RequestId{2}, "carol/t", ""};
    case Act::start_with_key: return start_received{VirtualPeers::start_id, "t", RunRequest{"demo", "k", Text("\"hi\"")}};
    case Act::start_otherwise: return start_received{VirtualPeers::start_id, "t", RunRequest{"demo", "k", Text("\"ho\"")}};
    case Act::start_unknown: return start_received{VirtualPeers::start_id, "t", RunRequest{"nobody", "", Text("\"hi\"")}};
    case Act::start_elsewhere: return start_received{VirtualPeers::start_id, "carol/t", RunRequest{"demo", "", Text("\"hi\"")}};
    case Act::detach_again: return detach_received{RequestId{4}, "t"};
    case Act::cancel_unknown: return cancel_received{RequestId{3}, RunId{}};
    case Act::acknowledge: {
      const auto shown = client.shown.find("t");
      return ack_received{RequestId{6}, "t", protocol::format_cursor({1, shown == client.shown.end() ? 0 : shown->second})};
    }
    case Act::acknowledge_badly: return ack_received{RequestId{6}, "t", "no cursor"};
    case Act::refresh: return refresh_received{RequestId{8}, token};
    case Act::refresh_as_another: return refresh_received{RequestId{8}, "good.carol"};
    case Act::refresh_badly: return refresh_received{RequestId{8}, "bad"};
    case Act::ask_for_page: return page_requested{};
    case Act::ask_for_last_page: return page_requested{Page::readiness, false};
    case Act::ask_for_echo: return echo_requested{};
    default: return hello;
  }
}

}  // namespace interlock::sim
