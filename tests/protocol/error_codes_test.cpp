#include "runtime/protocol/error_codes.hpp"

#include <gtest/gtest.h>

using namespace interlock::protocol;

TEST(ErrorCodes, EachHasAMeaningAndSaysWhenToRetryAndAnErrorStatus) {
  for (const auto& each : error_codes) {
    EXPECT_TRUE(each.meaning.ends_with(".")) << each.code;
    EXPECT_TRUE(each.when.ends_with(".")) << each.code;
    EXPECT_GE(each.http_status, 400) << each.code;
    EXPECT_LE(each.http_status, 599) << each.code;
    EXPECT_EQ(each.code.find_first_not_of("abcdefghijklmnopqrstuvwxyz_"), std::string_view::npos) << each.code;
  }
}

TEST(ErrorCodes, AreFoundByTheirNameAndOnlyByIt) {
  ASSERT_NE(find_error_code("thread_busy"), nullptr);
  EXPECT_TRUE(find_error_code("thread_busy")->retryable);
  EXPECT_EQ(find_error_code("no_such_code"), nullptr);
}

TEST(ErrorCodes, TheReferenceHasOneRowForEach) {
  const std::string reference = error_code_reference();
  EXPECT_EQ(static_cast<std::size_t>(std::ranges::count(reference, '\n')), error_codes.size() + 2);
  for (const auto& each : error_codes) EXPECT_NE(reference.find("| `" + std::string(each.code) + "` |"), std::string::npos);
  EXPECT_NE(reference.find("| `draining` | The process is about to end. | yes | After the delay in `goodbye`. | 503 |"), std::string::npos);
}
