#include "runtime/protocol/websocket_frame.hpp"

#include <gtest/gtest.h>

#include "tests/protocol/recorded_frames.hpp"

namespace interlock::protocol {
namespace {

using namespace std::string_literals;

TEST(WebSocketFrame, TheExamplesOfTheRfcAreWrittenToTheByte) {
  EXPECT_EQ(frame(Opcode::text, "Hello", {}), "\x81\x05Hello"s);
  EXPECT_EQ(frame(Opcode::text, "Hello"), "\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58"s);
  EXPECT_EQ(frame(Opcode::text, "Hel", {.final = false}), "\x01\x03Hel"s);
  EXPECT_EQ(frame(Opcode::ping, "Hello", {}), "\x89\x05Hello"s);
  EXPECT_EQ(frame(Opcode::binary, std::string(256, 'x'), {}).substr(0, 4), "\x82\x7E\x01\x00"s);
  EXPECT_EQ(frame(Opcode::binary, std::string(65536, 'x'), {}).substr(0, 10), "\x82\x7F\x00\x00\x00\x00\x00\x01\x00\x00"s);
  EXPECT_EQ(accept_key("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

TEST(WebSocketFrame, ACloseFrameCarriesCodeAndReasonAndIsNeverTooLong) {
  std::string out;
  append_close(out, CloseCode::draining, "draining;trace=1");
  EXPECT_EQ(out, "\x88\x12\x03\xF4" "draining;trace=1"s);
  out.clear();
  append_close(out, CloseCode::done, std::string(200, 'x'));
  EXPECT_EQ(out.size(), 2 + control_payload_limit);
}

TEST(WebSocketFrame, APeersCloseIsEchoedButItsInternalErrorIsNot) {
  const auto echo = [](std::optional<PeerCloseCode> code) {
    std::string out;
    append_close_echo(out, code);
    return out;
  };
  EXPECT_EQ(echo(std::nullopt), "\x88\x00"s);
  EXPECT_EQ(echo(PeerCloseCode{4999}), "\x88\x02\x13\x87"s);
  EXPECT_EQ(echo(PeerCloseCode{1011}), "\x88\x02\x03\xE8"s);
}

TEST(WebSocketFrameDeathTest, AControlFrameThatMayNotExistIsNotWritten) {
  EXPECT_DEATH(frame(Opcode::ping, std::string(126, 'x')), "");
  EXPECT_DEATH(frame(Opcode::ping, "", masked_fragment), "");
}

}  // namespace
}  // namespace interlock::protocol
