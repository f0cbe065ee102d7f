// refused: no_way_to_an_end<.*"stuck".*no rows lead from this state to an end state
#include "table.hpp"

namespace interlock::refused {

inline constexpr auto door = transition_table(
  *"shut"_s  + event<opened> = "stuck"_s,
   "shut"_s  + event<closed> = "gone"_s,
   "stuck"_s + event<closed> / greet,
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
