#include "runtime/protocol/http_request.hpp"

#include <gtest/gtest.h>

namespace interlock::protocol {
namespace {

using namespace std::string_literals;

using Progress = HeadCollector::Progress;

std::span<const std::byte> bytes_of(std::string_view text) { return std::as_bytes(std::span(text)); }

/// A GET with some more header lines.
std::string get(std::string_view lines, std::string_view first = "GET /ws?a=1&after=0%2E1+x HTTP/1.1") {
  return std::string(first) + "\r\nHost: example.org\r\n" + std::string(lines) + "\r\n";
}

const std::string upgrade_lines =
    "Upgrade: websocket\r\nConnection: keep-alive, Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    "Sec-WebSocket-Version: 13\r\n";

int status_of(std::string_view head) {
  const auto request = parse_request(head);
  return request ? 200 : request.error().status;
}

int upgrade_status_of(std::string_view head) {
  const auto request = parse_request(head);
  if (!request) return request.error().status;
  const auto upgrade = check_upgrade(*request);
  return upgrade ? 101 : upgrade.error().status;
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  const std::size_t place = text.find(what);
  EXPECT_NE(place, std::string::npos) << what;
  return text.replace(place, what.size(), by);
}

TEST(HeadCollector, EveryCutOffsetYieldsTheHeadAndLeavesTheRest) {
  const std::string head = get(upgrade_lines);
  const std::string all = head + "\x81\x80 and the rest\r\n\r\n";
  for (std::size_t cut = 1; cut <= all.size(); ++cut) {
    HeadCollector collector;
    auto result = collector.receive_data(bytes_of(all.substr(0, cut)));
    if (cut >= head.size()) {
      ASSERT_EQ(result.consumed, head.size());
    } else {
      ASSERT_EQ(result.progress, Progress::need_more);
      ASSERT_EQ(result.consumed, cut);
      HeadCollector copy = collector;
      ASSERT_EQ(copy, collector);
      ASSERT_EQ(hash_value(copy), hash_value(collector));
      result = copy.receive_data(bytes_of(std::string_view(all).substr(cut)));
      ASSERT_EQ(result.head, head);
      ASSERT_EQ(cut + result.consumed, head.size());
      result = collector.receive_data(bytes_of(std::string_view(all).substr(cut)));
      ASSERT_EQ(result.head, head);
      collector.reset();
    }
    ASSERT_EQ(result.progress, Progress::whole);
    ASSERT_EQ(collector, HeadCollector());
  }
}

TEST(HeadCollector, ByteByByteItCollectsOneHeadAfterTheOther) {
  const std::string first = get("");
  const std::string second = "\r\n" + get(upgrade_lines);
  HeadCollector collector;
  std::vector<std::string> heads;
  for (const char unit : first + second) {
    const auto result = collector.receive_data(bytes_of({&unit, 1}));
    ASSERT_EQ(result.consumed, 1U);
    if (result.progress == Progress::whole) heads.emplace_back(result.head);
  }
  EXPECT_EQ(heads, (std::vector<std::string>{first, second.substr(2)}));
}

TEST(HeadCollector, AHeadOfExactlyTheLimitPassesAndOneByteMoreDoesNot) {
  const std::string head = get("");
  for (std::size_t cut = 0; cut < head.size(); ++cut) {
    for (const std::size_t short_by : {0U, 1U}) {
      HeadCollector collector(head.size() - short_by);
      const auto first = collector.receive_data(bytes_of(std::string_view(head).substr(0, cut)));
      ASSERT_EQ(first.progress, Progress::need_more);
      const auto second = collector.receive_data(bytes_of(std::string_view(head).substr(cut)));
      ASSERT_EQ(second.progress, short_by == 0 ? Progress::whole : Progress::too_large) << cut;
    }
  }
  HeadCollector collector;
  EXPECT_EQ(collector.receive_data(bytes_of(std::string(20'000, 'x'))).progress, Progress::too_large);
}

TEST(ParseRequest, TheRequestIsReadWhole) {
  const auto request = parse_request(get(upgrade_lines + "Sec-WebSocket-Protocol: a, interlock.v1.json\r\nsec-websocket-protocol: c\r\n"
                                         "Origin: https://app.example\r\nLast-Event-ID: 0007.1\r\n"));
  ASSERT_TRUE(request) << request.error().message;
  EXPECT_EQ(request->method, "GET");
  EXPECT_EQ(request->path, "/ws");
  EXPECT_EQ(request->query, "a=1&after=0%2E1+x");
  EXPECT_EQ(request->parameter("after"), "0.1 x");
  EXPECT_EQ(request->parameter("missing"), std::nullopt);
  EXPECT_EQ(request->host(), "example.org");
  EXPECT_EQ(request->header("ORIGIN"), "https://app.example");
  EXPECT_EQ(request->last_event_id(), "0007.1");
  EXPECT_EQ(request->protocols, (std::vector<std::string>{"a", "interlock.v1.json", "c"}));
  EXPECT_EQ(chosen_subprotocol(*request), "interlock.v1.json");
  EXPECT_TRUE(request->is_upgrade && request->keep_alive && !request->has_body());
  EXPECT_TRUE(check_upgrade(*request));
}

TEST(ParseRequest, ABodyIsAnnouncedAndBounded) {
  const auto request = parse_request(get("Content-Length: 12\r\nConnection: close\r\n", "POST /x HTTP/1.1"));
  ASSERT_TRUE(request);
  EXPECT_FALSE(request->keep_alive);
  EXPECT_EQ(body_size(*request, 12).value(), 12U);
  EXPECT_EQ(body_size(*request, 11).error().status, 413);
  const auto chunked = parse_request(get("Transfer-Encoding: Chunked\r\n", "POST /x HTTP/1.1"));
  ASSERT_TRUE(chunked);
  EXPECT_EQ(body_size(*chunked, 100).error().status, 411);
  const auto huge = parse_request(get("Content-Length: 18446744073709551615\r\n", "POST /x HTTP/1.1"));
  EXPECT_EQ(huge ? body_size(*huge, 100).error().status : 400, huge ? 413 : 400);
}

TEST(ParseRequest, HostStandsExactlyOnceExceptInOldRequests) {
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\n\r\n"), 400);
  EXPECT_EQ(status_of("OPTIONS /livez HTTP/1.0\r\n\r\n"), 200);
  EXPECT_EQ(status_of(get("Host: example.org\r\n")), 400);
  EXPECT_EQ(status_of(get("Host: other.example\r\n", "GET / HTTP/1.0")), 400);
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"), 400);
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n"), 200);
}

TEST(ParseRequest, AmbiguousFramingIsRefused) {
  const auto post = [](std::string_view lines) { return status_of(get(lines, "POST / HTTP/1.1")); };
  EXPECT_EQ(post("Content-Length: 3\r\nContent-Length: 3\r\n"), 400);
  EXPECT_EQ(post("Content-Length: 3\r\nContent-Length: 4\r\n"), 400);
  EXPECT_EQ(post("Content-Length: 3, 3\r\n"), 400);
  EXPECT_EQ(post("Content-Length: +3\r\n"), 400);
  EXPECT_EQ(post("Content-Length: -3\r\n"), 400);
  EXPECT_EQ(post("Content-Length: 99999999999999999999\r\n"), 400);
  EXPECT_EQ(post("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n"), 400);
  EXPECT_EQ(post("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n"), 400);
  EXPECT_EQ(post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"), 400);
  EXPECT_EQ(post("Transfer-Encoding: xchunked\r\n"), 501);
  EXPECT_EQ(post("Transfer-Encoding: gzip, chunked\r\n"), 501);
  EXPECT_EQ(post("Transfer-Encoding: gzip\r\n"), 501);
  EXPECT_EQ(status_of("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"), 400);
}

TEST(ParseRequest, WhatIsMalformedIsRefused) {
  EXPECT_EQ(status_of(get("A: b\r\n folded\r\n")), 400);
  EXPECT_EQ(status_of(get("A: b\r\n\tfolded\r\n")), 400);
  EXPECT_EQ(status_of(get("A : b\r\n")), 400);
  EXPECT_EQ(status_of(get("A\r\n")), 400);
  EXPECT_EQ(status_of(get(": b\r\n")), 400);
  EXPECT_EQ(status_of(get("A: b\nB: c\r\n")), 400);
  EXPECT_EQ(status_of(get("A: b\rB: c\r\n")), 400);
  EXPECT_EQ(status_of(get("A: b\0c\r\n"s)), 400);
  EXPECT_EQ(status_of(get("A: b\x01\r\n")), 400);
  EXPECT_EQ(status_of("\x16\x03\x01\x02\r\n\r\n"), 400);
  EXPECT_EQ(status_of(""), 400);
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: a\r\n"), 400);
  EXPECT_EQ(status_of(get("") + "GET"), 400);
  EXPECT_EQ(status_of(get("", "GET  / HTTP/1.1")), 400);
  EXPECT_EQ(status_of(get("", "GET /a b HTTP/1.1")), 400);
  EXPECT_EQ(status_of(get("", "GET / http/1.1")), 400);
  EXPECT_EQ(status_of(get("", "GET / HTTP/2.0")), 505);
}

TEST(ParseRequest, TheTargetIsAPath) {
  EXPECT_EQ(status_of(get("", "GET http://example.org/ HTTP/1.1")), 400);
  EXPECT_EQ(status_of(get("", "OPTIONS * HTTP/1.1")), 400);
  EXPECT_EQ(status_of(get("", "CONNECT example.org:443 HTTP/1.1")), 400);
  EXPECT_EQ(status_of(get("", "GET /a#b HTTP/1.1")), 400);
}

TEST(ParseRequest, ThereAreAtMostAHundredHeaders) {
  std::string lines;
  for (int i = 0; i < 99; ++i) lines += "A: b\r\n";
  EXPECT_EQ(status_of(get(lines)), 200);
  EXPECT_EQ(status_of(get(lines + "A: b\r\n")), 431);
  EXPECT_EQ(status_of(get("A: " + std::string(16'384, 'x') + "\r\n")), 431);
  EXPECT_EQ(status_of(get("A: " + std::string(16'200, 'x') + "\r\n")), 200);
}

TEST(CheckUpgrade, TheUpgradeMustBeAskedForProperly) {
  const std::string good = get(upgrade_lines);
  EXPECT_EQ(upgrade_status_of(good), 101);
  EXPECT_EQ(upgrade_status_of(replaced(good, "websocket", "h2c, WebSocket")), 101);
  EXPECT_EQ(upgrade_status_of(get(upgrade_lines + "Content-Length: 0\r\n")), 101);
  EXPECT_EQ(upgrade_status_of(replaced(good, "GET", "POST")), 405);
  EXPECT_EQ(upgrade_status_of(replaced(good, "HTTP/1.1", "HTTP/1.0")), 400);
  EXPECT_EQ(upgrade_status_of(get("")), 426);
  EXPECT_EQ(upgrade_status_of(replaced(good, "websocket", "websocketx")), 426);
  EXPECT_EQ(upgrade_status_of(replaced(good, ", Upgrade", "")), 400);
  EXPECT_EQ(upgrade_status_of(replaced(good, "==\r\n", "=\r\n")), 400);
  EXPECT_EQ(upgrade_status_of(replaced(good, "dGhl", "dG-l")), 400);
  EXPECT_EQ(upgrade_status_of(replaced(good, "Sec-WebSocket-Key", "X-Key")), 400);
  EXPECT_EQ(upgrade_status_of(get(upgrade_lines + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n")), 400);
  EXPECT_EQ(upgrade_status_of(get(upgrade_lines + "Content-Length: 1\r\n")), 400);
  EXPECT_EQ(upgrade_status_of(get(upgrade_lines + "Transfer-Encoding: chunked\r\n")), 400);
}

TEST(CheckUpgrade, AnotherVersionIsToldTheRightOne) {
  const auto request = parse_request(replaced(get(upgrade_lines), ": 13", ": 8"));
  ASSERT_TRUE(request);
  const auto upgrade = check_upgrade(*request);
  ASSERT_FALSE(upgrade);
  EXPECT_EQ(upgrade.error().status, 426);
  EXPECT_EQ(upgrade.error().headers.front(), (Header{"Sec-WebSocket-Version", "13"}));
}

TEST(PercentDecoded, MalformedEscapesAreRefused) {
  EXPECT_EQ(percent_decoded("a%2fb%41"), "a/bA");
  EXPECT_EQ(percent_decoded("%"), std::nullopt);
  EXPECT_EQ(percent_decoded("%4"), std::nullopt);
  EXPECT_EQ(percent_decoded("%4g"), std::nullopt);
}

}  // namespace
}  // namespace interlock::protocol
