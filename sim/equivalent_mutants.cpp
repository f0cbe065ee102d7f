// Mutants that no run can tell from the table that they were made of, and why; and rows that no run takes, and which test takes them.
#include "sim/mutation.hpp"

#include <algorithm>
#include <iterator>

namespace interlock::sim {

namespace {
/// `what`: a mutant, or a row with all its mutants.
struct Equivalent {
  std::string_view what, why;
};
constexpr Equivalent equivalents[] = {
    {"supervisor: live + exception", "nothing throws in simulation; taken in tests/gateway/exception_rows_test.cpp"},
    {"task: live + exception", "nothing throws in simulation; taken in tests/gateway/exception_rows_test.cpp"},
    {"connection: before_upgrade + exception", "nothing throws in simulation; taken in tests/gateway/exception_rows_test.cpp"},
    {"connection: upgraded + exception", "nothing throws in simulation; taken in tests/gateway/exception_rows_test.cpp"},
    {"connection: closing + exception", "nothing throws in simulation; taken in tests/gateway/exception_rows_test.cpp"},
    {"run: under_way + exception", "nothing throws in simulation; taken in tests/gateway/exception_rows_test.cpp"},
    {"attachment: any + place_moved", "nobody who keeps its contract sends it; taken alone in tests/gateway/rows_alone_test.cpp"},
    {"attachment: any + request_failed", "nobody who keeps its contract sends it; taken alone in tests/gateway/rows_alone_test.cpp"},
    {"attachment: live + rows_committed", "nobody who keeps its contract sends it; taken alone in tests/gateway/rows_alone_test.cpp"},
    {"connection: any + cancel_taken", "nobody who keeps its contract sends it; taken alone in tests/gateway/rows_alone_test.cpp"},
    {"connection: any + peer_closed", "nobody who keeps its contract sends it; taken alone in tests/gateway/rows_alone_test.cpp"},
    {"connection: any + protocol_violated", "nobody who keeps its contract sends it; taken alone in tests/gateway/rows_alone_test.cpp"},
    {"connection: resuming + after(resume_timeout) [!process_ready]", "nobody who keeps its contract sends it; taken alone in tests/gateway/rows_alone_test.cpp"},
    {"run: working + task_cancelled<agent_stream>", "nobody who keeps its contract sends it; taken alone in tests/gateway/rows_alone_test.cpp"},
    {"run: any + run_recorded", "nobody who keeps its contract sends it; taken alone in tests/gateway/rows_alone_test.cpp"},
    {"run: any + terminal_committed", "nobody who keeps its contract sends it; taken alone in tests/gateway/rows_alone_test.cpp"},
    {"service: any + service_closed", "nobody who keeps its contract sends it; taken alone in tests/gateway/rows_alone_test.cpp"},
    {"service: any + service_opened", "nobody who keeps its contract sends it; taken alone in tests/gateway/rows_alone_test.cpp"},
    {"service: any + start_wanted", "nobody who keeps its contract sends it; taken alone in tests/gateway/rows_alone_test.cpp"},
    {"service: any + stop_wanted", "nobody who keeps its contract sends it; taken alone in tests/gateway/rows_alone_test.cpp"},
    {"supervisor: any + start_wanted", "nobody who keeps its contract sends it; taken alone in tests/gateway/rows_alone_test.cpp"},
    {"supervisor: idle + drain_started", "nobody who keeps its contract sends it; taken alone in tests/gateway/rows_alone_test.cpp"},
    {"supervisor: stopping + drain_started", "nobody who keeps its contract sends it; taken alone in tests/gateway/rows_alone_test.cpp"},
    {"thread: any + append_failed", "nobody who keeps its contract sends it; taken alone in tests/gateway/rows_alone_test.cpp"},
    {"thread: any + committed", "nobody who keeps its contract sends it; taken alone in tests/gateway/rows_alone_test.cpp"},
    {"thread: any + emitted", "nobody who keeps its contract sends it; taken alone in tests/gateway/rows_alone_test.cpp"},
    {"thread: any + log_open_failed", "nobody who keeps its contract sends it; taken alone in tests/gateway/rows_alone_test.cpp"},
    {"thread: any + log_opened", "nobody who keeps its contract sends it; taken alone in tests/gateway/rows_alone_test.cpp"},
    {"thread: writing + run_requested", "nobody who keeps its contract sends it; taken alone in tests/gateway/rows_alone_test.cpp"},
    {"startup: not_serving + service_changed [everything_is_up]: does announce_ready before note_service", "neither reads what the other writes, and nobody sees which was first"},
    {"startup: not_serving + service_changed [every_required_service_is_up]: does announce_ready before note_service", "neither reads what the other writes, and nobody sees which was first"},
    {"startup: serving + service_changed: does announce_unready before note_service", "neither reads what the other writes, and nobody sees which was first"},
    {"startup: interrupting + after(terminal_grace): does stop_services before report_unfinished", "neither reads what the other writes, and nobody sees which was first"},
    {"startup: stopping + service_stopped [every_service_is_stopped]: does leave before note_stopped", "neither reads what the other writes, and nobody sees which was first"},
    {"startup: stopping + after(stop_timeout): does leave before report_unfinished", "neither reads what the other writes, and nobody sees which was first"},
    {"service: starting + service_opened: does forget_failures before report_up", "neither reads what the other writes, and nobody sees which was first"},
    {"service: starting + after(open_timeout): does count_failure before close", "neither reads what the other writes, and nobody sees which was first"},
    {"service: up + service_lost: does count_failure before close", "neither reads what the other writes, and nobody sees which was first"},
    {"supervisor: supervising + task_completed<monitor>: does report_unwell before note_completed", "neither reads what the other writes, and nobody sees which was first"},
    {"supervisor: supervising + task_failed<monitor>: does report_unwell before note_failed", "neither reads what the other writes, and nobody sees which was first"},
    {"supervisor: supervising + task_cancelled<monitor>: does report_unwell before note_cancelled", "neither reads what the other writes, and nobody sees which was first"},
    {"connection: accepted + upgrade_requested [carries_a_token && keys_are_here]: does hold_token before switch_protocols", "neither reads what the other writes, and nobody sees which was first"},
    {"connection: accepted + upgrade_requested [carries_a_token]: does hold_token before switch_protocols", "neither reads what the other writes, and nobody sees which was first"},
    {"connection: authorizing + token_accepted [process_ready]: does keep_principal before switch_protocols", "neither reads what the other writes, and nobody sees which was first"},
    {"connection: authorizing + token_accepted: does keep_principal before switch_protocols", "neither reads what the other writes, and nobody sees which was first"},
    {"connection: opening + hello_received [carries_a_token && keys_are_here]: does hold_token before hold_hello", "neither reads what the other writes, and nobody sees which was first"},
    {"connection: opening + hello_received [carries_a_token]: does hold_token before hold_hello", "neither reads what the other writes, and nobody sees which was first"},
    {"connection: awaiting_readiness + hello_received [carries_a_token && came_in_a_cookie]: does hold_token before hold_hello", "neither reads what the other writes, and nobody sees which was first"},
    {"connection: awaiting_hello + hello_received [carries_a_token && came_in_a_cookie]: does hold_token before hold_hello", "neither reads what the other writes, and nobody sees which was first"},
    {"thread: unopened + place_requested: does open_log before hold_place", "neither reads what the other writes, and nobody sees which was first"},
    {"thread: opening + log_opened [runs_were_cut]: does interrupt_cut_runs before take_log", "neither reads what the other writes, and nobody sees which was first"},
    {"thread: opening + log_opened [runs_were_cut]: does admit_waiting_places before interrupt_cut_runs", "neither reads what the other writes, and nobody sees which was first"},
    {"thread: opening + log_opened [runs_were_cut]: does append_next before admit_waiting_places", "neither reads what the other writes, and nobody sees which was first"},
    {"attachment: placing + place_opened [behind_the_head]: does tell_attached before take_place", "neither reads what the other writes, and nobody sees which was first"},
    {"attachment: live + rows_committed [rows_follow]: does show before note_head", "neither reads what the other writes, and nobody sees which was first"},
    {"attachment: placed + detach_wanted [answers_are_owed]: does give_up_place before note_detach", "neither reads what the other writes, and nobody sees which was first"},
    {"service: backing_off + after(back_off) [!dependencies_are_up]: asks nothing", "the row before it in its cell has decided the same"},
    {"thread: idle + after(linger) [!somebody_needs_it]: asks nothing", "the row before it in its cell has decided the same"},
    {"thread: stalled + after(retry_delay) [!more_waits]: asks nothing", "the row before it in its cell has decided the same"},
    {"attachment: live + rows_committed [rows_follow]: does not note_head", "what is shown is the head as well: show notes it"},
    {"attachment: live + rows_committed [rows_follow]: asks nothing", "who is live has been shown all that came before, so that rows always follow; the other answer is taken alone in tests/gateway/rows_alone_test.cpp"},
    {"connection: before_upgrade + drain_started: is deleted", "the row for any does the same"},
    {"run: cancelling + upstream_opened: is deleted", "the row for any does the same"},
    {"run: cancelling + run_cancel_requested: is deleted", "the row for any does the same"},
    {"connection: upgraded + pong_received: is deleted", "who is not served is not pinged, so that no answer is waited for"},
    {"connection: upgraded + pong_received: does not note_answer", "who is not served is not pinged, so that no answer is waited for"},
};
}  // namespace

std::string_view why_equivalent(const Mutant& mutant) {
  const std::string name = name_of(mutant);
  const auto found = std::ranges::find_if(equivalents, [&](const Equivalent& each) { return name == each.what || name.starts_with(std::string(each.what) + ": "); });
  return found == std::end(equivalents) ? std::string_view() : found->why;
}

}  // namespace interlock::sim
