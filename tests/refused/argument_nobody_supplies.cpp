// refused: nobody supplies an argument of this guard, action or duration
#include "table.hpp"

namespace interlock::refused {

struct Bell { void ring() {} };

inline constexpr action ring{[](Bell& bell) { bell.ring(); }};
inline constexpr auto door = transition_table(
  *"shut"_s + event<opened> / ring = "open"_s,
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
