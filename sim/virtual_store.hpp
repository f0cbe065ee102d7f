#pragma once
/// The logs of threads as a value: what is durable, and what was asked and is not answered. The world decides what each
/// request comes to, so every order, refusal and crash of a disk is a choice.
#include "runtime/port/event.hpp"
#include "runtime/port/log_store.hpp"
#include "runtime/port/scheduler.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <utility>
#include <variant>

namespace interlock::sim {

/// Copying is cheap: the logs are shared until they are written. Equal means that every future is equal.
class VirtualStore final : public port::LogStore {
 public:
  struct OpenThread { ThreadName thread; friend bool operator==(const OpenThread&, const OpenThread&) = default; };
  struct Append { port::Batch batch; friend bool operator==(const Append&, const Append&) = default; };
  struct Read {
    ThreadName thread;
    std::uint64_t after_seq = 0;
    std::uint32_t limit = 0;
    friend bool operator==(const Read&, const Read&) = default;
  };
  struct Request {
    port::Address asker;
    std::variant<OpenThread, Append, Read> what;
    friend bool operator==(const Request&, const Request&) = default;
  };
  /// One thread's durable log. `runs` are in the order in which they began.
  struct Log {
    std::uint32_t epoch = 0;
    std::vector<LogEvent> rows;
    std::vector<RunRecord> runs;
    friend bool operator==(const Log&, const Log&) = default;
  };
  /// As the real store: how many of a thread's keyed runs are remembered, besides all that are unfinished.
  static constexpr std::size_t remembered_runs = 1000;

  explicit VirtualStore(std::uint32_t epoch = 1) : epoch_(epoch) {}

  // ---- asked by the core; nothing happens before the world decides it
  void open_thread(port::Address asker, const ThreadName& thread) override { waiting_.push_back({asker, OpenThread{thread}}); }
  void append(port::Address asker, port::Batch batch) override { ++appends_asked, waiting_.push_back({asker, Append{std::move(batch)}}); }
  void read(port::Address asker, const ThreadName& thread, std::uint64_t after_seq, std::uint32_t limit) override {
    waiting_.push_back({asker, Read{thread, after_seq, limit}});
  }

  // ---- decided by the world
  /// What can be served now: the first request of each asker, in the order of asking. Borrowed until the next change.
  [[nodiscard]] std::vector<const Request*> requests() const {
    std::vector<const Request*> first;
    for (const std::size_t place : enabled()) first.push_back(&waiting_[place]);
    return first;
  }
  [[nodiscard]] bool is_idle() const { return waiting_.empty(); }
  /// Serves `requests()[index]` as a working disk does. While the store is lost, as a lost one does.
  void complete(std::size_t index, port::Scheduler<port::Event>& scheduler) {
    if (lost) return fail(index, scheduler);
    const Request request = take(index);
    scheduler.post({}, request.asker, std::visit([&](const auto& what) { return perform(what); }, request.what));
  }
  /// Refuses it: the disk is full, an fsync failed, a queue was.
  void fail(std::size_t index, port::Scheduler<port::Event>& scheduler) {
    const Request request = take(index);
    scheduler.post({}, request.asker, refusal(request.what));
  }
  /// The process dies: what was not committed is gone, what was stays. Its restart keeps the epoch.
  void crash() { waiting_.clear(); }
  /// The process dies between the write of `requests()[index]` and its answer.
  void crash_after_write(std::size_t index) {
    const Request request = take(index);
    if (const Append* const append_of = std::get_if<Append>(&request.what)) static_cast<void>(perform(*append_of));
    crash();
  }
  /// Nothing succeeds while it is set.
  bool lost = false;
  /// Of a log that is opened, readers are given so many of the last rows.
  std::uint32_t kept_rows = UINT32_MAX;
  /// How many appends were ever asked for. No future depends on it.
  std::uint64_t appends_asked = 0;

  // ---- seen by properties
  [[nodiscard]] const Log* log(const ThreadName& thread) const {
    const auto found = logs_.find(thread);
    return found == logs_.end() ? nullptr : found->second.get();
  }
  [[nodiscard]] std::vector<ThreadName> threads() const {
    std::vector<ThreadName> names;
    for (const auto& [name, log_of] : logs_) names.push_back(name);
    return names;
  }
  [[nodiscard]] std::vector<ThreadName> threads_with_unfinished_runs() const {
    std::vector<ThreadName> names;
    for (const auto& [name, log_of] : logs_)
      if (std::any_of(log_of->runs.begin(), log_of->runs.end(), [](const RunRecord& run) { return !run.ended; }))
        names.push_back(name);
    return names;
  }
  [[nodiscard]] const std::vector<Request>& waiting() const { return waiting_; }

