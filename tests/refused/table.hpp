/// What the programs of this folder share. Each differs from accepted.cpp in one thing.
#pragma once
#include "statemachine/statemachine.hpp"

#include <chrono>

namespace interlock::refused {

using namespace statemachine;
using namespace std::chrono_literals;

struct opened {};
struct closed {};
struct knocked {};

inline constexpr guard is_welcome{[](const auto& context) { return context.is_welcome; }};
inline constexpr action greet{[](auto& context) { ++context.greetings; }};
inline constexpr duration patience{[] { return 5s; }};

struct Context {
  bool is_welcome = true;
  int greetings = 0;
  void arm(std::uint16_t, auto) {}
  void cancel(std::uint16_t) {}
};

}  // namespace interlock::refused
