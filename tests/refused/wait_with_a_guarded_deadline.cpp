// refused: wait_without_a_deadline<.*"open".*neither an end nor resting, and has no after
#include "table.hpp"

namespace interlock::refused {

inline constexpr auto door = transition_table(
  *"shut"_s + event<opened> = "open"_s,
   "shut"_s + after(patience) = "gone"_s,
   "open"_s + after(patience) [is_welcome] = "gone"_s,
   end("gone"_s));
static_assert(check<door, every_wait_has_a_deadline>());

}  // namespace interlock::refused

int main() {
  using namespace interlock::refused;
  Context context;
  machine<door> machine;
  machine.start(context);
  machine.process(opened{}, context);
}
