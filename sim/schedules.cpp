#include "sim/schedules.hpp"

#include "sim/schedule_kind.hpp"

namespace interlock::sim {

/// An event's line is that of its sender and receiver. What the environment does is in lines of each client, service, store or agent.
static std::pair<port::Address, port::Address> line_of(const Move& move) {
  if (move.kind == Move::Kind::event) return {move.from, move.to};
  return {{port::ActorKind::world, static_cast<std::uint32_t>(move.kind) << 16U | move.who}, move.to};
}
/// A client is its own receiver: which connection is its, the move doesn't say.
static port::Address receiver_of(const Move& move) {
  switch (move.kind) {
    case Move::Kind::client:
    case Move::Kind::network: return {port::ActorKind::world, 1 + move.who};
    case Move::Kind::service: return {port::ActorKind::service, move.who};
    case Move::Kind::drain: return {port::ActorKind::startup, 0};
    default: return move.to;
  }
}

namespace {

/// Owns the numbers that it is drawn from.
class SeededSwarm final : public Picker<Move> {
 public:
  explicit SeededSwarm(std::uint64_t seed) : choice_(seed), picker_(choice_) {}
  [[nodiscard]] std::size_t pick(const std::vector<Move>& moves, const std::vector<std::size_t>& categories) override { return picker_.pick(moves, categories); }

 private:
  SeededChoice choice_;
  SwarmPicker<Move> picker_;
};

}  // namespace

std::unique_ptr<Picker<Move>> make_picker(ScheduleKind kind, std::uint64_t seed) {
  switch (kind_under(kind, seed)) {
    case ScheduleKind::uniform: return std::make_unique<UniformPicker<Move>>(seed);
    case ScheduleKind::pct2: return std::make_unique<PriorityPicker<Move>>(seed, 2);
    case ScheduleKind::pct3: return std::make_unique<PriorityPicker<Move>>(seed, 3);
    case ScheduleKind::pos: return std::make_unique<PartialOrderPicker<Move>>(seed);
    case ScheduleKind::swarm:
    case ScheduleKind::portfolio: break;
  }
  return std::make_unique<SeededSwarm>(seed);
}

}  // namespace interlock::sim
