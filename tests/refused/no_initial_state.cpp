// refused: one state of a table bears the star
#include "table.hpp"

namespace interlock::refused {

inline constexpr auto door = transition_table(
  "shut"_s + event<closed> = "gone"_s,
  end("gone"_s));
static_assert(check<door>());

}  // namespace interlock::refused

int main() {
  using namespace interlock::refused;
  Context context;
  machine<door> machine;
  machine.start(context);
  machine.process(closed{}, context);
}
