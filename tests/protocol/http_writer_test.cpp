#include "runtime/protocol/http_writer.hpp"

#include <gtest/gtest.h>

namespace interlock::protocol {
namespace {

using namespace std::string_literals;

TEST(HttpWriter, AnUpgradeIsAnswered) {
  EXPECT_EQ(switching_protocols({.key = "dGhlIHNhbXBsZSBub25jZQ==", .subprotocol = "interlock.v1.json"}),
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nSec-WebSocket-Protocol: interlock.v1.json\r\n\r\n");
  EXPECT_EQ(switching_protocols({.key = "x"}).find("Protocol:"), std::string::npos);
}

TEST(HttpWriter, AResponseIsWrittenWhole) {
  EXPECT_EQ(response({.status = 200, .content_type = "text/plain", .body = "hi", .headers = {{"A", "b"}}}),
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nA: b\r\nContent-Length: 2\r\n\r\nhi");
  EXPECT_EQ(response({.status = 204, .keep_alive = false}), "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(response({.body = "hi", .without_body = true}), "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n");
}

TEST(HttpWriter, AStreamIsWrittenInChunks) {
  std::string out = chunked_head({.content_type = "text/event-stream"});
  append_chunk(out, "0123456789abcdef");
  append_chunk(out, "");
  out += last_chunk;
  EXPECT_EQ(out, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
                 "10\r\n0123456789abcdef\r\n0\r\n\r\n");
}

TEST(HttpWriter, NoHeaderValueCanBringALineOfItsOwn) {
  const std::string written = response({.headers = {{"A", "b\r\nSet-Cookie: c\0d"s}}});
  EXPECT_NE(written.find("A: b  Set-Cookie: c d\r\n"), std::string::npos);
}

TEST(HttpWriter, AProblemIsJsonWhateverItsTextIs) {
  EXPECT_EQ(problem_json({.status = 503, .code = "not_ready", .message = "a \"b\" \\ \n\x01 \xC3\xBC \xC3", .members = "\"retry_after_ms\":5"}),
            R"({"type":"about:blank","title":"Service Unavailable","status":503,"code":"not_ready",)"
            R"("detail":"a \"b\" \\ \n\u0001 )" "\xC3\xBC \xEF\xBF\xBD" R"(","retry_after_ms":5})");
}

TEST(HttpWriter, ARefusalClosesTheConnectionAndKeepsItsHeaders) {
  const std::string written = error_response({.status = 401, .code = "token_invalid", .headers = {{"WWW-Authenticate", "Bearer"}}});
  EXPECT_TRUE(written.starts_with("HTTP/1.1 401 Unauthorized\r\nContent-Type: application/problem+json\r\nWWW-Authenticate: Bearer\r\n"));
  EXPECT_NE(written.find("\r\nConnection: close\r\n"), std::string::npos);
}

}  // namespace
}  // namespace interlock::protocol
