#pragma once
/// A real store in a folder of its own, whose answers can be waited for.
#include "runtime/sqlite/sqlite_store.hpp"
#include "tests/store/recording_scheduler.hpp"
#include "tests/store/rows.hpp"
#include "tests/store/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <future>

namespace interlock::test {

using namespace lifecycles;
using Events = std::vector<port::Event>;

constexpr port::Address ada{port::ActorKind::thread, 1};
constexpr port::Address grace{port::ActorKind::thread, 2};

class OpenedStore {
 public:
  explicit OpenedStore(sqlite::Options options) {
    auto opened = sqlite::SqliteStore::open(
        std::move(options), [this](auto from, auto to, auto event) { answers_.post(from, to, std::move(event)); });
    if (!opened) throw std::runtime_error(opened.error());
    store_ = std::move(*opened);
  }
  sqlite::SqliteStore* operator->() { return store_.get(); }
  /// Waits until all that was asked is answered. Whether a write succeeds now.
  bool settle() {
    std::promise<bool> done;
    store_->probe([&](bool well) { done.set_value(well); });
    return done.get_future().get();
  }
  Events answers_to(port::Address asker) {
    static_cast<void>(settle());
    return answers_.to(asker);
  }

 private:
  RecordingScheduler answers_;  // Written by the log thread; read after `settle` only.
  std::unique_ptr<sqlite::SqliteStore> store_;
};

/// The sentence that opening fails with, or "".
inline std::string refusal(sqlite::Options options) {
  const auto opened = sqlite::SqliteStore::open(std::move(options), [](auto, auto, auto) {});
  return opened ? "" : opened.error();
}

}  // namespace interlock::test
