#include "runtime/config/kinds.hpp"

#include <gtest/gtest.h>

namespace interlock::config {
namespace {

using namespace std::chrono_literals;

TEST(Durations, AreANumberAndAUnit) {
  EXPECT_EQ(Kind<milliseconds>::read("250ms"), 250ms);
  EXPECT_EQ(Kind<milliseconds>::read("30s"), 30s);
  EXPECT_EQ(Kind<milliseconds>::read("5m"), 5min);
  EXPECT_EQ(Kind<milliseconds>::read("1h"), 1h);
  EXPECT_EQ(Kind<milliseconds>::read("0s"), 0s);
}

TEST(Durations, ThatAreAnythingElseAreRefused) {
  for (const char* text : {"", "30", "s", "-1s", "+1s", "1.5s", "1 s", " 1s", "1s ", "1S", "1sec", "1m30s", "1e3ms",
                           "99999999999999999999s", "9223372036854775807h", "0x10s"}) {
    EXPECT_EQ(Kind<milliseconds>::read(text), std::nullopt) << text;
  }
}

TEST(Durations, ArePrintedInTheLargestUnitThatIsExact) {
  EXPECT_EQ(Kind<milliseconds>::print(0ms), "0ms");
  EXPECT_EQ(Kind<milliseconds>::print(1500ms), "1500ms");
  EXPECT_EQ(Kind<milliseconds>::print(90s), "90s");
  EXPECT_EQ(Kind<milliseconds>::print(120s), "2m");
  EXPECT_EQ(Kind<milliseconds>::print(24h), "24h");
}

TEST(Sizes, AreBytesOrBinaryMultiples) {
  EXPECT_EQ(Kind<Bytes>::read("65536"), Bytes{65536});
  EXPECT_EQ(Kind<Bytes>::read("64KiB"), Bytes{65536});
  EXPECT_EQ(Kind<Bytes>::print(Bytes{65536}), "64KiB");
  EXPECT_EQ(Kind<Bytes>::print(Bytes{1'000'000}), "1000000");
  for (const char* text : {"64kb", "64 KiB", "1.5MiB", "-1", "9223372036854775807GiB"}) {
    EXPECT_EQ(Kind<Bytes>::read(text), std::nullopt) << text;
  }
}

TEST(Endpoints, AreAHostAndAPort) {
  EXPECT_EQ(Kind<Endpoint>::read("127.0.0.1:8080"), (Endpoint{"127.0.0.1", 8080}));
  EXPECT_EQ(Kind<Endpoint>::read("localhost:0"), (Endpoint{"localhost", 0}));
  EXPECT_EQ(Kind<Endpoint>::read("[::1]:8080"), (Endpoint{"::1", 8080}));
  EXPECT_EQ(Kind<Endpoint>::print({"::1", 8080}), "[::1]:8080");
  for (const char* text : {"", "8080", ":8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:80x", "::1:80",
                           "[::1]", "[]:80", "[127.0.0.1]:80", "http://a:80", "a b:80", "a:-1"}) {
    EXPECT_EQ(Kind<Endpoint>::read(text), std::nullopt) << text;
  }
}

TEST(Urls, AreAbsoluteHttpWithoutCredentials) {
  for (const char* text : {"http://a", "https://a.example:9000/run?x=1", "http://[::1]:80/"}) {
    EXPECT_TRUE(Kind<Url>::read(text)) << text;
  }
  for (const char* text : {"", "a", "ftp://a", "http://", "http:///x", "http://:80", "http://u:p@a/", "http://a b/",
                           "http://a\n", "HTTP//a", "http://?x"}) {
    EXPECT_FALSE(Kind<Url>::read(text)) << text;
  }
}

TEST(Origins, AreSchemesAndHostsWithCommasBetween) {
  using Origins = std::vector<WebOrigin>;
  EXPECT_EQ(Kind<Origins>::read(""), Origins{});
  EXPECT_EQ(Kind<Origins>::read("https://a,http://b:81"), (Origins{{"https://a"}, {"http://b:81"}}));
  EXPECT_EQ(Kind<Origins>::print({{"https://a"}, {"http://b:81"}}), "https://a,http://b:81");
  for (const char* text : {"*", "null", "https://a/", "https://a,", ",https://a", "https://a,,https://b",
                           "https://a, https://b", "a.example"}) {
    EXPECT_EQ(Kind<Origins>::read(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace interlock::config
