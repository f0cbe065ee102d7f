#pragma once
/// Clients that speak bytes: HTTP, frames and JSON in, typed messages to the same judge as above the codec, and back.
#include "runtime/protocol/websocket.hpp"
#include "sim/clients.hpp"
#include "sim/virtual_transport.hpp"

#include <map>
#include <string>

namespace interlock::sim {

class ByteClients {
 public:
  /// All of them outlive it.
  ByteClients(const std::vector<ClientScript>& scripts, VirtualPeers& judge, VirtualTransport& transport)
      : scripts_(scripts), judge_(judge), transport_(transport) {}

  /// Does an enabled act of client `who`.
  void act(std::uint32_t who, Act act);
  /// Everybody looks at what has arrived.
  void look();
  /// What no client may ever be sent; empty: nothing.
  [[nodiscard]] const std::string& complaint() const { return complaint_; }

 private:
  struct End {
    std::string head;      ///< Of the answer to its request, while it is not whole.
    bool upgraded = false;
    protocol::FrameDecoder decoder{{}, protocol::FrameDecoder::End::client};
  };
  struct Sink;

  void send(port::StreamId stream, std::string_view bytes) { transport_.client_send(stream, std::as_bytes(std::span(bytes))); }
  void send_text(port::StreamId stream, std::string_view json);
  void read(port::StreamId stream, End& end, std::span<std::byte> bytes);
  void read_message(port::StreamId stream, std::string_view json);
  void complain(std::string what) { if (complaint_.empty()) complaint_ = std::move(what); }

  const std::vector<ClientScript>& scripts_;
  VirtualPeers& judge_;
  VirtualTransport& transport_;
  std::map<port::StreamId, End> ends_;
  std::string complaint_;
};

}  // namespace interlock::sim
