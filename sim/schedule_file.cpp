#include "sim/schedule_file.hpp"

#include <charconv>
#include <istream>
#include <ostream>
#include <string_view>

namespace interlock::sim {

namespace {
constexpr std::string_view first_line = "interlock-schedule 2";
constexpr std::size_t most_moves = 1'000'000;
}  // namespace

void write_schedule(std::ostream& out, const ScheduleFile& file) {
  out << first_line << "\nscenario " << file.scenario << "\ntables " << (file.planted ? "planted " : "real ") << std::hex << file.tables << std::dec << "\n";
  for (const Move& move : file.moves) out << to_text(move) << "\n";
}

tl::expected<ScheduleFile, std::string> read_schedule(std::istream& in) {
  const auto bad = [](std::size_t line, std::string_view what) {
    return tl::unexpected("line " + std::to_string(line) + ": " + std::string(what));
  };
  ScheduleFile file;
  std::string line;
  if (!std::getline(in, line) || line != first_line) return bad(1, "a schedule begins with `interlock-schedule 2`");
  if (!std::getline(in, line) || !line.starts_with("scenario ")) return bad(2, "expected `scenario NAME`");
  file.scenario = line.substr(9);
  if (!std::getline(in, line) || (!line.starts_with("tables real ") && !line.starts_with("tables planted "))) return bad(3, "expected `tables real` or `tables planted`, and the number of the tables");
  file.planted = line.starts_with("tables planted ");
  const std::string_view digits = std::string_view(line).substr(line.rfind(' ') + 1);
  if (const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), file.tables, 16); error != std::errc{} || end != digits.data() + digits.size())
    return bad(3, "the number of the tables is no hexadecimal number");
  for (std::size_t number = 4; std::getline(in, line); ++number) {
    if (line.empty()) continue;
    const std::optional<Move> move = parse_move(line);
    if (!move) return bad(number, "this is not a move: " + line.substr(0, 80));
    if (file.moves.size() == most_moves) return bad(number, "a schedule has at most a million moves");
    file.moves.push_back(*move);
  }
  return file;
}

}  // namespace interlock::sim
