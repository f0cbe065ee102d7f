#include "runtime/sqlite/request_queue.hpp"

#include <algorithm>

namespace interlock::sqlite {

namespace {

/// What a request or a row weighs beside its texts.
constexpr std::size_t overhead_bytes = 128;

std::size_t rows_of(const Request& request) {
  const Append* const append = std::get_if<Append>(&request.what);
  // An append without rows is a write as well: it waits for company.
  return append != nullptr ? std::max<std::size_t>(append->batch.rows.size(), 1) : 0;
}

std::size_t bytes_of(const Request& request) {
  std::size_t bytes = overhead_bytes;
  if (const Append* const append = std::get_if<Append>(&request.what))
    for (const LogEvent& row : append->batch.rows) bytes += overhead_bytes + row.data.view().size();
  return bytes;
}

/// What an asker is told instead; a probe and a refusal are always taken.
std::optional<port::Event> refusal_of(const Request& request) {
  if (std::holds_alternative<OpenThread>(request.what)) return lifecycles::log_open_failed{};
  if (std::holds_alternative<Append>(request.what)) return lifecycles::append_failed{};
  if (std::holds_alternative<Read>(request.what)) return lifecycles::read_failed{};
  return std::nullopt;
}

}  // namespace

void RequestQueue::push(Request request) {
  Waiting waiting{.request = std::move(request), .rows = 0, .bytes = 0};
  waiting.rows = rows_of(waiting.request);
  waiting.bytes = bytes_of(waiting.request);
  {
    const std::lock_guard lock(mutex_);
    if (bytes_ + waiting.bytes > limits_.max_waiting_bytes) {
      if (std::optional<port::Event> refusal = refusal_of(waiting.request))
        waiting = {.request = {.asker = waiting.request.asker, .what = Refused{std::move(*refusal)}}, .rows = 0, .bytes = 0};
    }
    rows_ += waiting.rows;
    bytes_ += waiting.bytes;
    waiting_.push_back(std::move(waiting));
  }
  changed_.notify_one();
}

std::vector<Request> RequestQueue::take_group() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return stopped_ || !waiting_.empty(); });
  if (rows_ != 0) changed_.wait_for(lock, limits_.window, [&] { return stopped_ || rows_ >= limits_.max_rows; });
  std::vector<Request> group;
  std::size_t rows = 0;
  while (!waiting_.empty() && rows < limits_.max_rows) {
    Waiting& first = waiting_.front();
    rows += first.rows;
    rows_ -= first.rows;
    bytes_ -= first.bytes;
    group.push_back(std::move(first.request));
    waiting_.pop_front();
  }
  return group;
}

void RequestQueue::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  changed_.notify_one();
}

}  // namespace interlock::sqlite
