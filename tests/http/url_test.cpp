#include "runtime/http/url.hpp"

#include <gtest/gtest.h>

namespace interlock::http::test {
namespace {

TEST(Url, HasAHostAPortAndATarget) {
  EXPECT_EQ(parse_url("http://agents.local:8080/run?x=1"), (Url{"agents.local", "8080", "/run?x=1", false}));
  EXPECT_EQ(parse_url("http://agents.local"), (Url{"agents.local", "80", "/", false}));
  EXPECT_EQ(parse_url("http://agents.local?x"), (Url{"agents.local", "80", "/?x", false}));
  EXPECT_EQ(parse_url("http://[::1]:9/"), (Url{"::1", "9", "/", false}));
  EXPECT_EQ(parse_url("https://agents.local/run"), (Url{"agents.local", "443", "/run", true}));
  EXPECT_EQ(parse_url("https://agents.local:80"), (Url{"agents.local", "80", "/", true}));
}

TEST(Url, WhatIsNoAddressOfHttpIsRefused) {
  for (const std::string text : {"", "agents.local", "httpss://agents.local/", "https://", "ftp://a/", "http://", "http:///run", "http://a:/", "http://a:0/",
                                 "http://a:65536/", "http://a:8x/", "http://u:p@a/", "http://a/#b", "http://a/ b", "http://a/\r\nX: 1",
                                 "http://[::1", "http://[::1]9/", "http://a:-1/"})
    EXPECT_FALSE(parse_url(text)) << text;
}

TEST(Url, ItsAuthorityIsWhatTheHostHeaderSays) {
  EXPECT_EQ(authority({"::1", "9", "/", false}), "[::1]:9");
  EXPECT_EQ(authority({"a", "80", "/", false}), "a");
  EXPECT_EQ(authority({"a", "443", "/", true}), "a");
  EXPECT_EQ(authority({"a", "80", "/", true}), "a:80");
}

}  // namespace
}  // namespace interlock::http::test
