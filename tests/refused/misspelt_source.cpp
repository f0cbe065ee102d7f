// refused: state_that_is_only_a_source<.*"opne".*no row leads to this state
#include "table.hpp"

namespace interlock::refused {

inline constexpr auto door = transition_table(
  *"shut"_s + event<opened> = "open"_s,
   "opne"_s + event<closed> = "shut"_s,
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
