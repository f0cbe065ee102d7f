// refused: a row without action and target says nothing
#include "table.hpp"

namespace interlock::refused {

inline constexpr auto door = transition_table(
  *"shut"_s + event<opened>,
   "shut"_s + event<closed> = "gone"_s,
   end("gone"_s));

}  // namespace interlock::refused

int main() {
  using namespace interlock::refused;
  Context context;
  machine<door> machine;
  machine.start(context);
  machine.process(opened{}, context);
}
