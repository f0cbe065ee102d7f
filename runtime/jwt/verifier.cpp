// A token passes four gates in this order: its form, its header, its signature, its claims. The second and the third
// are the only places that know of HS256; a set of public keys would replace just these two.
#include "runtime/jwt/verifier.hpp"

#include <cmath>
#include <stdexcept>
#include <utility>

#include "runtime/jwt/compact.hpp"
#include "runtime/jwt/hs256.hpp"
#include "runtime/jwt/json.hpp"

namespace interlock::jwt {
namespace {

using Refusal = std::optional<TokenError>;

/// The last second of the year 9999. Times beyond it are a mistake of the issuer, most often milliseconds.
constexpr double last_second = 253'402'300'799.0;

Refusal judge_header(std::string_view header) {
  const Json object = object_from(header);
  if (!object) return TokenError::malformed;
  const json_t* algorithm = json_object_get(object.get(), "alg");
  if (!json_is_string(algorithm) || text_of(algorithm) != "HS256") return TokenError::bad_algorithm;
  // We understand no extension, so RFC 7515 section 4.1.11 has every critical one refused.
  if (json_object_get(object.get(), "crit") != nullptr) return TokenError::malformed;
  if (json_object_get(object.get(), "b64") != nullptr) return TokenError::malformed;
  return std::nullopt;
}

Refusal judge_signature(const Compact& token, const Rules& rules) {
  if (same_bytes(token.signature, hs256({.secret = rules.secret, .text = token.signing_input}))) return std::nullopt;
  return TokenError::bad_signature;
}

/// Reads claims one by one and remembers whether one of them had the wrong type.
class Reader {
 public:
  explicit Reader(const json_t* payload) : payload_(payload) {}

  [[nodiscard]] bool well_formed() const { return well_formed_; }

  std::optional<double> time(const char* key) {
    const json_t* value = json_object_get(payload_, key);
    if (value == nullptr) return std::nullopt;
    const double seconds = json_number_value(value);
    if (!json_is_number(value) || !(std::abs(seconds) <= last_second)) return wrong<double>();
    return seconds;
  }

  std::optional<std::string> text(const char* key) {
    const json_t* value = json_object_get(payload_, key);
    if (value == nullptr) return std::nullopt;
    if (!json_is_string(value)) return wrong<std::string>();
    return std::string{text_of(value)};
  }

  bool flag(const char* key) {
    const json_t* value = json_object_get(payload_, key);
    if (value != nullptr && !json_is_boolean(value)) well_formed_ = false;
    return json_is_true(value);
  }

  std::vector<std::string> texts(const char* key) {
    std::vector<std::string> all;
    const json_t* values = json_object_get(payload_, key);
    if (values != nullptr && !json_is_array(values)) well_formed_ = false;
    for (std::size_t index = 0; index < json_array_size(values); ++index) {
      const json_t* value = json_array_get(values, index);
      if (json_is_string(value)) {
        all.emplace_back(text_of(value));
      } else {
        well_formed_ = false;
      }
    }
    return all;
  }

  /// RFC 7519 section 4.1.3: one string, or an array of them.
  std::vector<std::string> text_or_texts(const char* key) {
    if (!json_is_string(json_object_get(payload_, key))) return texts(key);
    return {*text(key)};
  }

 private:
  template <class T>
  std::optional<T> wrong() {
    well_formed_ = false;
    return std::nullopt;
  }

  const json_t* payload_;
  bool well_formed_ = true;
};

Refusal judge_times(Reader& read, const Rules& rules, double now) {
  const auto leeway = static_cast<double>(rules.leeway.count());
  const auto expiry = read.time("exp");
  const auto not_before = read.time("nbf");
  const auto issued_at = read.time("iat");
  if (!read.well_formed()) return TokenError::malformed;
  if (!expiry) return TokenError::missing_expiry;
  if (now >= *expiry + leeway) return TokenError::expired;
  if (not_before && now < *not_before - leeway) return TokenError::not_yet_valid;
  if (issued_at && now < *issued_at - leeway) return TokenError::not_yet_valid;
  return std::nullopt;
}

Refusal judge_parties(Reader& read, const Rules& rules) {
  const auto issuer = read.text("iss");
  const auto audience = read.text_or_texts("aud");
  if (!read.well_formed()) return TokenError::malformed;
  if (rules.issuer && issuer != rules.issuer) return TokenError::wrong_issuer;
  if (!rules.audience) return std::nullopt;
  for (const std::string& one : audience) {
    if (one == *rules.audience) return std::nullopt;
  }
  return TokenError::wrong_audience;
}

tl::expected<Claims, TokenError> read_claims(Reader& read) {
  Claims claims{
      .subject = read.text("sub").value_or(""),
      .tenant = read.text("tenant").value_or(""),
      .threads = read.texts("threads"),
      .publish = read.flag("publish"),
      .operator_ = read.flag("operator"),
      .expires_at = static_cast<std::int64_t>(std::floor(read.time("exp").value_or(0))),
  };
  if (!read.well_formed()) return tl::unexpected(TokenError::malformed);
  if (claims.subject.empty()) return tl::unexpected(TokenError::missing_subject);
  return claims;
}

}  // namespace

Verifier::Verifier(Rules rules) : rules_(std::move(rules)) {
  if (rules_.secret.empty()) throw std::invalid_argument("the secret that verifies tokens is empty");
  if (rules_.leeway.count() < 0) throw std::invalid_argument("the leeway for the times of a token is negative");
}

tl::expected<Claims, TokenError> Verifier::verify(std::string_view token, std::int64_t unix_now) const {
  if (token.size() > token_size_limit) return tl::unexpected(TokenError::malformed);
  const auto parts = take_apart(token);
  if (!parts) return tl::unexpected(TokenError::malformed);
  if (const auto refusal = judge_header(parts->header)) return tl::unexpected(*refusal);
  if (const auto refusal = judge_signature(*parts, rules_)) return tl::unexpected(*refusal);

  const Json payload = object_from(parts->payload);
  if (!payload) return tl::unexpected(TokenError::malformed);
  Reader read{payload.get()};
  if (const auto refusal = judge_times(read, rules_, static_cast<double>(unix_now))) return tl::unexpected(*refusal);
  if (const auto refusal = judge_parties(read, rules_)) return tl::unexpected(*refusal);
  return read_claims(read);
}

}  // namespace interlock::jwt
