#pragma once
/// Clients above the codec: what each was told, as far as properties and its own next act need it. A client checks by itself what
/// it is shown: in order, no hole, nothing twice.
#include "runtime/port/event.hpp"
#include "runtime/port/peers.hpp"
#include "sim/scenario.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace interlock::sim {

struct Client {
  std::optional<std::uint32_t> connection;
  std::uint8_t next = 0;              ///< The step of its program that comes next.
  bool after_loss = false;            ///< It is in its second program.
  bool upgraded = false;
  bool established = false;
  bool said_hello = false;
  bool broke_protocol = false;        ///< What it sent cannot be read on from; it still listens.
  bool was_pinged = false;            ///< And has not answered.
  bool is_slow = false;               ///< It does not read what it is sent.
  bool has_closed = false;            ///< It sent a close frame, or its transport is gone; nothing comes of it any more.
  std::optional<port::CloseCode> close;
  std::optional<SessionId> session;
  std::optional<ResumeToken> token;
  std::map<std::string, std::uint64_t> shown;   ///< The last event of each thread that it was shown.
  std::map<std::string, std::uint64_t> resumes; ///< The places that it asked for when it came back, and was not given yet.
  std::map<std::string, bool> attached;         ///< On this connection; `true` once it has caught up.
  std::vector<RunId> accepted;                  ///< Its runs, in order.
  std::vector<RunId> greeted;                   ///< Whose first event it was shown.
  std::uint32_t asked = 0;                      ///< Starts that wait for their answer on this connection.
  friend bool operator==(const Client&, const Client&) = default;
};

class VirtualPeers final : public port::Peers {
 public:
  explicit VirtualPeers(std::size_t count) : clients_(count) {}

  void switch_protocols(std::uint32_t connection) override { if (Client* client = find(connection)) client->upgraded = true; }
  void answer(std::uint32_t, const port::HttpAnswer&) override {}
  void send(std::uint32_t connection, const port::Message& message) override {
    Client* client = find(connection);
    // After the close frame nothing is sent any more: the edge sees to that.
    if (client == nullptr || client->close || client->has_closed) return;
    std::visit([&](const auto& told) { tell(*client, told); }, message);
  }
  void close(std::uint32_t connection, port::CloseCode code, std::uint64_t) override {
    Client* client = find(connection);
    if (client == nullptr) return;
    if (client->close) complain("a connection was closed twice");
    client->close = code;
  }
  void hang_up(std::uint32_t) override {}
  void forget(std::uint32_t connection) override {
    Client* client = find(connection);
    if (client == nullptr) return;
    client->connection.reset();
    client->upgraded = client->established = client->said_hello = client->has_closed = client->broke_protocol = client->was_pinged = client->is_slow = false;
    client->close.reset();
    client->attached.clear();
    client->resumes.clear();
    client->asked = 0;
  }

  [[nodiscard]] std::vector<Client>& clients() { return clients_; }
  [[nodiscard]] const std::vector<Client>& clients() const { return clients_; }
  /// What a client could not accept; empty: nothing.
  [[nodiscard]] const std::string& complaint() const { return complaint_; }

  friend bool operator==(const VirtualPeers&, const VirtualPeers&) = default;

 private:
  Client* find(std::uint32_t connection) {
    const auto found = std::ranges::find(clients_, std::optional(connection), &Client::connection);
    return found == clients_.end() ? nullptr : &*found;
  }
  void complain(std::string what) { if (complaint_.empty()) complaint_ = std::move(what); }

  void tell(Client& client, const port::message::ConnectionEstablished& told) {
    if (client.established) complain("a connection was established twice");
    client.established = true;
    client.session = told.session;
    client.token = told.resume_token;
  }
  void tell(Client& client, const port::message::Attached& told) {
    const std::uint64_t from = told.head.seq - told.replay;
    if (const auto asked = client.resumes.find(told.thread); asked != client.resumes.end()) {
      if (from != asked->second) complain("a client that came back was not given the place that it had");
      client.resumes.erase(asked);
    } else {
      client.greeted = client.accepted;  // Who comes without a place of before has given up what came before.
    }
    client.shown[told.thread] = from;
    client.attached[told.thread] = false;
  }
  void tell(Client& client, const port::message::CaughtUp& told) {
    const auto shown = client.shown.find(told.thread);
    if (shown == client.shown.end() || shown->second != told.cursor.seq) complain("a client was told that it has caught up, and it had not");
    client.attached[told.thread] = true;
  }
  void tell(Client& client, const port::message::Detached& told) {
    client.attached.erase(told.thread);
    client.resumes.erase(told.thread);
  }
  void tell(Client& client, const port::message::ThreadEvent& told) {
    if (!client.attached.contains(told.thread)) return complain("a client was shown an event of a thread that it is not attached to");
    std::uint64_t& last = client.shown[told.thread];
    if (told.event.seq <= last) complain("a client was shown an event twice");
    else if (told.event.seq != last + 1) complain("a client was not shown every event");
    last = told.event.seq;
    if (told.event.type == EventType::user_message) client.greeted.push_back(told.event.run);
  }
  void tell(Client& client, const port::message::RunAccepted& told) {
    answered(client);
    if (!told.replayed) client.accepted.push_back(told.run);
  }
  void tell(Client& client, const port::message::Failure& told) {
    if (told.id == start_id) answered(client);
    if (told.id == RequestId{}) client.resumes.clear();  // One of them could not be given.
  }
  void tell(Client& client, const port::message::Ping&) { client.was_pinged = true; }
  template <class Told> void tell(Client&, const Told&) {}

  void answered(Client& client) {
    if (client.asked == 0) complain("a start was answered that nobody had asked for, or twice");
    else --client.asked;
  }

  std::vector<Client> clients_;
  std::string complaint_;

 public:
  /// The correlation id of every start.
  static constexpr RequestId start_id{7};
};

}  // namespace interlock::sim
