#include "runtime/gateway/invariant.hpp"

#include <array>
#include <cstddef>
#include <cstdio>
#include <cstdlib>

namespace interlock::gateway {

namespace {
struct Traced {
  std::string_view lifecycle, from, event, to;
  unsigned id = 0;
};
constexpr std::size_t traced_steps = 64;
thread_local std::array<Traced, traced_steps> ring;
thread_local std::size_t next_step = 0;

void print(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stderr); }
}  // namespace

void trace_step(std::string_view lifecycle, unsigned id, std::string_view from, std::string_view event, std::string_view to) {
  ring[next_step++ % traced_steps] = {lifecycle, from, event, to, id};
}

void broken_invariant(std::string_view what, std::string_view which) {
  print("interlock: a broken invariant stops the process: ");
  print(what);
  if (!which.empty()) print(": ");
  print(which);
  print("\nThe last steps, oldest first:\n");
  for (std::size_t i = next_step < traced_steps ? 0 : next_step - traced_steps; i < next_step; ++i) {
    const Traced& step = ring[i % traced_steps];
    print("  ");
    print(step.lifecycle);
    std::fprintf(stderr, " %u: ", step.id);
    print(step.from);
    print(" + ");
    print(step.event);
    print(" = ");
    print(step.to);
    print("\n");
  }
  std::fflush(stderr);
  std::abort();
}

}  // namespace interlock::gateway
