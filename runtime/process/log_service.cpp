#include "runtime/process/log_service.hpp"

namespace interlock::process {

tl::expected<std::vector<ThreadName>, std::string> LogService::open() {
  if (!store_) {
    auto opened = sqlite::SqliteStore::open(options_, [this](port::Address from, port::Address to, port::Event event) {
      scheduler_.post_from_any_thread(from, to, std::move(event));
    });
    if (!opened) return tl::unexpected(opened.error());
    store_ = std::move(*opened);
  }
  return store_->threads_with_unfinished_runs();
}

void LogService::probe(ServiceId service, port::Address asker) {
  if (!store_) return scheduler_.post(port::world, asker, lifecycles::probe_answered{service, false});
  store_->probe([this, service, asker](bool well) { scheduler_.post_from_any_thread(port::world, asker, lifecycles::probe_answered{service, well}); });
}

void LogService::open_thread(port::Address asker, const ThreadName& thread) {
  if (store_) store_->open_thread(asker, thread);
  else scheduler_.post(port::world, asker, lifecycles::log_open_failed{});
}

void LogService::append(port::Address asker, port::Batch batch) {
  if (store_) store_->append(asker, std::move(batch));
  else scheduler_.post(port::world, asker, lifecycles::append_failed{});
}

void LogService::read(port::Address asker, const ThreadName& thread, std::uint64_t after_seq, std::uint32_t limit) {
  if (store_) store_->read(asker, thread, after_seq, limit);
  else scheduler_.post(port::world, asker, lifecycles::read_failed{});
}

}  // namespace interlock::process
