#pragma once
/// TLS of the connections that we open; only files of this room include this.
#include <asio.hpp>
#include <asio/ssl.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string>

namespace interlock::asio_parts {

/// Makes the TLS ends of one `Outbound`: TLS 1.2 at least, and no peer without a certificate for its name. Whom we trust is read when
/// the first is made: the system's certificates, or those that OpenSSL's own SSL_CERT_FILE and SSL_CERT_DIR name.
class TlsClient {
 public:
  using Stream = asio::ssl::stream<asio::ip::tcp::socket&>;

  /// One end over `socket`, which outlives it. `host` is what the peer's certificate must be for, a name or an address (RFC 9110,
  /// section 4.3.4), and what the peer is told, where it is a name (RFC 6066, section 3).
  [[nodiscard]] Stream end_of(asio::ip::tcp::socket& socket, const std::string& host);

 private:
  std::optional<asio::ssl::context> context_;
};

/// One TLS end and what it decrypts into: a record is at most as long (RFC 8446, section 5.1).
struct TlsEnd {
  TlsClient::Stream stream;
  std::array<std::byte, 16 * 1024> decrypted{};
};

/// Why the handshake with a peer failed, for an operator.
[[nodiscard]] std::string why_no_handshake(const asio::error_code& error, TlsClient::Stream& stream);

/// True for an end without close_notify: bytes may be missing (RFC 8446, section 6.1).
[[nodiscard]] bool is_truncation(const asio::error_code& error);

}  // namespace interlock::asio_parts
