#include "runtime/observe/logger.hpp"

#include "runtime/observe/level_names.hpp"
#include "runtime/protocol/http_writer.hpp"
#include "runtime/protocol/wire_names.hpp"

#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <algorithm>

namespace interlock::observe {

namespace {

using port::ActorKind;
using port::Note;

constexpr auto text_pattern = "%Y-%m-%dT%H:%M:%S.%e%z %l %v";
constexpr auto json_pattern = R"({"time":"%Y-%m-%dT%H:%M:%S.%e%z","level":"%l",%v})";

spdlog::level::level_enum spdlog_level(Note::Level level) {
  switch (level) {
    case Note::Level::debug: return spdlog::level::debug;
    case Note::Level::info: return spdlog::level::info;
    case Note::Level::warning: return spdlog::level::warn;
    case Note::Level::error: return spdlog::level::err;
  }
  return spdlog::level::err;
}

/// The states in which a connection or a run is over. No other actor's end is worth a line of its own.
bool is_end(const port::StepRecord& step) {
  if (step.from == step.to) return false;
  if (step.actor.kind == ActorKind::connection) return step.to == "closed";
  if (step.actor.kind != ActorKind::run) return false;
  constexpr std::string_view ends[] = {"completed", "failed", "cancelled", "interrupted"};
  return std::ranges::find(ends, step.to) != std::end(ends);
}

std::string& append_actor(std::string& line, port::Address actor) {
  return line.append(name(actor.kind)).append(" ").append(std::to_string(actor.id));
}

void append_member(std::string& line, std::string_view key, std::string_view text) {
  line.append(",\"").append(key).append("\":");
  protocol::append_json_string(line, text);
}

void begin_json(std::string& line, port::Address actor) {
  line.append(R"("actor":")").append(name(actor.kind)).append(R"(","id":)").append(std::to_string(actor.id));
}

void append_one_line(std::string& line, std::string_view text) {
  for (const char each : text) line += static_cast<unsigned char>(each) < 0x20 || each == 0x7f ? '?' : each;
}

std::string name_of(const ThreadName& thread) { return thread.tenant + "/" + thread.owner + "/" + thread.thread; }

}  // namespace

Logger::Logger(Options options) : level_(options.level), json_(options.json) {
  spdlog::sink_ptr sink;
  if (options.out != nullptr) sink = std::make_shared<spdlog::sinks::ostream_sink_st>(*options.out);
  else sink = std::make_shared<spdlog::sinks::stderr_sink_st>();
  lines_ = std::make_unique<spdlog::logger>("interlock", std::move(sink));
  lines_->set_level(spdlog_level(level_));
  lines_->set_pattern(json_ ? json_pattern : text_pattern);
}

Logger::~Logger() = default;

void Logger::write(Note::Level level) { lines_->log(spdlog_level(level), spdlog::string_view_t(line_.data(), line_.size())); }

void Logger::stepped(const port::StepRecord& step, const port::Subject& subject) {
  const auto level = is_end(step) ? Note::Level::info : Note::Level::debug;
  if (level < level_) return;
  line_.clear();
  if (json_) {
    begin_json(line_, step.actor);
    append_member(line_, "lifecycle", step.lifecycle);
    append_member(line_, "from", step.from);
    append_member(line_, "event", step.event);
    append_member(line_, "to", step.to);
    if (subject.connection) line_.append(",\"connection\":").append(std::to_string(*subject.connection));
    if (subject.thread != nullptr) append_member(line_, "thread", name_of(*subject.thread));
    if (subject.run) append_member(line_, "run", protocol::format_run(*subject.run));
  } else {
    append_actor(line_, step.actor).append(" ").append(step.lifecycle).append(": ").append(step.from);
    line_.append(" + ").append(step.event).append(" = ").append(step.to);
    if (subject.connection) line_.append(" connection=").append(std::to_string(*subject.connection));
    if (subject.thread != nullptr) append_one_line(line_.append(" thread="), name_of(*subject.thread));
    if (subject.run) line_.append(" run=").append(protocol::format_run(*subject.run));
  }
  write(level);
}

void Logger::noted(const Note& note) {
  if (note.level < level_) return;
  line_.clear();
  if (json_) {
    begin_json(line_, note.actor);
    append_member(line_, "what", note.what);
    append_member(line_, "detail", note.detail);
  } else {
    append_one_line(append_actor(line_, note.actor).append(" "), note.what);
    append_one_line(line_.append(note.detail.empty() ? "" : " "), note.detail);
  }
  write(note.level);
}

}  // namespace interlock::observe
