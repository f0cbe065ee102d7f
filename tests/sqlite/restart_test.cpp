#include "tests/sqlite/opened_store.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

namespace interlock::test {
namespace {

TEST(Restart, KeepsTheEpochTheRowsAndTheUnfinishedRuns) {
  const TemporaryFolder folder;
  {
    OpenedStore store({.path = folder.path() / "log.db"});
    EXPECT_TRUE(store->threads_with_unfinished_runs().empty());
    port::Batch begun = batch(thread_of("ada"), 1);
    begun.runs = {run(1, "k1", false)};
    port::Batch ended = batch(thread_of("grace"), 1);
    ended.runs = {run(2, "k2", true)};
    store->append(ada, begun);
    store->append(ada, ended);
    EXPECT_EQ(store.answers_to(ada), (Events{committed{}, committed{}}));
  }
  OpenedStore store({.path = folder.path() / "log.db"});
  EXPECT_EQ(store->threads_with_unfinished_runs(), std::vector{thread_of("ada")});
  store->open_thread(ada, thread_of("ada"));
  store->append(ada, batch(thread_of("ada"), 2));
  store->read(ada, thread_of("ada"), 0, 10);
  EXPECT_EQ(store.answers_to(ada), (Events{log_opened{.epoch = 1, .head = 1, .earliest = 1, .runs = {run(1, "k1", false)}},
                                           committed{}, rows_read{rows(1, 2)}}));
}

/// The child's life: appends row after row and says each `committed` through the pipe, until it is killed.
[[noreturn]] void append_for_ever(const std::filesystem::path& path, int said) {
  std::promise<void> broken;
  const auto store = sqlite::SqliteStore::open({.path = path, .window = Duration{1}, .max_rows = 8}, [&](auto, auto, port::Event event) {
    const char word = std::holds_alternative<committed>(event) ? 'c' : 'f';
    if (write(said, &word, 1) != 1) _exit(2);
  });
  if (!store) _exit(3);
  for (std::uint64_t seq = 1; seq <= 20'000; ++seq) (*store)->append(ada, batch(thread_of("ada"), seq));
  broken.get_future().wait();  // Only the kill ends it.
  _exit(4);
}

TEST(Restart, AKilledProcessLosesNoRowThatItSaidToBeCommitted) {
  for (int round = 0; round < 3; ++round) {
    const TemporaryFolder folder;
    const std::filesystem::path path = folder.path() / "log.db";
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      close(ends[0]);
      append_for_ever(path, ends[1]);
    }
    close(ends[1]);
    std::uint64_t said = 0;
    char word = 0;
    while (said < 100U + 37U * static_cast<unsigned>(round) && read(ends[0], &word, 1) == 1) said += word == 'c' ? 1 : 0;
    kill(child, SIGKILL);
    while (read(ends[0], &word, 1) == 1) said += word == 'c' ? 1 : 0;  // What it said before it died.
    close(ends[0]);
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << status;

    OpenedStore store({.path = path});
    store->open_thread(ada, thread_of("ada"));
    const std::uint64_t head = std::get<log_opened>(store.answers_to(ada).front()).head;
    EXPECT_GE(head, said);
    store->read(ada, thread_of("ada"), 0, 30'000);
    EXPECT_EQ(store.answers_to(ada).back(), port::Event(rows_read{rows(1, head)})) << "The log is dense.";
    store->append(ada, batch(thread_of("ada"), head + 1));
    EXPECT_EQ(store.answers_to(ada).back(), port::Event(committed{}));
  }
}

}  // namespace
}  // namespace interlock::test
