#include "sim/move.hpp"

#include <array>
#include <sstream>

namespace interlock::sim {

namespace {
constexpr std::array<std::string_view, 9> kinds{"event", "deadline", "client", "service", "task", "probe", "store", "agent", "drain"};

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
