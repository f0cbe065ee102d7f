#include "runtime/protocol/http_response.hpp"

#include <gtest/gtest.h>

#include "runtime/protocol/http_writer.hpp"

namespace interlock::protocol {
namespace {

struct Recorder : ResponseListener {
  std::string heard;

  void on_head(const ResponseHead& head) override { heard += std::to_string(head.status) + " " + std::string(head.content_type) + "|"; }
  void on_body(std::string_view piece) override { heard += piece; }
  void on_end() override { heard += "|end"; }
};

/// What is heard of two pieces and the end of the connection after them; a fault is written as "|fault".
std::string heard_of(std::string_view bytes, std::size_t cut) {
  ResponseDecoder decoder;
  Recorder recorder;
  for (const std::string_view piece : {bytes.substr(0, cut), bytes.substr(cut)}) {
    if (!decoder.receive_data(std::as_bytes(std::span(piece)), recorder)) return recorder.heard + "|fault";
  }
  if (!decoder.receive_end(recorder)) return recorder.heard + "|fault";
  return recorder.heard;
}

void expect_at_every_cut(std::string_view bytes, std::string_view heard) {
  for (std::size_t cut = 0; cut <= bytes.size(); ++cut) ASSERT_EQ(heard_of(bytes, cut), heard) << cut;
}

const std::string chunked = chunked_head({.content_type = "text/event-stream"}) + "5;x=y\r\nhello\r\n6\r\n world\r\n0\r\nTrailer: t\r\n\r\n";

TEST(ResponseDecoder, AChunkedBodyIsHeardAtEveryCut) { expect_at_every_cut(chunked, "200 text/event-stream|hello world|end"); }

TEST(ResponseDecoder, ABodyWithALengthIsHeardAtEveryCut) {
  expect_at_every_cut(response({.status = 503, .content_type = "text/plain", .body = "sorry"}), "503 text/plain|sorry|end");
  expect_at_every_cut(response({.status = 204}), "204 ||end");
  expect_at_every_cut(response({.body = ""}), "200 ||end");
}

TEST(ResponseDecoder, ABodyMayEndWithTheConnection) {
  expect_at_every_cut("HTTP/1.0 200 OK\r\nContent-Type: a/b\r\n\r\nuntil the end", "200 a/b|until the end|end");
}

TEST(ResponseDecoder, InterimResponsesAreSkipped) {
  expect_at_every_cut("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + chunked,
                      "200 text/event-stream|hello world|end");
}

TEST(ResponseDecoder, ByteByByteItIsTheSame) {
  ResponseDecoder decoder;
  Recorder recorder;
  for (const char unit : chunked) {
    ASSERT_FALSE(decoder.ended());
    ASSERT_TRUE(decoder.receive_data(std::as_bytes(std::span(&unit, 1)), recorder));
  }
  EXPECT_TRUE(decoder.ended() && decoder.can_be_reused());
  EXPECT_EQ(recorder.heard, "200 text/event-stream|hello world|end");
}

TEST(ResponseDecoder, WhatBreaksOffIsAFault) {
  for (std::size_t size = 0; size < chunked.size(); ++size) {
    const std::string heard = heard_of(std::string_view(chunked).substr(0, size), 0);
    ASSERT_TRUE(heard.ends_with("|fault")) << size << " " << heard;
  }
  EXPECT_EQ(heard_of("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n1234", 3), "200 |1234|fault");
}

TEST(ResponseDecoder, WhatIsNoResponseIsAFault) {
  EXPECT_EQ(heard_of("SSH-2.0-x\r\n\r\n", 0), "|fault");
  EXPECT_EQ(heard_of("HTTP/1.1 101 Switching Protocols\r\n\r\n", 0), "|fault");
  EXPECT_EQ(heard_of("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 0), "200 ||fault");
  EXPECT_EQ(heard_of("HTTP/1.1 200 OK\r\nA: " + std::string(20'000, 'x'), 0), "|fault");
  EXPECT_EQ(heard_of("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;" + std::string(40'000, 'x'), 19'000), "200 ||fault");
}

TEST(ResponseDecoder, BytesAfterTheEndForbidReuse) {
  ResponseDecoder decoder;
  Recorder recorder;
  const std::string bytes = response({.body = "x"}) + "more";
  ASSERT_TRUE(decoder.receive_data(std::as_bytes(std::span(bytes)), recorder));
  EXPECT_TRUE(decoder.ended());
  EXPECT_FALSE(decoder.can_be_reused());
}

}  // namespace
}  // namespace interlock::protocol
