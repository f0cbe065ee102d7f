// refused: end_state_is_left<.*"gone".*a row leads out of this end state
#include "table.hpp"

namespace interlock::refused {

inline constexpr auto door = transition_table(
  *"shut"_s + event<closed> = "gone"_s,
   "gone"_s + event<opened> = "shut"_s,
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
