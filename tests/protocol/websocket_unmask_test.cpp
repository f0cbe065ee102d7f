#include "runtime/protocol/websocket_unmask.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "runtime/protocol/websocket_utf8.hpp"
#include "tests/protocol/recorded_frames.hpp"

namespace interlock::protocol {
namespace {

TEST(Unmask, EverySizeAndAlignmentAgreesWithTheByteWiseDefinition) {
  for (std::size_t size = 0; size < 300; ++size) {
    for (std::size_t start = 0; start < 9; ++start) {
      std::vector<std::byte> bytes(size + 32, std::byte{0x55});
      auto expected = bytes;
      for (std::size_t i = 0; i < size; ++i) expected[start + i] ^= test_key[i % 4];
      unmask(std::span(bytes).subspan(start, size), test_key);
      ASSERT_EQ(bytes, expected) << size << " bytes at " << start;
    }
  }
}

TEST(Unmask, OneByteThatIsNotAsciiIsSeenWhereverItStands) {
  for (std::size_t size = 1; size < 200; ++size) {
    for (std::size_t place = 0; place <= size; ++place) {
      std::string text(size, 'a');
      if (place < size) text[place] = '\x80';
      const auto bytes = std::as_writable_bytes(std::span(text));
      for (std::size_t i = 0; i < size; ++i) bytes[i] ^= test_key[i % 4];
      ASSERT_EQ(unmask(bytes, test_key), place == size) << place << " of " << size;
    }
  }
}

TEST(Unmask, ARotatedKeyContinuesWhereAPieceEnded) {
  for (std::size_t cut = 0; cut < 9; ++cut) {
    std::string whole = "a payload of some length";
    std::string pieces = whole;
    unmask(std::as_writable_bytes(std::span(whole)), test_key);
    const auto bytes = std::as_writable_bytes(std::span(pieces));
    unmask(bytes.first(cut), test_key);
    unmask(bytes.subspan(cut), rotated(test_key, cut));
    EXPECT_EQ(pieces, whole);
  }
}

/// The definition by exhaustion: can one to three more bytes make the text valid?
bool can_become_utf8(const std::string& text) {
  if (is_utf8(text)) return true;
  constexpr std::string_view continuations = "\x80\x8F\x90\x9F\xA0\xBF";
  std::vector<std::string> extended{text};
  for (std::size_t i = 0; i < extended.size(); ++i) {
    if (extended[i].size() == text.size() + 3) break;
    for (const char unit : continuations) {
      extended.push_back(extended[i] + unit);
      if (is_utf8(extended.back())) return true;
    }
  }
  return false;
}

TEST(WholeCharacters, ABeginningIsKeptExactlyIfItCanBecomeACharacter) {
  constexpr std::string_view units = "a\x7F\x80\x8F\x90\x9F\xA0\xBF\xC0\xC1\xC2\xDF\xE0\xE1\xED\xEF\xF0\xF1\xF3\xF4\xF5\xFF";
  std::vector<std::string> texts{""};
  for (std::size_t i = 0; i < texts.size() && texts[i].size() < 3; ++i) {
    for (const char unit : units) texts.push_back(texts[i] + unit);
  }
  for (const std::string& text : texts) {
    const auto whole = whole_characters(text);
    ASSERT_EQ(whole.has_value(), can_become_utf8(text)) << testing::PrintToString(text);
    if (!whole) continue;
    ASSERT_TRUE(is_utf8(text.substr(0, *whole)) && text.size() - *whole <= 3);
  }
}

}  // namespace
}  // namespace interlock::protocol
