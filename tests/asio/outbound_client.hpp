#pragma once
/// Who listens to outgoing connections in tests: notes all, and holds the port to what it promises.
#include "runtime/asio/alarm.hpp"
#include "runtime/asio/outbound.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace interlock::asio_parts::test {

struct OutboundClient final : OutboundListener {
  void connected(Id id) override {
    EXPECT_FALSE(inside_a_call);
    ++connected_count[id];
  }
  void received(Id id, std::span<std::byte> bytes) override {
    EXPECT_FALSE(ended_with.contains(id));
    got[id].append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  }
  void ended(Id id, const std::string& error) override {
    EXPECT_FALSE(inside_a_call);
    EXPECT_TRUE(ended_with.emplace(id, error).second) << "said once";
  }
  std::map<Id, int> connected_count;
  std::map<Id, std::string> got;
  std::map<Id, std::string> ended_with;
  bool inside_a_call = false;
};

inline void run_until(Loop& loop, const std::function<bool()>& done) {
  bool overdue = false;
  Alarm guard(loop);
  guard.set(Duration{20'000}, [&] { overdue = true; });
  loop.run_until([&] { return overdue || done(); });
  ASSERT_FALSE(overdue) << "What was waited for did not come.";
}

}  // namespace interlock::asio_parts::test
