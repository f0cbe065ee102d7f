#include "tests/sqlite/opened_store.hpp"

namespace interlock::test {
namespace {

constexpr Duration for_ever{600'000};

TEST(GroupCommit, AFullGroupIsOneTransactionAndDoesNotWaitForTheWindow) {
  const TemporaryFolder folder;
  OpenedStore store({.path = folder.path() / "log.db", .window = for_ever, .max_rows = 64});
  for (std::uint64_t index = 0; index < 16; ++index) store->append(ada, batch(thread_of("user" + std::to_string(index)), 1, 4));
  EXPECT_EQ(store.answers_to(ada), Events(16, committed{}));
  EXPECT_EQ(store->commits(), 1U);
}

TEST(GroupCommit, ManyMoreRowsThanAGroupAreWrittenInOrder) {
  const TemporaryFolder folder;
  OpenedStore store({.path = folder.path() / "log.db", .window = Duration{0}, .max_rows = 10});
  for (std::uint64_t seq = 1; seq <= 1000; ++seq) store->append(ada, batch(thread_of("ada"), seq));
  EXPECT_EQ(store.answers_to(ada), Events(1000, committed{}));
  EXPECT_GE(store->commits(), 100U);
  EXPECT_LE(store->commits(), 1000U);
}

TEST(GroupCommit, ARefusedBatchLeavesTheOthersOfItsGroupIntact) {
  const TemporaryFolder folder;
  OpenedStore store({.path = folder.path() / "log.db", .window = for_ever, .max_rows = 3});
  store->append(ada, batch(thread_of("ada"), 1));
  store->append(grace, batch(thread_of("ada"), 1));
  store->append(ada, batch(thread_of("ada"), 2));
  EXPECT_EQ(store.answers_to(ada), (Events{committed{}, committed{}}));
  EXPECT_EQ(store.answers_to(grace), (Events{append_failed{}}));
  EXPECT_EQ(store->commits(), 1U);
}

TEST(GroupCommit, ReadsAloneDoNotWaitForTheWindow) {
  const TemporaryFolder folder;
  OpenedStore store({.path = folder.path() / "log.db", .window = for_ever});
  store->read(ada, thread_of("ada"), 0, 10);
  EXPECT_EQ(store.answers_to(ada), (Events{rows_read{}}));
  EXPECT_EQ(store->commits(), 0U);
}

TEST(GroupCommit, DestroyingTheStoreWritesAndAnswersWhatWaits) {
  const TemporaryFolder folder;
  RecordingScheduler answers;
  {
    const auto store = sqlite::SqliteStore::open({.path = folder.path() / "log.db", .window = for_ever},
                                                 [&](auto from, auto to, auto event) { answers.post(from, to, std::move(event)); });
    ASSERT_TRUE(store) << store.error();
    (*store)->append(ada, batch(thread_of("ada"), 1));
  }
  EXPECT_EQ(answers.to(ada), (Events{committed{}}));
}

TEST(GroupCommit, WhatComesWhileTooMuchWaitsIsRefusedInItsPlace) {
  const TemporaryFolder folder;
  RecordingScheduler answers;
  {
    const auto store =
        sqlite::SqliteStore::open({.path = folder.path() / "log.db", .window = for_ever, .max_rows = 100, .max_waiting_bytes = 1000},
                                  [&](auto from, auto to, auto event) { answers.post(from, to, std::move(event)); });
    ASSERT_TRUE(store) << store.error();
    port::Batch big = batch(thread_of("ada"), 2);
    big.rows.front().data = Text(std::string(2000, 'x'));
    (*store)->append(ada, batch(thread_of("ada"), 1));
    (*store)->append(ada, big);
    (*store)->append(ada, batch(thread_of("ada"), 2));
    for (int i = 0; i < 20; ++i) (*store)->read(ada, thread_of("ada"), 0, 1);
  }
  const Events seen = answers.to(ada);
  ASSERT_EQ(seen.size(), 23U);
  EXPECT_EQ(seen[0], port::Event(committed{}));
  EXPECT_EQ(seen[1], port::Event(append_failed{}));
  EXPECT_EQ(seen[2], port::Event(committed{}));
  EXPECT_EQ(seen[3], port::Event(rows_read{rows(1, 1)}));
  EXPECT_EQ(seen[22], port::Event(read_failed{}));
}

TEST(GroupCommit, AFullDiskFailsEveryBatchOfTheGroupAndReadsGoOn) {
  const TemporaryFolder folder;
  OpenedStore store(
      {.path = folder.path() / "log.db", .window = for_ever, .max_rows = 2, .max_file_bytes = 200'000});
  store->append(ada, batch(thread_of("ada"), 1, 2));
  port::Batch too_big = batch(thread_of("grace"), 1);
  too_big.rows.front().data = Text(std::string(1'000'000, 'x'));
  store->append(ada, batch(thread_of("ada"), 3));
  store->append(grace, too_big);
  store->read(grace, thread_of("ada"), 0, 10);
  EXPECT_EQ(store.answers_to(ada), (Events{committed{}, append_failed{}}));
  EXPECT_EQ(store.answers_to(grace), (Events{append_failed{}, rows_read{rows(1, 2)}}));
  store->append(grace, batch(thread_of("grace"), 1, 2));
  EXPECT_EQ(store.answers_to(grace).back(), port::Event(committed{})) << "Once there is room again, appends go on.";
}

}  // namespace
}  // namespace interlock::test
