#include "runtime/http/url.hpp"

#include <gtest/gtest.h>

namespace interlock::http::test {
namespace {

TEST(Url, HasAHostAPortAndATarget) {
  EXPECT_EQ(parse_url("http://agents.local:8080/run?x=1"), (Url{"agents.local", "8080", "/run?x=1"}));
  EXPECT_EQ(parse_url("http://agents.local"), (Url{"agents.local", "80", "/"}));
  EXPECT_EQ(parse_url("http://agents.local?x"), (Url{"agents.local", "80", "/?x"}));
  EXPECT_EQ(parse_url("http://[::1]:9/"), (Url{"::1", "9", "/"}));
}

TEST(Url, WhatIsNoPlainAddressIsRefused) {
  for (const std::string text : {"", "agents.local", "https://agents.local/", "ftp://a/", "http://", "http:///run", "http://a:/", "http://a:0/",
                                 "http://a:65536/", "http://a:8x/", "http://u:p@a/", "http://a/#b", "http://a/ b", "http://a/\r\nX: 1",
                                 "http://[::1", "http://[::1]9/", "http://a:-1/"})
    EXPECT_FALSE(parse_url(text)) << text;
}

TEST(Url, ItsAuthorityIsWhatTheHostHeaderSays) {
  EXPECT_EQ(authority({"::1", "9", "/"}), "[::1]:9");
  EXPECT_EQ(authority({"a", "80", "/"}), "a");
}

}  // namespace
}  // namespace interlock::http::test
