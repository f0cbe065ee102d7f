#include "runtime/asio/readiness.hpp"

#include "runtime/asio/loop_parts.hpp"

#include <sys/epoll.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

namespace interlock::asio_parts {
namespace {

constexpr int changes_a_batch = 256;

int make_set() {
  const int descriptor = ::epoll_create1(EPOLL_CLOEXEC);
  if (descriptor < 0) throw std::system_error(errno, std::system_category(), "epoll_create1");
  return descriptor;
}

}  // namespace

struct Readiness::State : std::enable_shared_from_this<State> {
  State(Loop& loop, Handler on_change, std::function<void()> on_end)
      : set(loop.parts().context, make_set()), changed(std::move(on_change)), batch_ended(std::move(on_end)) {}

  void await_batch() {
    set.async_wait(asio::posix::stream_descriptor::wait_read, [self = shared_from_this()](const asio::error_code& error) {
      if (error || self->silenced) return;
      self->take_batch();
      self->await_batch();
    });
  }

  void take_batch() {
    std::array<epoll_event, changes_a_batch> events;  // filled by the kernel
    const int count = ::epoll_wait(set.native_handle(), events.data(), changes_a_batch, 0);
    for (int place = 0; place < count; ++place) {
      const epoll_event& event = events[static_cast<std::size_t>(place)];
      changed({.tag = event.data.u64,
               .readable = (event.events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0,
               .writable = (event.events & EPOLLOUT) != 0,
               .peer_ended = (event.events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0,
               .broken = (event.events & (EPOLLHUP | EPOLLERR)) != 0});
    }
    batch_ended();
  }

  asio::posix::stream_descriptor set;
  Handler changed;
  std::function<void()> batch_ended;
  bool silenced = false;
};

Readiness::Readiness(Loop& loop, Handler changed, std::function<void()> batch_ended)
    : state_(std::make_shared<State>(loop, std::move(changed), std::move(batch_ended))) {
  state_->await_batch();
}

Readiness::~Readiness() {
  state_->silenced = true;
  state_->set.cancel();
}

bool Readiness::add(int descriptor, std::uint64_t tag) {
  epoll_event event{};
  event.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
  event.data.u64 = tag;
  return ::epoll_ctl(state_->set.native_handle(), EPOLL_CTL_ADD, descriptor, &event) == 0;
}

}  // namespace interlock::asio_parts
