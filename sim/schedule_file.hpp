#pragma once
/// A schedule in a file: which scenario, on which tables, and the moves, one a line.
#include "sim/move.hpp"

#include <tl/expected.hpp>

#include <iosfwd>
#include <string>
#include <vector>

namespace interlock::sim {

struct ScheduleFile {
  std::string scenario;
  bool planted = false;
  std::uint64_t tables = 0;  ///< Runner::tables() of what it was recorded with.
  std::vector<Move> moves;
};

void write_schedule(std::ostream& out, const ScheduleFile& file);
/// The error is one line that says what is wrong, and where.
[[nodiscard]] tl::expected<ScheduleFile, std::string> read_schedule(std::istream& in);

}  // namespace interlock::sim
