#pragma once
/// A TLS server on loopback, on OpenSSL alone, with a certificate that it makes and signs itself.
#include <arpa/inet.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>

namespace interlock::test {

template <auto Free>
struct FreeBy {
  template <class T>
  void operator()(T* owned) const { Free(owned); }
};
using Key = std::unique_ptr<EVP_PKEY, FreeBy<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, FreeBy<X509_free>>;

/// A key, and a certificate for `names` ("DNS:…,IP:…") that it signed itself.
struct Identity {
  explicit Identity(const std::string& names) : key(EVP_EC_gen("P-256")), certificate(X509_new()) {
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_set_version(certificate.get(), 2);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -60);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
    X509_set_pubkey(certificate.get(), key.get());
    X509_NAME* const name = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("test"), -1, -1, 0);
    X509_set_issuer_name(certificate.get(), name);
    const std::unique_ptr<X509_EXTENSION, FreeBy<X509_EXTENSION_free>> alternative(
        X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, names.c_str()));
    X509_add_ext(certificate.get(), alternative.get(), -1);
    if (X509_sign(certificate.get(), key.get(), EVP_sha256()) == 0) throw std::runtime_error("no certificate could be made");
  }
  /// Writes the certificate where a client may find whom to trust.
  void write_certificate(const std::string& path) const {
    const std::unique_ptr<FILE, FreeBy<fclose>> file(std::fopen(path.c_str(), "w"));
    if (!file || PEM_write_X509(file.get(), certificate.get()) == 0) throw std::runtime_error("cannot write " + path);
  }

  Key key;
  Certificate certificate;
};

/// Serves one connection by `script`, on a thread of its own, and closes the socket after it.
class TlsServer {
 public:
  using Script = std::function<void(SSL*)>;

  TlsServer(const Identity& identity, Script script) : context_(SSL_CTX_new(TLS_server_method())), script_(std::move(script)) {
    SSL_CTX_use_certificate(context_.get(), identity.certificate.get());
    SSL_CTX_use_PrivateKey(context_.get(), identity.key.get());
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const general = reinterpret_cast<sockaddr*>(&address);
    if (bind(listener_, general, size) != 0 || listen(listener_, 1) != 0 || getsockname(listener_, general, &size) != 0)
      throw std::runtime_error("no loopback listener");
    port_ = std::to_string(ntohs(address.sin_port));
    thread_ = std::thread([this] { serve(); });
  }
  ~TlsServer() {
    shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;

  [[nodiscard]] const std::string& port() const { return port_; }

 private:
  void serve() {
    const int accepted = accept(listener_, nullptr, nullptr);
    if (accepted < 0) return;
    const std::unique_ptr<SSL, FreeBy<SSL_free>> tls(SSL_new(context_.get()));
    SSL_set_fd(tls.get(), accepted);
    if (SSL_accept(tls.get()) == 1) script_(tls.get());
    ::close(accepted);
  }

  std::unique_ptr<SSL_CTX, FreeBy<SSL_CTX_free>> context_;
  Script script_;
  int listener_ = socket(AF_INET, SOCK_STREAM, 0);
  std::string port_;
  std::thread thread_;
};

}  // namespace interlock::test
