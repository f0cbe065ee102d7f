#pragma once
/// What waits for the log thread.
#include "runtime/port/event.hpp"
#include "runtime/port/log_store.hpp"

#include <functional>
#include <variant>

namespace interlock::sqlite {

struct OpenThread { ThreadName thread; };
struct Append { port::Batch batch; };
struct Read { ThreadName thread; std::uint64_t after_seq = 0; std::uint32_t limit = 0; };
/// Came when too much was waiting: only its answer is left of it, at its place in the order.
struct Refused { port::Event answer; };
/// Whether a write succeeds now, told on the log thread.
struct Probe { std::function<void(bool well)> answer; };

struct Request {
  port::Address asker;
  std::variant<OpenThread, Append, Read, Refused, Probe> what;
};

}  // namespace interlock::sqlite
