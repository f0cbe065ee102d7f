// refused: on_entry, on_exit and invoke rows have no target
#include "table.hpp"

namespace interlock::refused {

inline constexpr auto door = transition_table(
  *"shut"_s + on_entry / greet = "gone"_s,
   "shut"_s + event<opened> = "gone"_s,
   end("gone"_s));

}  // namespace interlock::refused

int main() {
  using namespace interlock::refused;
  Context context;
  machine<door> machine;
  machine.start(context);
  machine.process(opened{}, context);
}
