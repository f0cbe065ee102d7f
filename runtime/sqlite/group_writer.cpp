#include "runtime/sqlite/group_writer.hpp"

#include <algorithm>

namespace interlock::sqlite {

namespace {

bool is_append(const Request& request) { return std::holds_alternative<Append>(request.what); }

}  // namespace

void GroupWriter::perform(const std::vector<Request>& group) {
  std::vector<port::Event> answers;
  answers.reserve(group.size());
  if (std::any_of(group.begin(), group.end(), is_append)) {
    if (!commit(group, answers)) {
      answers.clear();
      for (const Request& request : group)
        answers.push_back(is_append(request) ? port::Event(lifecycles::append_failed{}) : attempt(request));
      // A commit may have failed between its last frame and the disk's word for it. Another write takes that frame's place,
      // so that a crash from now on cannot bring back what is said to have failed.
      static_cast<void>(touch());
    }
  } else {
    for (const Request& request : group) answers.push_back(attempt(request));
  }
  for (std::size_t index = 0; index < group.size(); ++index) {
    if (const Probe* const probe = std::get_if<Probe>(&group[index].what))
      probe->answer(touch());
    else
      answer_(port::Address{}, group[index].asker, std::move(answers[index]));
  }
}

bool GroupWriter::commit(const std::vector<Request>& group, std::vector<port::Event>& answers) {
  try {
    database_.execute("BEGIN IMMEDIATE");
    for (const Request& request : group) {
      answers.push_back(attempt(request));
      if (!database_.in_transaction()) return false;  // SQLite gave up the whole transaction.
    }
    database_.execute("COMMIT");
  } catch (const DatabaseError&) {
    roll_back();
    return false;
  }
  commits_.fetch_add(1, std::memory_order_relaxed);
  return true;
}

port::Event GroupWriter::attempt(const Request& request) {
  if (const Append* const append_of = std::get_if<Append>(&request.what)) return append(append_of->batch);
  if (const Refused* const refused = std::get_if<Refused>(&request.what)) return refused->answer;
  if (const OpenThread* const open = std::get_if<OpenThread>(&request.what)) {
    try {
      return tables_.open(open->thread);
    } catch (const DatabaseError&) {
      return lifecycles::log_open_failed{};
    }
  }
  if (const Read* const read = std::get_if<Read>(&request.what)) {
    try {
      return lifecycles::rows_read{tables_.read(read->thread, read->after_seq, read->limit)};
    } catch (const DatabaseError&) {
      return lifecycles::read_failed{};
    }
  }
  return lifecycles::committed{};  // A probe is answered by itself, after the group.
}

port::Event GroupWriter::append(const port::Batch& batch) {
  database_.execute("SAVEPOINT batch");
  bool held = false;
  try {
    held = tables_.append(batch);
  } catch (const DatabaseError&) {
    if (!database_.in_transaction()) return lifecycles::append_failed{};
  }
  if (!held) database_.execute("ROLLBACK TO batch");
  database_.execute("RELEASE batch");
  return held ? port::Event(lifecycles::committed{}) : port::Event(lifecycles::append_failed{});
}

bool GroupWriter::touch() {
  try {
    tables_.touch();
    return true;
  } catch (const DatabaseError&) {
    return false;
  }
}

void GroupWriter::roll_back() {
  if (!database_.in_transaction()) return;
  try {
    database_.execute("ROLLBACK");
  } catch (const DatabaseError&) {
    // SQLite has rolled back by itself; there is nothing else that ROLLBACK fails for.
  }
}

}  // namespace interlock::sqlite
