#pragma once
/// What a loop is made of; only files of this room include this.
#include "runtime/asio/loop.hpp"

#include <asio.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace interlock::asio_parts {

/// Handlers come from other threads, sockets do not: the scheduler locks, the reactor need not.
inline constexpr int one_thread_does_io = ASIO_CONCURRENCY_HINT_UNSAFE_IO;

/// What one `recv` can bring. One buffer a loop, borrowed by whoever reads now; nothing of it survives a handler.
inline constexpr std::size_t read_buffer_size = 256 * 1024;

struct Loop::Parts {
  asio::io_context context{one_thread_does_io};
  asio::executor_work_guard<asio::io_context::executor_type> work{context.get_executor()};
  asio::signal_set signals{context};
  std::function<void()> on_signal;
  std::vector<std::byte> read_buffer = std::vector<std::byte>(read_buffer_size);

  void await_signal();
};

}  // namespace interlock::asio_parts
