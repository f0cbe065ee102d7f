// refused: not_total<.*"open".*"opened".*does not say what it does with this event
#include "table.hpp"

namespace interlock::refused {

inline constexpr auto door = transition_table(
  *"shut"_s + event<opened> = "open"_s,
   "shut"_s + event<closed> = ignore,
   "open"_s + event<opened> [is_welcome] = ignore,
   "open"_s + event<closed> = "gone"_s,
   end("gone"_s));
static_assert(check<door, total>());

}  // namespace interlock::refused

int main() {
  using namespace interlock::refused;
  Context context;
  machine<door> machine;
  machine.start(context);
  machine.process(opened{}, context);
}
