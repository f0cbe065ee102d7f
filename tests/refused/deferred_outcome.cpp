// refused: the outcome of a task is not deferred
#include "table.hpp"

namespace interlock::refused {

struct greeting {};
inline constexpr auto door = transition_table(
  *"shut"_s + event<task_completed<greeting>> / defer,
   "shut"_s + event<opened> = "gone"_s,
   end("gone"_s));
static_assert(check<door>());

}  // namespace interlock::refused

int main() {}
