// refused: task_without_all_outcomes<.*"open".*"invoke\(greeting\)".*has no row for each
#include "table.hpp"

namespace interlock::refused {

struct greeting {};
inline constexpr auto door = transition_table(
  *"shut"_s + event<opened> = "open"_s,
   "open"_s + invoke<greeting>,
   "open"_s + event<task_completed<greeting>> = "gone"_s,
   "open"_s + event<task_failed<greeting>> = "gone"_s,
   end("gone"_s));
static_assert(check<door>());

}  // namespace interlock::refused

int main() {}
