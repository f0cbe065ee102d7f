// refused: deferred_for_ever<.*"open".*"knocked".*no state that comes after it takes it
#include "table.hpp"

namespace interlock::refused {

inline constexpr auto door = transition_table(
  *"shut"_s + event<opened> = "open"_s,
   "shut"_s + event<knocked> / greet,
   "open"_s + event<knocked> / defer,
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
