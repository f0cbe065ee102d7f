#include "runtime/asio/tls.hpp"

namespace interlock::asio_parts {

TlsClient::Stream TlsClient::end_of(asio::ip::tcp::socket& socket, const std::string& host) {
  if (!context_) {
    context_.emplace(asio::ssl::context::tls_client);
    SSL_CTX_set_min_proto_version(context_->native_handle(), TLS1_2_VERSION);
    SSL_CTX_set_mode(context_->native_handle(), SSL_MODE_RELEASE_BUFFERS);
    asio::error_code nobody_is_trusted;  // Then each handshake says so.
    context_->set_default_verify_paths(nobody_is_trusted);
    context_->set_verify_mode(asio::ssl::verify_peer);
  }
  Stream stream(socket, *context_);
  X509_VERIFY_PARAM* const expected = SSL_get0_param(stream.native_handle());
  asio::error_code not_an_address;
  asio::ip::make_address(host, not_an_address);
  if (not_an_address) {
    SSL_set_tlsext_host_name(stream.native_handle(), host.c_str());
    X509_VERIFY_PARAM_set_hostflags(expected, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    X509_VERIFY_PARAM_set1_host(expected, host.c_str(), host.size());
  } else {
    X509_VERIFY_PARAM_set1_ip_asc(expected, host.c_str());
  }
  return stream;
}

std::string why_no_handshake(const asio::error_code& error, TlsClient::Stream& stream) {
  const long verdict = SSL_get_verify_result(stream.native_handle());
  if (verdict != X509_V_OK) return std::string("its certificate is not trusted: ") + X509_verify_cert_error_string(verdict);
  return "no TLS handshake: " + error.message();
}

bool is_truncation(const asio::error_code& error) { return error == asio::ssl::error::stream_truncated; }

}  // namespace interlock::asio_parts
