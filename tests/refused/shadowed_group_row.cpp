// refused: shadowed_row<.*"inside".*"opened".*this row can never be taken
#include "table.hpp"

namespace interlock::refused {

inline constexpr auto inside = group("shut"_s);
inline constexpr auto door = transition_table(
  *"shut"_s   + event<opened> / greet,
   in(inside) + event<opened> = "gone"_s,
   "shut"_s   + event<closed> = "gone"_s,
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
