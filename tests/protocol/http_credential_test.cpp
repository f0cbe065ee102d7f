#include "runtime/protocol/http_credential.hpp"

#include <gtest/gtest.h>

namespace interlock::protocol {
namespace {

tl::expected<std::optional<Credential>, CredentialFault> found_in(std::string_view lines) {
  const auto request = parse_request("GET /ws HTTP/1.1\r\nHost: a\r\n" + std::string(lines) + "\r\n");
  EXPECT_TRUE(request);
  return find_credential(request.value());
}

CredentialFault fault_in(std::string_view lines) {
  const auto found = found_in(lines);
  EXPECT_FALSE(found) << lines;
  return found.error();
}

constexpr std::string_view bearer = "Authorization: bearer aa.bb.cc\r\n";
constexpr std::string_view subprotocol = "Sec-WebSocket-Protocol: interlock.v1.json, interlock.token.dd.ee.ff\r\n";
constexpr std::string_view cookie = "Cookie: theme=dark; interlock_token=gg.hh.ii; x\r\n";

std::string both(std::string_view first, std::string_view second) { return std::string(first).append(second); }

TEST(Credential, ItIsFoundInEachPlace) {
  EXPECT_EQ(found_in(bearer).value(), (Credential{CredentialSource::header, "aa.bb.cc"}));
  EXPECT_EQ(found_in(subprotocol).value(), (Credential{CredentialSource::subprotocol, "dd.ee.ff"}));
  EXPECT_EQ(found_in(cookie).value(), (Credential{CredentialSource::cookie, "gg.hh.ii"}));
  EXPECT_EQ(found_in("Cookie: interlock_token=\"q\"\r\n").value(), (Credential{CredentialSource::cookie, "q"}));
  EXPECT_EQ(found_in("Cookie: xinterlock_token=q\r\n").value(), std::nullopt);
  EXPECT_EQ(found_in("").value(), std::nullopt);
}

TEST(Credential, AnExplicitOneOutranksTheCookie) {
  EXPECT_EQ(found_in(both(cookie, bearer)).value()->source, CredentialSource::header);
  EXPECT_EQ(found_in(both(cookie, subprotocol)).value()->source, CredentialSource::subprotocol);
}

TEST(Credential, TwoExplicitOnesAreRefused) {
  const CredentialFault fault = fault_in(both(bearer, subprotocol));
  EXPECT_EQ(fault, CredentialFault::conflict_with_authorization);
  EXPECT_EQ(as_http_error(fault)->status, 400);
  EXPECT_EQ(fault_in(both(subprotocol, "Sec-WebSocket-Protocol: interlock.token.x\r\n")), CredentialFault::conflict);
  EXPECT_EQ(as_http_error(CredentialFault::conflict), std::nullopt);
}

TEST(Credential, CookiesThatDisagreeAreRefused) {
  EXPECT_EQ(fault_in("Cookie: interlock_token=a; interlock_token=b\r\n"), CredentialFault::conflict);
  EXPECT_TRUE(found_in("Cookie: interlock_token=a; interlock_token=a\r\n"));
}

TEST(Credential, AnAuthorizationThatIsNoBearerTokenIsRefused) {
  for (const std::string_view value : {"Basic abc", "Bearer", "Bearer ", "Bearer a b", "Bearer a,b", "Bearer ==", "aa.bb.cc", ""}) {
    const CredentialFault fault = fault_in("Authorization: " + std::string(value) + "\r\n");
    EXPECT_EQ(fault, CredentialFault::malformed_authorization) << value;
    EXPECT_EQ(as_http_error(fault)->status, 401);
    EXPECT_EQ(as_http_error(fault)->headers.front(), (Header{"WWW-Authenticate", "Bearer"}));
  }
}

}  // namespace
}  // namespace interlock::protocol
