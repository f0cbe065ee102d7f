#pragma once
/// Everything that can happen to the gateway, as one value.
#include "statemachine/lifecycles/events.hpp"

#include <variant>

namespace interlock::port {

namespace detail {
using namespace lifecycles;
using Event = std::variant<
    service_changed, service_failed_for_good, service_stopped, drain_requested, work_ended,
    process_became_ready, process_became_unready, startup_failed, keys_became_available, drain_started, grace_ended,
    start_wanted, dependency_came_up, service_opened, service_open_failed, service_lost, service_closed, stop_wanted,
    task_started, probe_answered, cancel_wanted, task_completed<body>, task_failed<body>, task_cancelled<body>,
    task_completed<monitor>, task_failed<monitor>, task_cancelled<monitor>,
    upgrade_requested, echo_requested, page_requested, request_refused, hello_received, attach_received, detach_received,
    start_received, cancel_received, refresh_received, ack_received, pong_received, faulty_message_received, protocol_violated,
    peer_closed, peer_lost, queue_filled, queue_drained,
    token_accepted, token_refused, session_resumed, resume_refused, superseded, attachment_placed, attachment_ended, cancel_taken,
    connection_left, resume_requested, session_attached, session_detached,
    log_opened, log_open_failed, committed, append_failed, thread_wanted, place_requested, place_moved, place_given_up, run_requested, request_failed, run_started, emitted,
    place_opened, place_refused, rows_committed, rows_read, read_failed, detach_wanted,
    run_recorded, log_is_full, upstream_opened, upstream_event, task_completed<agent_stream>, task_failed<agent_stream>, task_cancelled<agent_stream>,
    run_cancel_requested, terminal_committed>;
}  // namespace detail

using Event = detail::Event;

}  // namespace interlock::port
