#pragma once
/// Batches for tests of logs.
#include "runtime/port/log_store.hpp"

#include <string>

namespace interlock::test {

inline ThreadName thread_of(std::string owner, std::string thread = "t1", std::string tenant = "") {
  return {.tenant = std::move(tenant), .owner = std::move(owner), .thread = std::move(thread)};
}

inline LogEvent row(std::uint64_t seq) {
  return {.seq = seq,
          .run = RunId{0xfedcba9876543210U},
          .type = static_cast<EventType>(seq % 11),
          .time = 1'700'000'000'000 + static_cast<std::int64_t>(seq),
          .data = Text("{\"text\":\"number " + std::to_string(seq) + "\"}")};
}

/// Rows `first_seq` … `first_seq + count - 1`.
inline port::Batch batch(ThreadName thread, std::uint64_t first_seq, std::uint64_t count = 1) {
  port::Batch made{.thread = std::move(thread), .epoch = 1, .first_seq = first_seq, .rows = {}, .runs = {}};
  for (std::uint64_t seq = first_seq; seq < first_seq + count; ++seq) made.rows.push_back(row(seq));
  return made;
}

inline std::vector<LogEvent> rows(std::uint64_t first_seq, std::uint64_t count) { return batch({}, first_seq, count).rows; }

inline RunRecord run(std::uint64_t id, std::string key, bool ended) {
  return {.run = RunId{id}, .agent = "demo", .idempotency_key = std::move(key), .input_hash = ~id, .ended = ended};
}

}  // namespace interlock::test
