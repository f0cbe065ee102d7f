#include "runtime/protocol/websocket.hpp"

#include <gtest/gtest.h>

#include "tests/protocol/recorded_frames.hpp"

namespace interlock::protocol {
namespace {

using Lines = std::vector<std::string>;

/// Every opcode, every length form, characters of each size, fragments with control frames between them.
const std::string conversation = frame(Opcode::text, "hello") + frame(Opcode::text, "") + frame(Opcode::ping, "p1") +
                                 frame(Opcode::text, "gr\xC3\xBC\xC3\x9F \xE2\x82\xAC ", masked_fragment) +
                                 frame(Opcode::ping, "") + frame(Opcode::continuation, "\xF0\x9F", masked_fragment) +
                                 frame(Opcode::continuation, "", masked_fragment) + frame(Opcode::pong, "between") +
                                 frame(Opcode::continuation, "\x98\x80!") + frame(Opcode::binary, "\xFF\xFE") +
                                 frame(Opcode::binary, std::string(300, 'b'), masked_fragment) +
                                 frame(Opcode::continuation, "") + frame(Opcode::close, "\x03\xE8" "bye");
const Lines heard = {"text hello", "text ", "ping p1", "ping ", "pong between",
                     "text gr\xC3\xBC\xC3\x9F \xE2\x82\xAC \xF0\x9F\x98\x80!", "binary \xFF\xFE",
                     "binary " + std::string(300, 'b'), "close 1000 bye"};

TEST(FrameDecoder, AConversationInOnePieceIsHeard) { EXPECT_EQ(decoded(FrameDecoder(), {conversation}), heard); }

TEST(FrameDecoder, EveryCutOffsetIsHeardAlike) {
  for (std::size_t cut = 0; cut <= conversation.size(); ++cut) {
    ASSERT_EQ(decoded(FrameDecoder(), {conversation.substr(0, cut), conversation.substr(cut)}), heard) << cut;
  }
}

TEST(FrameDecoder, PiecesOfEverySizeAreHeardAlike) {
  for (std::size_t size = 1; size < 40; ++size) {
    Lines pieces;
    for (std::size_t i = 0; i < conversation.size(); i += size) pieces.push_back(conversation.substr(i, size));
    ASSERT_EQ(decoded(FrameDecoder(), pieces), heard) << size;
  }
}

TEST(FrameDecoder, ACopyOfAHalfFedDecoderIsEqualAndContinuesEqually) {
  for (std::size_t cut = 0; cut <= conversation.size(); ++cut) {
    FrameDecoder original;
    RecordedFrames before;
    ASSERT_TRUE(feed(original, conversation.substr(0, cut), before));
    FrameDecoder copy = original;
    ASSERT_EQ(copy, original);
    ASSERT_EQ(hash_value(copy), hash_value(original));
    ASSERT_EQ(decoded(copy, {conversation.substr(cut)}), decoded(original, {conversation.substr(cut)})) << cut;
  }
}

TEST(FrameDecoder, BetweenMessagesItOwnsNothingAndEqualsAFreshOne) {
  FrameDecoder decoder;
  RecordedFrames frames;
  const std::string message = frame(Opcode::text, std::string(500, 'a'), masked_fragment) + frame(Opcode::ping, "x") +
                              frame(Opcode::continuation, std::string(100, 'b'));
  for (std::size_t cut = 1; cut < message.size(); ++cut) {
    ASSERT_TRUE(feed(decoder, message.substr(0, cut), frames));
    ASSERT_FALSE(decoder.at_rest()) << cut;
    ASSERT_NE(decoder, FrameDecoder());
    ASSERT_TRUE(feed(decoder, message.substr(cut), frames));
    ASSERT_TRUE(decoder.at_rest()) << cut;
    ASSERT_EQ(decoder, FrameDecoder());
  }
}

TEST(FrameDecoder, AWholeFrameIsNotCopied) {
  struct Where : RecordedFrames {
    const char* place = nullptr;
    void on_text(std::string_view text) { place = text.data(); }
  } where;
  std::string bytes = frame(Opcode::text, "h\xC3\xA9llo");
  FrameDecoder decoder;
  ASSERT_TRUE(decoder.receive_data(std::as_writable_bytes(std::span(bytes)), where));
  EXPECT_EQ(where.place, bytes.data() + 6);
}

TEST(FrameDecoder, AfterACloseFrameNothingIsHeard) {
  const std::string after = frame(Opcode::text, "late");
  EXPECT_EQ(decoded(FrameDecoder(), {frame(Opcode::close, "") + after, after}), Lines{"close "});
}

TEST(FrameDecoder, TheSinkCanStopTheDecoderInTheMiddleOfABuffer) {
  struct Stopper : RecordedFrames {
    FrameDecoder decoder;
    void on_text(std::string_view text) {
      RecordedFrames::on_text(text);
      decoder.stop();
    }
  } stopper;
  std::string bytes = frame(Opcode::text, "one", masked_fragment) + frame(Opcode::continuation, "!") + frame(Opcode::text, "two");
  ASSERT_TRUE(stopper.decoder.receive_data(std::as_writable_bytes(std::span(bytes)), stopper));
  EXPECT_EQ(stopper.lines, Lines{"text one!"});
  EXPECT_TRUE(stopper.decoder.stopped());
}

TEST(FrameDecoder, AMessageOfExactlyTheLimitPasses) {
  const FrameDecoder decoder({.message = 70'000, .fragments = 2});
  const std::string half(35'000, 'x');
  EXPECT_EQ(decoded(decoder, {frame(Opcode::text, half + half)}), Lines{"text " + half + half});
  EXPECT_EQ(decoded(decoder, {frame(Opcode::text, half, masked_fragment), frame(Opcode::continuation, half)}),
            Lines{"text " + half + half});
}

TEST(FrameDecoder, AClientHearsWhatAServerWrites) {
  std::string bytes = frame(Opcode::text, "gr\xC3\xBC\xC3\x9F", {.final = false}) + frame(Opcode::continuation, "e", {});
  append_close(bytes, CloseCode::rotate, close_reason({.name = "rotate", .trace = "7"}));
  const FrameDecoder client(FrameDecoder::Limits{}, FrameDecoder::End::client);
  for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
    EXPECT_EQ(decoded(client, {bytes.substr(0, cut), bytes.substr(cut)}),
              (Lines{"text gr\xC3\xBC\xC3\x9F" "e", "close 4202 rotate;trace=7"}));
  }
}

}  // namespace
}  // namespace interlock::protocol
