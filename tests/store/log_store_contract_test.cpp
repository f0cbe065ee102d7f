/// The contract of port::LogStore, on every implementation of it.
#include "runtime/sqlite/sqlite_store.hpp"
#include "sim/virtual_store.hpp"
#include "tests/store/recording_scheduler.hpp"
#include "tests/store/rows.hpp"
#include "tests/store/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <future>

namespace interlock::test {
namespace {

using namespace lifecycles;
using Events = std::vector<port::Event>;

constexpr port::Address ada{port::ActorKind::thread, 1};
constexpr port::Address grace{port::ActorKind::thread, 2};

class OnSqlite {
 public:
  port::LogStore& store() { return *store_; }
  /// Waits until all that was asked is answered; a probe stands behind all of it.
  void settle() {
    std::promise<bool> done;
    store_->probe([&](bool well) { done.set_value(well); });
    EXPECT_TRUE(done.get_future().get());
  }
  const RecordingScheduler& answers() const { return answers_; }

 private:
  static std::unique_ptr<sqlite::SqliteStore> opened(const TemporaryFolder& folder, RecordingScheduler& answers) {
    auto store = sqlite::SqliteStore::open({.path = folder.path() / "log.db"}, [&](auto from, auto to, auto event) {
      answers.post(from, to, std::move(event));
    });
    if (!store) throw std::runtime_error(store.error());
    return std::move(*store);
  }
  TemporaryFolder folder_;
  RecordingScheduler answers_;  // Written by the log thread; read after `settle` only.
  std::unique_ptr<sqlite::SqliteStore> store_ = opened(folder_, answers_);
};

/// `latest_first` serves the askers in the other order; each asker's own order is kept.
template <bool latest_first>
class OnVirtual {
 public:
  port::LogStore& store() { return store_; }
  void settle() {
    while (!store_.is_idle()) store_.complete(latest_first ? store_.requests().size() - 1 : 0, answers_);
  }
  const RecordingScheduler& answers() const { return answers_; }

