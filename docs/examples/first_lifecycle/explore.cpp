// The upload under exploration: every order in which a user, a server and the time can act, on the same table.
#include "docs/examples/first_lifecycle/upload.hpp"
#include "sim/explorer.hpp"
#include "sim/virtual_scheduler.hpp"

#include <iostream>
#include <string>

using namespace upload_example;
using namespace interlock::sim;

namespace {

// The mistake that is easily made: the user is told of the cancel when it is asked for, and not when it has happened.
inline constexpr auto hasty = transition_table(
  *"idle"_s       + event<start_wanted>   / begin_transfer                   = "sending"_s,
   "idle"_s       + event<cancel_wanted>  / tell_cancelled                   = "ended"_s,
   "sending"_s    + event<transfer_ended> / tell_outcome                     = "ended"_s,
   "sending"_s    + event<cancel_wanted>  / (abort_transfer, tell_cancelled) = "ended"_s,
   "sending"_s    + after(30s)            / (abort_transfer, tell_failed)    = "ended"_s,
   any            + event<start_wanted>                                      = ignore,
   end("ended"_s), resting("idle"_s));

// What can happen next: something that waits is delivered, or somebody acts.
struct Move {
  enum class Kind { delivery, user_cancels, server_ends } kind;
  Option option{};
};

// All that there is, as one value: the explorer copies it at each choice.
template <const auto& Table>
class World {
 public:
  World() { scheduler_.post(user, upload, start_wanted{}); }

  std::vector<Move> enabled() const {
    std::vector<Move> moves;
    for (const Option& option : scheduler_.enabled(true)) moves.push_back({Move::Kind::delivery, option});
    if (may_cancel_) moves.push_back({Move::Kind::user_cancels});
    if (server_is_busy_) moves.push_back({Move::Kind::server_ends});
    return moves;
  }

  // Makes a move, and says what it broke.
  std::string take(const Move& move) {
    Deliveries deliveries(*this);
    switch (move.kind) {
      case Move::Kind::delivery: scheduler_.take(move.option, deliveries); break;
      case Move::Kind::user_cancels: may_cancel_ = false, scheduler_.post(user, upload, cancel_wanted{}); break;
      case Move::Kind::server_ends: server_is_busy_ = false, server_has_it_ = true, scheduler_.post(server, upload, transfer_ended{Outcome::completed}); break;
    }
    if (told_.size() > 1) return "the user was told two outcomes";
    if (server_has_it_ && told_ == std::vector{Outcome::cancelled}) return "the user was told `cancelled`, but the server has it";
    if (enabled().empty() && told_.empty()) return "the user is never told";
    return {};
  }

  Fingerprint fingerprint() const {
    Mixer mixer;
    mixer.word(machine_.hash());
    for (const Outcome told : told_) mixer.word(static_cast<std::uint64_t>(told));
    mixer.word(may_cancel_ + 2U * server_is_busy_ + 4U * server_has_it_);
    scheduler_.visit_pending([&](port::Address from, port::Address to, const Event& event) { mixer.word(from.id * 100 + to.id * 10 + event.index()); });
    scheduler_.visit_armed([&](port::Address, port::Slot slot, interlock::Duration left) { mixer.word(slot), mixer.word(static_cast<std::uint64_t>(left.count())); });
    return mixer.result();
  }

 private:
  struct Deliveries final : Owner<Table> {
    explicit Deliveries(World& around) : Owner<Table>(around.machine_, around.told_, around.scheduler_), world(around) {}
    void for_the_server(const Event& event) override {
      if (std::holds_alternative<transfer_wanted>(event)) world.server_is_busy_ = true;
      else if (std::exchange(world.server_is_busy_, false)) world.scheduler_.post(server, upload, transfer_ended{Outcome::cancelled});
    }
    World& world;
  };

  machine<Table> machine_;
  std::vector<Outcome> told_;
  VirtualScheduler<Event> scheduler_;
  bool may_cancel_ = true;
  bool server_is_busy_ = false;
  bool server_has_it_ = false;
};

template <const auto& Table>
bool is_clean(const char* name) {
  const auto found = exhaust(World<Table>{}, {});
  std::cout << name << ": " << found.states << " states, " << found.transitions << " transitions, depth " << found.depth << "\n";
  if (found.complete) {
    std::cout << "  every order was tried, and nothing broke\n";
    return true;
  }
  std::cout << "  " << found.violation.broken << ", after " << found.violation.moves.size() << " moves\n";
  return false;
}

}  // namespace

int main() {
  const bool lifecycle_is_clean = is_clean<lifecycle>("lifecycle");
  const bool hasty_is_clean = is_clean<hasty>("hasty");
  return lifecycle_is_clean && !hasty_is_clean ? 0 : 1;
}
