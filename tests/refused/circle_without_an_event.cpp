// refused: circle_without_an_event<.*"open".*lead from this state back to it
#include "table.hpp"

namespace interlock::refused {

inline constexpr auto door = transition_table(
  *"shut"_s + event<opened> = "open"_s,
   "shut"_s + event<closed> = "gone"_s,
   "open"_s = "ajar"_s,
   "ajar"_s / greet = "open"_s,
   "ajar"_s + event<closed> = "gone"_s,
   end("gone"_s));
static_assert(check<door>());

}  // namespace interlock::refused

int main() {
  using namespace interlock::refused;
  Context context;
  machine<door> machine;
  machine.start(context);
  machine.process(opened{}, context);
}
