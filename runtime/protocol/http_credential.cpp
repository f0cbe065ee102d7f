#include "runtime/protocol/http_credential.hpp"

#include "runtime/protocol/http_text.hpp"

namespace interlock::protocol {

namespace {

constexpr std::string_view token_subprotocol = "interlock.token.";
constexpr std::string_view cookie_name = "interlock_token";

/// RFC 6750 section 2.1.
bool is_bearer_token(std::string_view text) {
  while (text.ends_with('=')) text.remove_suffix(1);
  const auto fits = [](char unit) {
    return is_alphanumeric(unit) || std::string_view("-._~+/").find(unit) != std::string_view::npos;
  };
  return !text.empty() && std::all_of(text.begin(), text.end(), fits);
}

std::optional<std::string_view> bearer_token(std::string_view authorization) {
  constexpr std::string_view scheme = "Bearer ";
  if (!equal_in_any_case(authorization.substr(0, scheme.size()), scheme)) return std::nullopt;
  const std::string_view token = trimmed(authorization.substr(scheme.size()));
  if (!is_bearer_token(token)) return std::nullopt;
  return token;
}

/// A second cookie of the name may have been planted by a sibling domain, so that two must agree.
tl::expected<std::optional<Credential>, CredentialFault> find_cookie(const Request& request) {
  std::optional<Credential> found;
  bool conflict = false;
  for (const Header& header : request.headers) {
    if (!equal_in_any_case(header.name, "Cookie")) continue;
    for_each_part(header.value, ';', [&](std::string_view pair) {
      const std::size_t equals = pair.find('=');
      if (equals == std::string_view::npos || trimmed(pair.substr(0, equals)) != cookie_name) return;
      std::string_view value = trimmed(pair.substr(equals + 1));
      if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
      if (found && found->token != value) conflict = true;
      found = Credential{CredentialSource::cookie, std::string(value)};
    });
  }
  if (conflict) return tl::unexpected(CredentialFault::conflict);
  return found;
}

}  // namespace

tl::expected<std::optional<Credential>, CredentialFault> find_credential(const Request& request) {
  std::optional<Credential> found;
  if (request.has_header("Authorization")) {
    const auto token = bearer_token(request.authorization());
    if (!token) return tl::unexpected(CredentialFault::malformed_authorization);
    found = Credential{CredentialSource::header, std::string(*token)};
  }
  for (const std::string& protocol : request.protocols) {
    if (!protocol.starts_with(token_subprotocol)) continue;
    if (found) {
      const bool by_header = found->source == CredentialSource::header;
      return tl::unexpected(by_header ? CredentialFault::conflict_with_authorization : CredentialFault::conflict);
    }
    found = Credential{CredentialSource::subprotocol, protocol.substr(token_subprotocol.size())};
  }
  if (found) return found;
  return find_cookie(request);
}

std::optional<HttpError> as_http_error(CredentialFault fault) {
  switch (fault) {
    case CredentialFault::conflict_with_authorization:
      return HttpError{.status = 400, .code = "malformed_request", .message = "The request carries two credentials."};
    case CredentialFault::malformed_authorization:
      return HttpError{.status = 401,
                       .code = "token_invalid",
                       .message = "Authorization must be Bearer and a token.",
                       .headers = {{"WWW-Authenticate", "Bearer"}}};
    case CredentialFault::conflict: break;
  }
  return std::nullopt;
}

}  // namespace interlock::protocol
