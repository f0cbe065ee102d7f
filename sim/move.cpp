#include "sim/move.hpp"

#include "sim/scenario.hpp"

#include <array>
#include <sstream>

namespace interlock::sim {

namespace {
constexpr std::array<std::string_view, 11> kinds{"event", "deadline", "client", "service", "task", "probe", "store", "agent", "drain", "network", "crash"};

bool read(std::istream& in, port::Address& address) {
  unsigned kind = 0;
  char dot = 0;
  if (!(in >> kind >> dot >> address.id) || dot != '.' || kind > static_cast<unsigned>(port::ActorKind::run)) return false;
  address.kind = static_cast<port::ActorKind>(kind);
  return true;
}
std::string text_of(port::Address address) {
  return std::to_string(static_cast<unsigned>(address.kind)) + "." + std::to_string(address.id);
}
}  // namespace

std::size_t category_of(const Move& move, bool events_wait) {
  constexpr std::size_t hazard = first_hazard;
  switch (move.kind) {
    case Move::Kind::event:
    case Move::Kind::probe: return 0;
    case Move::Kind::deadline: return events_wait ? hazard : 1;
    case Move::Kind::drain: return hazard + 1;
    case Move::Kind::client:
      if (is_odd(static_cast<Act>(move.act))) return hazard + 22 + move.act % 8;
      if (move.act < static_cast<std::uint32_t>(Act::close)) return 2 + move.who % 4;
      if (move.act == static_cast<std::uint32_t>(Act::fall_behind)) return hazard + 30;
      return move.act >= static_cast<std::uint32_t>(Act::read_on) ? 6 : hazard + 2 + move.act - static_cast<std::uint32_t>(Act::close);
    case Move::Kind::service: return move.act == 0 || move.act == 3 ? 7 : hazard + 6 + move.act;
    case Move::Kind::task: return move.act == 0 || move.act == 4 ? 8 : hazard + 12 + move.act;
    case Move::Kind::store: return move.act == 0 ? 9 : hazard + 18;
    case Move::Kind::agent: return move.act < 3 ? 10 + move.act : hazard + 16 + move.act;
    case Move::Kind::network: return 16 + move.slot;
    case Move::Kind::crash: return hazard + 21;
  }
  return 0;
}

std::string to_text(const Move& move) {
  return std::string(kinds[static_cast<std::size_t>(move.kind)]) + " " + text_of(move.from) + " " + text_of(move.to) + " " +
         std::to_string(move.slot) + " " + std::to_string(move.who) + " " + std::to_string(move.act);
}

std::optional<Move> parse_move(std::string_view line) {
  std::istringstream in{std::string(line)};
  std::string kind;
  Move move;
  if (!(in >> kind) || !read(in, move.from) || !read(in, move.to) || !(in >> move.slot >> move.who >> move.act)) return std::nullopt;
  std::string rest;
  if (in >> rest) return std::nullopt;
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    if (kinds[i] != kind) continue;
    move.kind = static_cast<Move::Kind>(i);
    return move;
  }
  return std::nullopt;
}

}  // namespace interlock::sim
