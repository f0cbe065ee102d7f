// refused: competing_rows<.*"open".*"closed".*neither is a part of the other
#include "table.hpp"

namespace interlock::refused {

inline constexpr auto early = group("shut"_s, "open"_s);
inline constexpr auto late = group("open"_s, "ajar"_s);
inline constexpr auto door = transition_table(
  *"shut"_s  + event<opened> = "open"_s,
   "open"_s  + event<opened> = "ajar"_s,
   in(early) + event<closed> [is_welcome] = "gone"_s,
   in(late)  + event<closed> = "shut"_s,
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
