#pragma once
/// How ids and cursors are written on the wire. Every `parse_…` takes exactly what its `format_…` writes and nothing else, so
/// that one thing has one name and names may be compared as text.
#include "statemachine/lifecycles/vocabulary.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace interlock::protocol {

/// `r`, `s` or `rt`, and 16 lower-case hexadecimal digits.
[[nodiscard]] std::string format_run(RunId run);
[[nodiscard]] std::string format_session(SessionId session);
[[nodiscard]] std::string format_resume_token(ResumeToken token);
[[nodiscard]] std::optional<RunId> parse_run(std::string_view text);
[[nodiscard]] std::optional<SessionId> parse_session(std::string_view text);
[[nodiscard]] std::optional<ResumeToken> parse_resume_token(std::string_view text);

/// 16 lower-case hexadecimal digits: what a close reason and the log call one and the same close.
[[nodiscard]] std::string format_trace(std::uint64_t trace);

/// `<epoch>.<seq>`, padded with zeros to 4 and 10 digits; longer only where the number is.
[[nodiscard]] std::string format_cursor(Cursor cursor);
[[nodiscard]] std::optional<Cursor> parse_cursor(std::string_view text);

/// The same, without a string of their own.
void append_run(std::string& out, RunId run);
void append_session(std::string& out, SessionId session);
void append_resume_token(std::string& out, ResumeToken token);
void append_cursor(std::string& out, Cursor cursor);

/// A thread as a client may call it: 1 to `thread_id_limit` bytes of `[A-Za-z0-9_.:-]`, and at most one `/` between an owner
/// and an id, neither of them empty.
inline constexpr std::size_t thread_id_limit = 128;
[[nodiscard]] bool is_thread_id(std::string_view text);

/// An agent as settings may call it: the same, without the `/`.
[[nodiscard]] bool is_agent_id(std::string_view text);

}  // namespace interlock::protocol
