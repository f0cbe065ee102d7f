#include "runtime/jwt/sign.hpp"

#include <cstdlib>
#include <new>
#include <stdexcept>

#include "runtime/jwt/base64url.hpp"
#include "runtime/jwt/hs256.hpp"
#include "runtime/jwt/json.hpp"

namespace interlock::jwt {
namespace {

constexpr std::string_view header = R"({"alg":"HS256","typ":"JWT"})";

void put(const Json& object, const char* key, Json value) {
  // jansson takes over the reference, also when it fails.
  if (json_object_set_new(object.get(), key, value.release()) != 0) throw std::bad_alloc{};
}

Json payload_of(const Claims& claims, const Rules& rules, const SigningTimes& times) {
  Json payload{json_object()};
  put(payload, "sub", string_from(claims.subject));
  if (!claims.tenant.empty()) put(payload, "tenant", string_from(claims.tenant));
  if (!claims.threads.empty()) {
    Json threads{json_array()};
    for (const std::string& thread : claims.threads) {
      if (json_array_append_new(threads.get(), string_from(thread).release()) != 0) throw std::bad_alloc{};
    }
    put(payload, "threads", std::move(threads));
  }
  if (claims.publish) put(payload, "publish", Json{json_true()});
  if (claims.operator_) put(payload, "operator", Json{json_true()});
  if (rules.issuer) put(payload, "iss", string_from(*rules.issuer));
  if (rules.audience) put(payload, "aud", string_from(*rules.audience));
  put(payload, "iat", Json{json_integer(times.issued_at)});
  if (times.not_before) put(payload, "nbf", Json{json_integer(*times.not_before)});
  put(payload, "exp", Json{json_integer(claims.expires_at)});
  return payload;
}

std::string dump(const Json& value) {
  const std::unique_ptr<char, decltype(&std::free)> text{json_dumps(value.get(), JSON_COMPACT), &std::free};
  if (!text) throw std::bad_alloc{};
  return text.get();
}

}  // namespace

std::string sign(const Claims& claims, const Rules& rules, SigningTimes times) {
  if (claims.subject.empty()) throw std::invalid_argument("a token needs a subject");
  std::string token = base64url_encode(header) + '.' + base64url_encode(dump(payload_of(claims, rules, times)));
  token += '.' + base64url_encode(hs256({.secret = rules.secret, .text = token}));
  if (token.size() > token_size_limit) throw std::invalid_argument("the claims do not fit in a token of 8 KiB");
  return token;
}

}  // namespace interlock::jwt
