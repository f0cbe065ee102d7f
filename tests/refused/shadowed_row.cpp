// refused: shadowed_row<.*"shut".*"opened".*this row can never be taken
#include "table.hpp"

namespace interlock::refused {

inline constexpr auto door = transition_table(
  *"shut"_s + event<opened> / greet,
   "shut"_s + event<opened> [is_welcome] = "gone"_s,
   "shut"_s + event<closed> = "gone"_s,
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
