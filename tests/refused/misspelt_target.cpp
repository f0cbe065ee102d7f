// refused: no_way_to_an_end<.*"opne".*no rows lead from this state to an end state
#include "table.hpp"

namespace interlock::refused {

inline constexpr auto door = transition_table(
  *"shut"_s + event<opened> = "opne"_s,
   "shut"_s + event<knocked> = "open"_s,
   "open"_s + event<closed> = "gone"_s,
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
