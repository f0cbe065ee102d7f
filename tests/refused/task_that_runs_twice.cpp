// refused: task_that_runs_twice<.*"open".*"invoke\(greeting\)".*two rows run this task at once
#include "table.hpp"

namespace interlock::refused {

struct greeting {};
inline constexpr auto live = group("shut"_s, "open"_s);
inline constexpr auto door = transition_table(
  *"shut"_s + event<opened> = "open"_s,
   "open"_s + invoke<greeting>,
   in(live) + invoke<greeting>,
   in(live) + event<task_completed<greeting>> = "gone"_s,
   in(live) + event<task_failed<greeting>> = "gone"_s,
   in(live) + event<task_cancelled<greeting>> = "gone"_s,
   end("gone"_s));
static_assert(check<door>());

}  // namespace interlock::refused

int main() {}
