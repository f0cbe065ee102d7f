#include "runtime/protocol/wire_names.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

using namespace interlock;
using namespace interlock::protocol;

TEST(WireNames, AreWrittenAtFullWidth) {
  EXPECT_EQ(format_run(RunId{9}), "r0000000000000009");
  EXPECT_EQ(format_session(SessionId{0xabcdef0123456789}), "sabcdef0123456789");
  EXPECT_EQ(format_resume_token(ResumeToken{~0ULL}), "rtffffffffffffffff");
  EXPECT_EQ(format_cursor({.epoch = 7, .seq = 1042}), "0007.0000001042");
  EXPECT_EQ(format_cursor({.epoch = 123456, .seq = 98765432109}), "123456.98765432109");
}

RC_GTEST_PROP(WireNames, ComeBackAsTheyWent, (std::uint64_t number, std::uint32_t epoch)) {
  RC_ASSERT(parse_run(format_run(RunId{number})) == RunId{number});
  RC_ASSERT(parse_session(format_session(SessionId{number})) == SessionId{number});
  RC_ASSERT(parse_resume_token(format_resume_token(ResumeToken{number})) == ResumeToken{number});
  const Cursor cursor{.epoch = epoch, .seq = number};
  RC_ASSERT(parse_cursor(format_cursor(cursor)) == cursor);
}

RC_GTEST_PROP(WireNames, WhateverIsReadIsWrittenTheSame, ()) {
  const auto text = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("0019r.")));
  if (const auto cursor = parse_cursor(text)) RC_ASSERT(format_cursor(*cursor) == text);
  if (const auto run = parse_run(text)) RC_ASSERT(format_run(*run) == text);
}

TEST(WireNames, WhatIsOnlyNearlyAnIdIsNone) {
  for (const auto* text : {"", "r", "r9", "s0000000000000009", "r000000000000000A", "r00000000000000009", "r-000000000000009",
                           "R0000000000000009", "r000000000000000g", " r0000000000000009", "rt0000000000000009"}) {
    EXPECT_FALSE(parse_run(text)) << text;
  }
  EXPECT_FALSE(parse_resume_token("r0000000000000009"));
  EXPECT_FALSE(parse_session("r0000000000000009"));
}

TEST(WireNames, WhatIsOnlyNearlyACursorIsNone) {
  for (const auto* text : {"", ".", "7.1042", "0007.1042", "007.0000001042", "00007.0000001042", "0007.00000001042",
                           "0007.0000001042.", "0007-0000001042", "+007.0000001042", "0007.000000104a", "0007.", ".0000001042",
                           "4294967296.0000000001", "0001.18446744073709551616", "0007.0000001042 "}) {
    EXPECT_FALSE(parse_cursor(text)) << text;
  }
  EXPECT_TRUE(parse_cursor("4294967295.18446744073709551615"));
}

TEST(WireNames, AThreadIsAnIdOrAnOwnersId) {
  for (const auto* text : {"t", "t1", "user-7:chat.2_b", "owner/t1"}) EXPECT_TRUE(is_thread_id(text)) << text;
  for (const auto* text : {"", "/", "t1/", "/t1", "a/b/c", "a b", "t*", "\xC3\xA9", "a\n"}) EXPECT_FALSE(is_thread_id(text)) << text;
  EXPECT_TRUE(is_thread_id(std::string(128, 'x')));
  EXPECT_FALSE(is_thread_id(std::string(129, 'x')));
  EXPECT_FALSE(is_thread_id(std::string(64, 'x') + "/" + std::string(64, 'x')));
  EXPECT_FALSE(is_agent_id("owner/agent"));
}
