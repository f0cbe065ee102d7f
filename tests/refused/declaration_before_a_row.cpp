// refused: come after the rows
#include "table.hpp"

namespace interlock::refused {

inline constexpr auto door = transition_table(
  end("gone"_s),
  *"shut"_s + event<opened> = "gone"_s);

}  // namespace interlock::refused

int main() {
  using namespace interlock::refused;
  Context context;
  machine<door> machine;
  machine.start(context);
  machine.process(opened{}, context);
}
