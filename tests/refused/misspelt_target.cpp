// refused: state_that_is_only_a_target<.*"opne".*a row leads to this state, but none leaves it
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
