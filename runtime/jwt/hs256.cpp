#include "runtime/jwt/hs256.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <stdexcept>

namespace interlock::jwt {

std::string hs256(Hs256Input input) {
  if (input.secret.empty()) throw std::invalid_argument("HS256 needs a secret that is not empty");
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  const auto* text = reinterpret_cast<const unsigned char*>(input.text.data());
  if (HMAC(EVP_sha256(), input.secret.data(), static_cast<int>(input.secret.size()), text, input.text.size(),
           digest.data(), &length) == nullptr) {
    throw std::runtime_error("OpenSSL could not compute an HMAC with SHA-256");
  }
  return {reinterpret_cast<const char*>(digest.data()), length};
}

bool same_bytes(std::string_view one, std::string_view other) {
  return one.size() == other.size() && CRYPTO_memcmp(one.data(), other.data(), one.size()) == 0;
}

}  // namespace interlock::jwt
