// refused: a table declares end states or resting states
#include "table.hpp"

namespace interlock::refused {

inline constexpr auto door = transition_table(
  *"shut"_s + event<opened> = "open"_s,
   "open"_s + event<closed> = "shut"_s);
static_assert(check<door>());

}  // namespace interlock::refused

int main() {
  using namespace interlock::refused;
  Context context;
  machine<door> machine;
  machine.start(context);
  machine.process(opened{}, context);
}
