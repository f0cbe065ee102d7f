// refused: an end is a state, not a composite
#include "table.hpp"

namespace interlock::refused {

inline constexpr auto inner = transition_table(*"a"_s + event<opened> = "d"_s, end("d"_s));
inline constexpr auto door = transition_table(
  *"shut"_s + event<knocked> = state<inner>,
   end(state<inner>));
static_assert(check<door>());

}  // namespace interlock::refused

int main() {}