 private:
  sim::VirtualStore store_;
  RecordingScheduler answers_;
};

template <class World>
class LogStoreContract : public testing::Test {
 protected:
  World world_;
  port::LogStore& store_ = world_.store();
  /// All answers to `asker` so far.
  Events answers_to(port::Address asker) {
    world_.settle();
    return world_.answers().to(asker);
  }
};
using Worlds = testing::Types<OnSqlite, OnVirtual<false>, OnVirtual<true>>;
TYPED_TEST_SUITE(LogStoreContract, Worlds);

TYPED_TEST(LogStoreContract, AThreadThatWasNeverWrittenIsEmptyHoweverOftenItIsOpened) {
  this->store_.open_thread(ada, thread_of("ada"));
  this->store_.open_thread(ada, thread_of("ada"));
  this->store_.read(ada, thread_of("ada"), 0, 10);
  const log_opened empty{.epoch = 1, .head = 0, .earliest = 1, .runs = {}};
  EXPECT_EQ(this->answers_to(ada), (Events{empty, empty, rows_read{}}));
}

TYPED_TEST(LogStoreContract, WhatWasCommittedIsReadAsItWasWritten) {
  this->store_.append(ada, batch(thread_of("ada"), 1, 11));
  this->store_.append(ada, batch(thread_of("ada"), 12, 1));
  this->store_.read(ada, thread_of("ada"), 0, 100);
  this->store_.open_thread(ada, thread_of("ada"));
  EXPECT_EQ(this->answers_to(ada), (Events{committed{}, committed{}, rows_read{rows(1, 12)},
                                           log_opened{.epoch = 1, .head = 12, .earliest = 1, .runs = {}}}));
}

TYPED_TEST(LogStoreContract, AReadBringsAtMostItsLimitFromWhereItWasAsked) {
  this->store_.append(ada, batch(thread_of("ada"), 1, 9));
  this->store_.read(ada, thread_of("ada"), 2, 3);
  this->store_.read(ada, thread_of("ada"), 7, 3);
  this->store_.read(ada, thread_of("ada"), 9, 3);
  this->store_.read(ada, thread_of("ada"), ~std::uint64_t{0}, 3);
  this->store_.read(ada, thread_of("ada"), 0, 0);
  EXPECT_EQ(this->answers_to(ada), (Events{committed{}, rows_read{rows(3, 3)}, rows_read{rows(8, 2)}, rows_read{}, rows_read{},
                                           rows_read{}}));
}

TYPED_TEST(LogStoreContract, AnAppendHoldsOnlyOnTheExpectedHead) {
  this->store_.append(ada, batch(thread_of("ada"), 2));     // A gap at the start.
  this->store_.append(ada, batch(thread_of("ada"), 1, 2));
  this->store_.append(ada, batch(thread_of("ada"), 1, 2));  // The same again.
  this->store_.append(ada, batch(thread_of("ada"), 2));     // One too low,
  this->store_.append(ada, batch(thread_of("ada"), 4));     // one too high,
  this->store_.append(ada, batch(thread_of("ada"), 3));     // and right.
  this->store_.read(ada, thread_of("ada"), 0, 100);
  EXPECT_EQ(this->answers_to(ada), (Events{append_failed{}, committed{}, append_failed{}, append_failed{}, append_failed{},
                                           committed{}, rows_read{rows(1, 3)}}));
}

TYPED_TEST(LogStoreContract, AnAppendForAnotherEpochIsRefusedAlsoByAnEmptyThread) {
  port::Batch other = batch(thread_of("ada"), 1);
  other.epoch = 2;
  this->store_.append(ada, other);
  this->store_.append(ada, batch(thread_of("ada"), 1));
  other.first_seq = 2;
  other.rows = rows(2, 1);
  this->store_.append(ada, other);
  EXPECT_EQ(this->answers_to(ada), (Events{append_failed{}, committed{}, append_failed{}}));
}

TYPED_TEST(LogStoreContract, ABatchWithAGapLeavesNothingOfItself) {
  port::Batch gap = batch(thread_of("ada"), 1, 3);
  gap.rows.back().seq = 4;
  gap.runs = {run(7, "k7", false)};
  this->store_.append(ada, gap);
  this->store_.read(ada, thread_of("ada"), 0, 100);
  this->store_.open_thread(ada, thread_of("ada"));
  EXPECT_EQ(this->answers_to(ada),
            (Events{append_failed{}, rows_read{}, log_opened{.epoch = 1, .head = 0, .earliest = 1, .runs = {}}}));
}

TYPED_TEST(LogStoreContract, NothingIsVisibleBeforeItsCommitWasAnswered) {
  for (std::uint64_t seq = 1; seq <= 50; ++seq) {
    this->store_.append(ada, batch(thread_of("ada"), seq));
    this->store_.read(grace, thread_of("ada"), 0, 100);
  }
  this->world_.settle();
  std::size_t commits = 0;
  for (const auto& answer : this->world_.answers().posted) {
    if (std::holds_alternative<committed>(answer.event)) ++commits;
    if (const rows_read* const read = std::get_if<rows_read>(&answer.event)) {
      EXPECT_EQ(read->rows, rows(1, commits));
    }
  }
  EXPECT_EQ(commits, 50U);
}

TYPED_TEST(LogStoreContract, ThreadsWithOnePartOfTheNameInCommonAreIsolated) {
  const std::vector<ThreadName> names{thread_of("ada", "t1"),         thread_of("ada", "t2"),         thread_of("grace", "t1"),
                                      thread_of("ada", "t1", "acme"), thread_of("t1", "ada"),         thread_of("", "t1", "ada"),
                                      thread_of("ada/t1", ""),        thread_of("ada", "t1\n", "")};
  for (std::size_t index = 0; index < names.size(); ++index) this->store_.append(ada, batch(names[index], 1, index + 1));
  Events expected(names.size(), committed{});
  for (std::size_t index = 0; index < names.size(); ++index) {
    this->store_.read(ada, names[index], 0, 100);
    expected.push_back(rows_read{rows(1, index + 1)});
  }
  EXPECT_EQ(this->answers_to(ada), expected);
}

TYPED_TEST(LogStoreContract, EachOfManyAskersHasOneAnswerToEachQuestionInItsOrder) {
  constexpr std::uint32_t askers = 200;
  for (std::uint32_t id = 1; id <= askers; ++id) {
    const port::Address asker{port::ActorKind::thread, id};
    const ThreadName name = thread_of("user" + std::to_string(id % 7), "t" + std::to_string(id));
    this->store_.open_thread(asker, name);
    this->store_.append(asker, batch(name, 1, id % 5 + 1));
    this->store_.append(asker, batch(name, 1));
    this->store_.read(asker, name, 0, 3);
  }
  this->world_.settle();
  EXPECT_EQ(this->world_.answers().posted.size(), 4U * askers);
  for (std::uint32_t id = 1; id <= askers; ++id)
    EXPECT_EQ(this->answers_to({port::ActorKind::thread, id}),
              (Events{log_opened{.epoch = 1, .head = 0, .earliest = 1, .runs = {}}, committed{}, append_failed{},
                      rows_read{rows(1, std::min(id % 5 + 1, 3U))}}));
}

TYPED_TEST(LogStoreContract, ARunIsRememberedWhileItIsUnderWayOrHasAKey) {
  port::Batch begun = batch(thread_of("ada"), 1);
  begun.runs = {run(9, "k9", false), run(~std::uint64_t{0}, "", false), run(3, "", false)};
  port::Batch ended = batch(thread_of("ada"), 2);
  ended.runs = {run(9, "k9", true), run(3, "", true)};
  this->store_.append(ada, begun);
  this->store_.append(ada, ended);
  this->store_.open_thread(ada, thread_of("ada"));
  EXPECT_EQ(this->answers_to(ada),
            (Events{committed{}, committed{},
                    log_opened{.epoch = 1, .head = 2, .earliest = 1,
                               .runs = {run(9, "k9", true), run(~std::uint64_t{0}, "", false)}}}));
}

TYPED_TEST(LogStoreContract, OfManyRunsTheLatestThousandKeysAndAllThatAreUnderWayAreRemembered) {
  port::Batch many = batch(thread_of("ada"), 1);
  for (std::uint64_t id = 1; id <= 1010; ++id) many.runs.push_back(run(5000 - id, "k" + std::to_string(id), id != 4));
  const std::vector<RunRecord> all = many.runs;
  std::vector<RunRecord> expected{all[3]};
  expected.insert(expected.end(), all.begin() + 10, all.end());
  this->store_.append(ada, std::move(many));
  this->store_.open_thread(ada, thread_of("ada"));
  EXPECT_EQ(this->answers_to(ada),
            (Events{committed{}, log_opened{.epoch = 1, .head = 1, .earliest = 1, .runs = expected}}));
}

TYPED_TEST(LogStoreContract, DataOfAnySizeAndAnyBytesComesBackAsItWas) {
  port::Batch odd = batch(thread_of("ada"), 1, 3);
  odd.rows[0].data = Text();
  odd.rows[1].data = Text(std::string("{\"a\":\"\0b\"}", 10));
  odd.rows[2].data = Text("\"" + std::string(3'000'000, 'x') + "\"");
  this->store_.append(ada, odd);
  this->store_.read(ada, thread_of("ada"), 0, 3);
  EXPECT_EQ(this->answers_to(ada), (Events{committed{}, rows_read{odd.rows}}));
}

}  // namespace
}  // namespace interlock::test
