#include <gtest/gtest.h>

#include "tests/protocol/recorded_frames.hpp"

namespace interlock::protocol {
namespace {

using namespace std::string_literals;
using Lines = std::vector<std::string>;

const Lines protocol_error{"violation 1002"};
const Lines invalid_utf8{"violation 1007"};
const Lines too_big{"violation 1009"};

std::string with_first_byte(unsigned first, std::string bytes) {
  bytes[0] = static_cast<char>(first);
  return bytes;
}

Lines decoded_bytewise(const std::string& bytes, FrameDecoder decoder = FrameDecoder()) {
  Lines pieces;
  for (const char unit : bytes) pieces.emplace_back(1, unit);
  return decoded(std::move(decoder), pieces);
}

/// The bytes are refused in one piece, and byte by byte, and nothing is heard after that.
void expect_refused(const std::string& bytes, const Lines& how) {
  EXPECT_EQ(decoded(FrameDecoder(), {bytes, frame(Opcode::text, "late")}), how) << testing::PrintToString(bytes);
  EXPECT_EQ(decoded_bytewise(bytes + frame(Opcode::text, "late")), how) << testing::PrintToString(bytes);
}

std::string close_frame(unsigned code, std::string_view reason = "") {
  return frame(Opcode::close, close_payload({static_cast<std::uint16_t>(code)}, reason));
}

TEST(ProtocolViolation, EveryFirstByteWithAReservedBitOrOpcodeIsRefusedAtOnce) {
  for (unsigned first = 0; first < 256; ++first) {
    const unsigned opcode = first & 0x0FU;
    const bool known = opcode <= 2 || (opcode >= 8 && opcode <= 10);
    const bool control_fragment = opcode >= 8 && (first & 0x80U) == 0;
    const bool stray_continuation = opcode == 0;
    const bool fine = (first & 0x70U) == 0 && known && !control_fragment && !stray_continuation;
    EXPECT_EQ(decoded(FrameDecoder(), {std::string(1, static_cast<char>(first))}), fine ? Lines{} : protocol_error) << first;
  }
}

TEST(ProtocolViolation, AFrameFromAClientMustBeMaskedAndOneFromAServerMustNot) {
  expect_refused(frame(Opcode::text, "plain", {}), protocol_error);
  EXPECT_EQ(decoded(FrameDecoder({}, FrameDecoder::End::client), {frame(Opcode::text, "masked")}), protocol_error);
}

TEST(ProtocolViolation, AControlFrameIsShort) {
  EXPECT_EQ(decoded(FrameDecoder(), {frame(Opcode::ping, std::string(125, 'p'))}), Lines{"ping " + std::string(125, 'p')});
  expect_refused(with_first_byte(0x89, frame(Opcode::text, std::string(126, 'p'))), protocol_error);
  expect_refused(with_first_byte(0x88, frame(Opcode::text, std::string(70'000, 'p'), masked).substr(0, 20)), protocol_error);
}

TEST(ProtocolViolation, ALengthIsInItsShortestFormAndHasNoHighestBit) {
  expect_refused("\x81\xFE\x00\x7D"s, protocol_error);
  expect_refused("\x81\xFF\x00\x00\x00\x00\x00\x00\xFF\xFF"s, protocol_error);
  expect_refused("\x81\xFF\x80\x00\x00\x00\x00\x00\x00\x00"s, protocol_error);
}

TEST(ProtocolViolation, MessagesDoNotOverlap) {
  expect_refused(frame(Opcode::continuation, "x"), protocol_error);
  expect_refused(frame(Opcode::text, "a", masked_fragment) + frame(Opcode::text, "b"), protocol_error);
  expect_refused(frame(Opcode::text, "a", masked_fragment) + frame(Opcode::binary, "b", masked_fragment), protocol_error);
}

TEST(ProtocolViolation, AMessageIsTooBigAsSoonAsAHeaderSaysSo) {
  expect_refused("\x81\xFF\x00\x00\x00\x00\x00\x01\x00\x01"s, too_big);
  expect_refused("\x81\xFF\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF"s, too_big);
  expect_refused(frame(Opcode::binary, std::string(65'000, 'x'), masked_fragment) + "\x80\xFE\x02\x19"s, too_big);
}

TEST(ProtocolViolation, AMessageHasAtMostSoManyFragments) {
  const FrameDecoder decoder({.fragments = 3});
  const std::string first = frame(Opcode::text, "", masked_fragment);
  const std::string empty = frame(Opcode::continuation, "", masked_fragment);
  EXPECT_EQ(decoded(decoder, {first + empty + frame(Opcode::continuation, "x")}), Lines{"text x"});
  EXPECT_EQ(decoded(decoder, {first + empty + empty + empty}), Lines{"violation 1008"});
}

TEST(ProtocolViolation, EveryCloseCodeIsTakenOrRefusedByTheRegistry) {
  for (unsigned code = 0; code <= 0xFFFF; ++code) {
    const bool fine = may_be_sent({static_cast<std::uint16_t>(code)});
    ASSERT_EQ(decoded(FrameDecoder(), {close_frame(code)}), fine ? Lines{"close " + std::to_string(code) + " "} : protocol_error);
  }
}

TEST(ProtocolViolation, AClosePayloadHasAWholeCodeAndAReasonInUtf8) {
  expect_refused(frame(Opcode::close, "\x03"), protocol_error);
  expect_refused(close_frame(1000, "\xC3"), invalid_utf8);
  EXPECT_EQ(decoded(FrameDecoder(), {close_frame(1000, "\xC3\xBC")}), Lines{"close 1000 \xC3\xBC"});
}

TEST(ProtocolViolation, TextIsUtf8WhereverItIsCut) {
  for (const std::string& bad : {"\xC0\x80"s, "\xED\xA0\x80"s, "\xF4\x90\x80\x80"s, "\xFF"s, "\x80"s, "\xE2\x82"s, "\xF0\x9F\x98"s}) {
    expect_refused(frame(Opcode::text, "ok " + bad), invalid_utf8);
    for (std::size_t cut = 0; cut <= bad.size(); ++cut) {
      expect_refused(frame(Opcode::text, bad.substr(0, cut), masked_fragment) + frame(Opcode::continuation, bad.substr(cut)), invalid_utf8);
    }
  }
}

TEST(ProtocolViolation, TruncatedUtf8EndedByAnEmptyFragmentIsRefused) {
  expect_refused(frame(Opcode::text, "\xE2\x82", masked_fragment) + frame(Opcode::continuation, ""), invalid_utf8);
  expect_refused(frame(Opcode::text, "\xF0", masked_fragment) + frame(Opcode::continuation, "", masked_fragment) +
                     frame(Opcode::continuation, "abc"), invalid_utf8);
}

TEST(ProtocolViolation, BadTextIsRefusedBeforeItsFrameIsWhole) {
  const std::string long_text = frame(Opcode::text, "ab\xF5" + std::string(1000, 'c'));
  EXPECT_EQ(decoded(FrameDecoder(), {long_text.substr(0, 8 + 3)}), invalid_utf8);
  const std::string surrogate = frame(Opcode::text, "\xED\xA0\x80", masked_fragment);
  EXPECT_EQ(decoded(FrameDecoder(), {surrogate.substr(0, 7)}), Lines{});
  EXPECT_EQ(decoded(FrameDecoder(), {surrogate.substr(0, 8)}), invalid_utf8);
}

TEST(ProtocolViolation, AStoppedDecoderKeepsNoBuffer) {
  FrameDecoder decoder;
  RecordedFrames frames;
  ASSERT_TRUE(feed(decoder, frame(Opcode::text, std::string(500, 'x'), masked_fragment), frames));
  const auto result = feed(decoder, frame(Opcode::text, "y"), frames);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error(), (ProtocolViolation{CloseCode::protocol_error, "a message begins within another"}));
  EXPECT_TRUE(decoder.stopped() && decoder.at_rest());
}

}  // namespace
}  // namespace interlock::protocol
