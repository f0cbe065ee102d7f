// accepted: the control of this folder. Every other program is this one with one mistake.
#include "table.hpp"

namespace interlock::refused {

inline constexpr auto door = transition_table(
  *"shut"_s + event<opened> [is_welcome] / (greet, greet) = "open"_s,
   "shut"_s + event<opened> = ignore,
   "shut"_s + event<closed> = ignore,
   "shut"_s + after(patience) = "gone"_s,
   "open"_s + event<closed> = "shut"_s,
   "open"_s + event<opened> = ignore,
   end("gone"_s), resting("open"_s));
static_assert(check<door, total, every_wait_has_a_deadline>());

}  // namespace interlock::refused

int main() {
  using namespace interlock::refused;
  Context context;
  machine<door> machine;
  machine.start(context);
  machine.process(opened{}, context);
}
