#include "runtime/asio/outbound.hpp"
#include "runtime/asio/tcp_transport.hpp"
#include "tests/asio/outbound_client.hpp"
#include "tests/asio/tls_server.hpp"

#include <gmock/gmock.h>

#include <cstdlib>

namespace interlock::asio_parts {
namespace {

using interlock::test::Identity;
using interlock::test::TlsServer;
using testing::HasSubstr;
using testing::StartsWith;
using Id = Outbound::Id;

/// A name to OpenSSL and to us, and known to every resolver, also where there is no file of hosts.
const std::string a_name = "127.1";

std::string read_from(SSL* peer, std::size_t size) {
  std::string bytes(size, '\0');
  std::size_t count = 0;
  for (int more = 1; count < size && more > 0; count += static_cast<std::size_t>(more))
    if (more = SSL_read(peer, bytes.data() + count, static_cast<int>(size - count)); more <= 0) break;
  bytes.resize(count);
  return bytes;
}
void write_to(SSL* peer, const std::string& bytes) { SSL_write(peer, bytes.data(), static_cast<int>(bytes.size())); }

/// Knows no TLS: says its greeting to whoever connects.
struct Greeter final : port::TransportListener {
  explicit Greeter(TcpTransport& by) : transport(by) { transport.deliver_to(*this); }
  void accepted(port::StreamId stream) override {
    ++accepted_count;
    if (!greeting.empty()) transport.send(stream, std::as_bytes(std::span(greeting)));
  }
  void received(port::StreamId, std::span<std::byte>) override {}
  void drained(port::StreamId) override {}
  void lost(port::StreamId) override {}

  TcpTransport& transport;
  std::string greeting = "HTTP/1.1 400 Bad Request\r\n\r\n";
  int accepted_count = 0;
};

class OutboundTlsTest : public testing::Test {
 protected:
  /// Whom a client trusts is what the environment says, as it does for an operator.
  void SetUp() override {
    identity.write_certificate(trusted_file);
    setenv("SSL_CERT_FILE", trusted_file.c_str(), 1);
  }
  void TearDown() override { std::remove(trusted_file.c_str()); }

  Id connect(const std::string& host, const TlsServer& server) { return outbound.connect({host, server.port(), true}); }
  std::string end_of(Id id) {
    test::run_until(loop, [&] { return client.ended_with.contains(id); });
    return client.ended_with[id];
  }

  const Identity identity{"DNS:127.1,IP:127.0.0.1"};
  const std::string trusted_file = testing::TempDir() + "trusted-" + std::to_string(getpid()) + ".pem";
  Loop loop;
  test::OutboundClient client;
  Outbound outbound{loop, client};
};

TEST_F(OutboundTlsTest, BytesGoBothWaysAndItEndsInOrder) {
  std::string sent(300'000, '?');
  for (std::size_t place = 0; place < sent.size(); ++place) sent[place] = static_cast<char>('a' + place % 26);
  std::string got;
  const TlsServer server(identity, [&](SSL* peer) {
    got = read_from(peer, sent.size());
    write_to(peer, got);
    SSL_shutdown(peer);
  });
  const Id id = connect("127.0.0.1", server);
  outbound.send(id, sent.substr(0, 5));
  outbound.send(id, sent.substr(5));
  EXPECT_EQ(end_of(id), "");
  EXPECT_EQ(client.connected_count[id], 1);
  EXPECT_TRUE(client.got[id] == sent);
}

TEST_F(OutboundTlsTest, ANameIsToldToThePeerAndComparedWithItsCertificate) {
  std::string told;
  const TlsServer server(identity, [&](SSL* peer) {
    told = SSL_get_servername(peer, TLSEXT_NAMETYPE_host_name);
    SSL_shutdown(peer);
  });
  EXPECT_EQ(end_of(connect(a_name, server)), "");
  EXPECT_EQ(told, a_name);
}

TEST_F(OutboundTlsTest, ACertificateForAnotherNameIsRefused) {
  const Identity other("DNS:other.example");
  other.write_certificate(trusted_file);
  const TlsServer server(other, [](SSL*) {});
  const Id id = connect(a_name, server);
  outbound.send(id, "a secret");
  EXPECT_THAT(end_of(id), StartsWith("its certificate is not trusted: "));
  EXPECT_EQ(client.connected_count[id], 0);
}

TEST_F(OutboundTlsTest, ACertificateThatNobodyTrustedSignedIsRefused) {
  Identity("DNS:other.example").write_certificate(trusted_file);
  const TlsServer server(identity, [](SSL*) {});
  EXPECT_THAT(end_of(connect(a_name, server)), HasSubstr("not trusted"));
}

TEST_F(OutboundTlsTest, AnEndWithoutCloseNotifyIsNoOrderlyEnd) {
  const TlsServer server(identity, [](SSL* peer) { write_to(peer, "half of it"); });
  const Id id = connect("127.0.0.1", server);
  EXPECT_EQ(end_of(id), "the connection was cut");
  EXPECT_EQ(client.got[id], "half of it");
}

TEST_F(OutboundTlsTest, CloseSendsWhatWaitsAndTellsThePeer) {
  const std::string sent(300'000, 'x');
  std::string got;
  bool told = false;
  Id id{};
  {
    const TlsServer server(identity, [&](SSL* peer) {
      got = read_from(peer, sent.size() + 1);
      told = (SSL_get_shutdown(peer) & SSL_RECEIVED_SHUTDOWN) != 0;
      SSL_shutdown(peer);
    });
    id = connect("127.0.0.1", server);
    test::run_until(loop, [&] { return client.connected_count[id] == 1; });
    outbound.send(id, sent);
    outbound.close(id);
    EXPECT_EQ(end_of(id), "");
  }
  EXPECT_TRUE(got == sent);
  EXPECT_TRUE(told);
}

TEST_F(OutboundTlsTest, APeerThatSpeaksNoTlsEndsItWithAReason) {
  TcpTransport server(loop, {});
  Greeter greeter(server);
  const Id id = outbound.connect({"127.0.0.1", std::to_string(server.local_port()), true});
  EXPECT_THAT(end_of(id), StartsWith("no TLS handshake: "));
}

TEST_F(OutboundTlsTest, APeerThatIsSilentIsLeftByClose) {
  TcpTransport server(loop, {});
  Greeter greeter(server);
  greeter.greeting = "";
  const Id id = outbound.connect({"127.0.0.1", std::to_string(server.local_port()), true});
  test::run_until(loop, [&] { return greeter.accepted_count == 1; });
  outbound.close(id);
  EXPECT_EQ(end_of(id), "");
  EXPECT_EQ(client.connected_count[id], 0);
}

}  // namespace
}  // namespace interlock::asio_parts
