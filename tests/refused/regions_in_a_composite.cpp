// refused: a table that is a composite state of another has one star
#include "table.hpp"

namespace interlock::refused {

inline constexpr auto inner = transition_table(
  *"shut"_s   + event<opened> = "open"_s,
  *"locked"_s + event<knocked> = "free"_s,
   end("open"_s, "free"_s));
inline constexpr auto door = transition_table(
  *state<inner> + event<closed> = "gone"_s,
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
