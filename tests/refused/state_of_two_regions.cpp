// refused: state_of_two_regions<.*"open".*rows lead to this state from two stars
#include "table.hpp"

namespace interlock::refused {

inline constexpr auto door = transition_table(
  *"shut"_s   + event<opened> = "open"_s,
  *"locked"_s + event<knocked> = "open"_s,
   "open"_s   + event<closed> = "gone"_s,
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
