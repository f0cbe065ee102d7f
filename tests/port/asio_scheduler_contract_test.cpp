#include "runtime/asio/asio_scheduler.hpp"
#include "tests/port/scheduler_contract.hpp"

namespace interlock::port_tests {
namespace {

class AsioWorld {
 public:
  port::Scheduler<int>& scheduler() { return scheduler_; }

  void run(port::Receiver<int>& receiver, const std::function<bool()>& done) {
    bool overdue = false;
    guard_.set(20s, [&] { overdue = true; });
    scheduler_.deliver_to(receiver);
    loop_.run_until([&] { return overdue || done(); });
    guard_.cancel();
    ASSERT_FALSE(overdue) << "it waits for what never comes";
  }

 private:
  asio_parts::Loop loop_;
  asio_parts::AsioScheduler<int> scheduler_{loop_};
  asio_parts::Alarm guard_{loop_};
};

INSTANTIATE_TYPED_TEST_SUITE_P(Asio, SchedulerContract, AsioWorld);

}  // namespace
}  // namespace interlock::port_tests
