#pragma once
/// What a client resumes: outlives its connections, remembers what they were attached to and how far they had read.
#include "statemachine/lifecycles/events.hpp"
#include "statemachine/statemachine.hpp"

namespace interlock::lifecycles {
namespace session_rows {
using namespace statemachine;

/// A resume token is no credential: the user must be the same as well.
inline constexpr guard it_is_theirs{[](const auto& c, const auto& e) { return c.it_is_theirs(e); }};
inline constexpr guard it_is_the_current_one{[](const auto& c) { return c.it_is_the_current_one(); }};

inline constexpr action take_connection{[](auto& c) { c.take_connection(); }};
inline constexpr action refuse{[](auto& c) { c.refuse(); }};
inline constexpr action supersede{[](auto& c) { c.supersede(); }};
inline constexpr action note_attached{[](auto& c, const auto& e) { c.note_attached(e); }};
inline constexpr action note_detached{[](auto& c, const auto& e) { c.note_detached(e); }};

inline constexpr duration session_lifetime{[](const auto& c) { return c.settings().session_lifetime; }};

inline constexpr auto live = group("connected"_s, "disconnected"_s);

inline constexpr auto table = transition_table(
  *"connected"_s    + event<connection_left>  [it_is_the_current_one]                        = "disconnected"_s,
   "connected"_s    + event<resume_requested> [it_is_theirs]          / (supersede, take_connection) = "connected"_s,
   "disconnected"_s + event<resume_requested> [it_is_theirs]          / take_connection      = "connected"_s,
   in(live)         + event<resume_requested>                         / refuse,
   "connected"_s    + event<session_attached> [it_is_the_current_one] / note_attached,
   "connected"_s    + event<session_detached> [it_is_the_current_one] / note_detached,
   "disconnected"_s + after(session_lifetime)                                                = "ended"_s,
   any              + event<connection_left>                                                 = ignore,
   any              + event<session_attached>                                                = ignore,
   any              + event<session_detached>                                                = ignore,

   end("ended"_s), resting("connected"_s));

static_assert(check<table, total, every_wait_has_a_deadline>());
}  // namespace session_rows

inline constexpr auto session = session_rows::table;
}  // namespace interlock::lifecycles
