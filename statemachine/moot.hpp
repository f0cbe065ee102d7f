/// Which events mean nothing any more: ignored in this state, and in every state that may still come after it.
/// When such an event is delivered makes no difference to anything, so an explorer delivers it at once.
#pragma once
#include "statemachine/model.hpp"

#include <array>

namespace interlock::statemachine {

/// For each event of the table, the states from which on it is ignored for good.
template <const auto& Table>
inline constexpr std::array<StateSet, model<Table>::event_count> moot_in = [] {
  using Model = model<Table>;
  std::array<StateSet, Model::event_count> moot{};
  moot.fill(Model::all);
  for (std::size_t i = 0; i < Model::row_count; ++i) {
    const RowCode& row = Model::codes[i];
    if (row.kind == RowKind::ignored || row.at_border()) continue;
    for (std::size_t event = 0; event < moot.size(); ++event)
      if (Model::stands_in(row, event)) moot[event] &= ~Model::live_in[i];
  }
  for (std::size_t i = 0; i < Model::row_count; ++i)  // Whatever is taken, if only ignored, is followed by rows without an event.
    if (Model::codes[i].kind == RowKind::completion && Model::codes[i].guarded)
      for (StateSet& states : moot) states &= ~Model::live_in[i];
  for (bool shrinks = true; shrinks;) {
    shrinks = false;
    for (StateSet& states : moot)
      for (std::size_t i = 0; i < Model::row_count; ++i) {
        if (!Model::codes[i].has_target() || (Model::targets_of(Model::codes[i]) & ~states) == 0) continue;
        shrinks |= (states & Model::live_in[i]) != 0;
        states &= ~Model::live_in[i];
      }
  }
  return moot;
}();

}  // namespace interlock::statemachine