  friend bool operator==(const VirtualStore& a, const VirtualStore& b) {
    return a.epoch_ == b.epoch_ && a.lost == b.lost && a.kept_rows == b.kept_rows && a.waiting_ == b.waiting_ &&
           std::equal(a.logs_.begin(), a.logs_.end(), b.logs_.begin(), b.logs_.end(), [](const auto& x, const auto& y) {
             return x.first == y.first && (x.second == y.second || *x.second == *y.second);
           });
  }

 private:
  [[nodiscard]] std::vector<std::size_t> enabled() const {
    std::set<port::Address> seen;
    std::vector<std::size_t> places;
    for (std::size_t place = 0; place < waiting_.size(); ++place)
      if (seen.insert(waiting_[place].asker).second) places.push_back(place);
    return places;
  }
  [[nodiscard]] Request take(std::size_t index) {
    const auto place = waiting_.begin() + static_cast<std::ptrdiff_t>(enabled().at(index));
    Request request = std::move(*place);
    waiting_.erase(place);
    return request;
  }

  static port::Event refusal(const std::variant<OpenThread, Append, Read>& what) {
    if (std::holds_alternative<OpenThread>(what)) return lifecycles::log_open_failed{};
    if (std::holds_alternative<Append>(what)) return lifecycles::append_failed{};
    return lifecycles::read_failed{};
  }
  port::Event perform(const OpenThread& open) {
    const Log* const found = log(open.thread);
    if (found == nullptr) return lifecycles::log_opened{.epoch = epoch_, .head = 0, .earliest = 1, .runs = {}};
    const std::uint64_t head = found->rows.size();
    return lifecycles::log_opened{.epoch = found->epoch, .head = head, .earliest = head < kept_rows ? 1 : head - kept_rows + 1, .runs = remembered(*found)};
  }
  port::Event perform(const Append& append_of) {
    const port::Batch& batch = append_of.batch;
    const Log* const found = log(batch.thread);
    Log next = found != nullptr ? *found : Log{.epoch = epoch_, .rows = {}, .runs = {}};
    if (batch.epoch != next.epoch || batch.first_seq != next.rows.size() + 1) return lifecycles::append_failed{};
    for (const LogEvent& row : batch.rows) {
      if (row.seq != next.rows.size() + 1) return lifecycles::append_failed{};
      next.rows.push_back(row);
    }
    for (const RunRecord& run : batch.runs) record(next.runs, run);
    logs_[batch.thread] = std::make_shared<const Log>(std::move(next));
    return lifecycles::committed{};
  }
  port::Event perform(const Read& read_of) {
    lifecycles::rows_read answer;
    const Log* const found = log(read_of.thread);
    if (found == nullptr || read_of.after_seq >= found->rows.size()) return answer;
    const auto from = found->rows.begin() + static_cast<std::ptrdiff_t>(read_of.after_seq);
    const auto count = std::min<std::ptrdiff_t>(read_of.limit, found->rows.end() - from);
    answer.rows.assign(from, from + count);
    return answer;
  }
  static void record(std::vector<RunRecord>& runs, const RunRecord& run) {
    const auto known = std::find_if(runs.begin(), runs.end(), [&](const RunRecord& other) { return other.run == run.run; });
    if (known == runs.end())
      runs.push_back(run);
    else
      known->ended = run.ended;
  }
  static std::vector<RunRecord> remembered(const Log& log_of) {
    std::vector<RunRecord> runs;
    std::size_t keyed = 0;
    for (auto run = log_of.runs.rbegin(); run != log_of.runs.rend(); ++run) {
      const bool counts = !run->idempotency_key.empty() && keyed++ < remembered_runs;
      if (counts || !run->ended) runs.push_back(*run);
    }
    std::reverse(runs.begin(), runs.end());
    return runs;
  }

  std::uint32_t epoch_;
  std::map<ThreadName, std::shared_ptr<const Log>> logs_;
  std::vector<Request> waiting_;
};

}  // namespace interlock::sim
