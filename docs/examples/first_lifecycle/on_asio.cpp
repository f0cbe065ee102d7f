// The upload on a real loop: Asio's timers, and a server that needs 20 ms.
#include "docs/examples/first_lifecycle/upload.hpp"
#include "runtime/asio/alarm.hpp"
#include "runtime/asio/asio_scheduler.hpp"

#include <iostream>

using namespace upload_example;
using interlock::asio_parts::Alarm;
using interlock::asio_parts::AsioScheduler;
using interlock::asio_parts::Loop;

namespace {

class OnAsio final : public Owner<lifecycle> {
 public:
  OnAsio(Loop& loop, machine<lifecycle>& runs, std::vector<Outcome>& told, AsioScheduler<Event>& scheduler)
      : Owner(runs, told, scheduler), scheduler_(scheduler), transfer_(loop) {}

 private:
  void for_the_server(const Event& event) override {
    if (std::holds_alternative<transfer_wanted>(event))
      transfer_.set(20ms, [this] { scheduler_.post(server, upload, transfer_ended{Outcome::completed}); });
    else
      scheduler_.post(server, upload, transfer_ended{Outcome::cancelled});
  }

  AsioScheduler<Event>& scheduler_;
  Alarm transfer_;
};

}  // namespace

int main() {
  Loop loop;
  AsioScheduler<Event> scheduler(loop);
  machine<lifecycle> machine;
  std::vector<Outcome> told;
  OnAsio owner(loop, machine, told, scheduler);
  scheduler.deliver_to(owner);

  scheduler.post(user, upload, start_wanted{});
  loop.run_until([&] { return machine.ended(); });
  std::cout << "the upload is " << machine.name() << ", and its user was told " << told.size() << " outcome\n";
  return told == std::vector{Outcome::completed} ? 0 : 1;
}
