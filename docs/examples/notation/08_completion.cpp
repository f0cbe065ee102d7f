// Rows without an event
//
// A row that begins with its source alone - a completion transition - is taken as soon as its guard holds: when its state is
// entered, and again after each event that some row took. So a state with only such rows is a choice: it is left at once. A
// completion row has a target.
//
// `process` does all of it before it returns: first these rows, while any can be taken, then events that actions asked to
// process, then deferred events. It returns the step of the event itself; where the machine ended up is what `is` and `name`
// say. `check` refuses rows without event and guard that lead in a circle.
#include "statemachine/statemachine.hpp"

using namespace interlock::statemachine;

struct order_placed { int amount; };
struct payment_received { int amount; };
struct Shop {
  int due = 0;
  int shipped = 0;
};

inline constexpr guard is_free{[](const Shop& shop) { return shop.due == 0; }};
inline constexpr guard is_paid{[](const Shop& shop) { return shop.due <= 0; }};
inline constexpr action write_bill{[](Shop& shop, const order_placed& event) { shop.due = event.amount; }};
inline constexpr action book{[](Shop& shop, const payment_received& event) { shop.due -= event.amount; }};
inline constexpr action ship{[](Shop& shop) { ++shop.shipped; }};

inline constexpr auto order_lifecycle = transition_table(
  *"cart"_s        + event<order_placed> / write_bill = "is_it_free"_s,
   "is_it_free"_s  [is_free] = "shipping"_s,
   "is_it_free"_s  = "unpaid"_s,
   "unpaid"_s      + event<payment_received> / book,
   "unpaid"_s      [is_paid] = "shipping"_s,
   "shipping"_s    / ship = "done"_s,
   end("done"_s), resting("cart"_s, "unpaid"_s));
static_assert(check<order_lifecycle>());

int main() {
  Shop shop;
  machine<order_lifecycle> machine;
  machine.start(shop);
  auto free_order = machine;
  free_order.process(order_placed{0}, shop);
  bool ok = free_order.ended() && shop.shipped == 1;

  const Step step = machine.process(order_placed{30}, shop);
  ok = ok && step.row == 0 && machine.is("unpaid"_s);
  machine.process(payment_received{10}, shop);
  ok = ok && machine.is("unpaid"_s);
  machine.process(payment_received{20}, shop);
  return ok && machine.ended() && shop.shipped == 2 ? 0 : 1;
}
