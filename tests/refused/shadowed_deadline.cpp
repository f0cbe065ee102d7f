// refused: shadowed_row<.*"shut".*"after.*this row can never be taken
#include "table.hpp"

namespace interlock::refused {

inline constexpr auto door = transition_table(
  *"shut"_s + after(patience) = "open"_s,
   "shut"_s + after(patience) = "gone"_s,
   "open"_s + event<closed> = "gone"_s,
   end("gone"_s));
static_assert(check<door>());

}  // namespace interlock::refused

int main() {}
