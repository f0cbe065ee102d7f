#include "runtime/jwt/base64url.hpp"

#include <gtest/gtest.h>

#include <string>

namespace interlock::jwt {
namespace {

TEST(Base64url, TheVectorsOfTheRfcsGoBothWays) {
  // RFC 4648 section 10 without padding, and RFC 7515 appendix C.
  const std::pair<std::string, std::string> vectors[] = {
      {"", ""},           {"f", "Zg"},          {"fo", "Zm8"},          {"foo", "Zm9v"},
      {"foob", "Zm9vYg"}, {"fooba", "Zm9vYmE"}, {"foobar", "Zm9vYmFy"}, {"\x03\xec\xff\xe0\xc1", "A-z_4ME"}};
  for (const auto& [bytes, text] : vectors) {
    EXPECT_EQ(base64url_encode(bytes), text);
    EXPECT_EQ(base64url_decode(text), bytes);
  }
}

TEST(Base64url, EveryByteAtEveryOffsetComesBack) {
  for (std::size_t offset = 0; offset < 3; ++offset) {
    for (int byte = 0; byte < 256; ++byte) {
      std::string bytes(3, '\x5a');
      bytes[offset] = static_cast<char>(byte);
      EXPECT_EQ(base64url_decode(base64url_encode(bytes)), bytes);
    }
  }
}

TEST(Base64url, PaddingWhiteSpaceAndTheOtherAlphabetAreRefused) {
  for (const char* text : {"Zg==", "Zm8=", "Zm 9v", "Zm9v\n", "A+z/4ME", "Zm9v.", "Z", "Zm9vY", "Zm9\xc3"}) {
    EXPECT_EQ(base64url_decode(text), std::nullopt) << text;
  }
  EXPECT_EQ(base64url_decode(std::string_view("Zm\0v", 4)), std::nullopt);
}

TEST(Base64url, UnusedBitsThatAreNotZeroAreRefused) {
  EXPECT_EQ(base64url_decode("Zg"), "f");
  EXPECT_EQ(base64url_decode("Zh"), std::nullopt);
  EXPECT_EQ(base64url_decode("Zm9"), std::nullopt);
}

}  // namespace
}  // namespace interlock::jwt
