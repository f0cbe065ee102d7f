#include "runtime/protocol/close_code.hpp"

#include <gtest/gtest.h>

#include <set>

namespace interlock::protocol {
namespace {

TEST(CloseCode, EveryCodeHasANameAndANumberOfItsOwn) {
  std::set<std::string_view> names;
  std::set<std::uint16_t> numbers;
  for (const CloseCode code : every_close_code) {
    EXPECT_FALSE(name(code).empty());
    names.insert(name(code));
    numbers.insert(code.number());
    EXPECT_TRUE(may_be_sent({code.number()}));
  }
  EXPECT_EQ(numbers, (std::set<std::uint16_t>{1000, 1002, 1003, 1007, 1008, 1009, 1012, 1013, 4001, 4003, 4004, 4101,
                                              4102, 4103, 4201, 4202}));
  EXPECT_EQ(names.size(), numbers.size());
}

template <CloseCode code>
constexpr std::uint16_t number_of = code.number();

TEST(CloseCode, ItServesAsATemplateArgumentAndInASwitch) {
  static_assert(number_of<CloseCode::draining> == 1012);
  static_assert(name(CloseCode::rotate) == "rotate");
  static_assert(static_cast<int>(CloseCode::rotate) == 4202);
}

TEST(CloseCode, PeersMaySendExactlyTheRegisteredAndThePrivateCodes) {
  for (unsigned value = 0; value <= 0xFFFF; ++value) {
    const bool registered = (value >= 1000 && value <= 1014) && value != 1004 && value != 1005 && value != 1006;
    EXPECT_EQ(may_be_sent({static_cast<std::uint16_t>(value)}), registered || (value >= 3000 && value < 5000)) << value;
  }
}

TEST(CloseCode, AReasonNamesTheCodeAndTheTrace) {
  EXPECT_EQ(close_reason({.name = "draining", .trace = "4bf9"}), "draining;trace=4bf9");
}

TEST(CloseCode, AReasonThatIsTooLongIsCutBetweenCharacters) {
  EXPECT_EQ(close_reason({.name = "x", .trace = std::string(500, 'a')}).size(), close_reason_limit);
  const std::string reason = close_reason({.name = "xy", .trace = std::string(112, 'a') + "\xE2\x82\xAC"});
  EXPECT_EQ(reason, "xy;trace=" + std::string(112, 'a'));
  EXPECT_EQ(cut_text("\xE2\x82\xAC", 2), "");
}

}  // namespace
}  // namespace interlock::protocol
