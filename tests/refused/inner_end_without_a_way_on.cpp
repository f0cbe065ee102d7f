// refused: state_that_is_only_a_target<.*"inner.d".*none leaves it
#include "table.hpp"

namespace interlock::refused {

inline constexpr auto inner = transition_table(*"a"_s + event<opened> = "d"_s, end("d"_s));
inline constexpr auto door = transition_table(
  *"shut"_s + event<knocked> = state<inner>,
   resting("shut"_s));
static_assert(check<door>());

}  // namespace interlock::refused

int main() {}
