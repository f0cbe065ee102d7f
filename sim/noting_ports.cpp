#include "sim/noting_ports.hpp"

#include "sim/coverage.hpp"
#include "statemachine/names.hpp"

namespace interlock::sim {

void EffectWords::add(std::string_view what) {
  for (std::size_t at = text_.find(what); at != std::string::npos; at = text_.find(what, at + 1)) {
    const std::size_t end = at + what.size();
    if ((at == 0 || text_[at - 1] == ' ') && (end == text_.size() || text_[end] == ',')) return;
  }
  if (!text_.empty()) text_ += ", ";
  text_ += what;
}

namespace {
std::string wait_of(port::Address owner, port::Slot slot) {
  const auto* const table = find_table(port::name(owner.kind));
  return std::string(port::name(owner.kind)) + " for " + std::string(table->rows[slot].deadline);
}
std::string words_of(const auto& what) { return std::string(statemachine::type_name<std::remove_cvref_t<decltype(what)>>); }
std::string words_of(const port::message::Failure& failure) { return "Failure " + failure.fault.code + (failure.id == RequestId{} ? "" : " to a request"); }
}  // namespace

void NotingPorts::post(port::Address from, port::Address to, port::Event event) {
  const std::string what = std::visit([](const auto& e) { return words_of(e); }, event);
  if (from == to && what.ends_with("_received")) words_.add("takes up what it held");
  else words_.add("tells " + std::string(from == to ? "itself" : port::name(to.kind)) + " " + what);
  ports_.scheduler.post(from, to, std::move(event));
}
void NotingPorts::arm(port::Address owner, port::Slot slot, Duration after) {
  words_.add("sets " + wait_of(owner, slot));
  ports_.scheduler.arm(owner, slot, after);
}
void NotingPorts::cancel(port::Address owner, port::Slot slot) {
  words_.add("stops " + wait_of(owner, slot));
  ports_.scheduler.cancel(owner, slot);
}

void NotingPorts::switch_protocols(std::uint32_t connection) {
  words_.add("switches protocols");
  ports_.peers.switch_protocols(connection);
}
void NotingPorts::send(std::uint32_t connection, const port::Message& message) {
  words_.add("sends " + std::visit([](const auto& told) { return words_of(told); }, message));
  ports_.peers.send(connection, message);
}
void NotingPorts::answer(std::uint32_t connection, const port::HttpAnswer& answer) {
  words_.add("answers " + std::to_string(answer.status) + (answer.problem.code.empty() ? "" : " " + answer.problem.code));
  ports_.peers.answer(connection, answer);
}
void NotingPorts::close(std::uint32_t connection, port::CloseCode code, std::uint64_t trace) {
  words_.add("closes with " + std::to_string(code.number()));
  ports_.peers.close(connection, code, trace);
}
void NotingPorts::hang_up(std::uint32_t connection) {
  words_.add("hangs up");
  ports_.peers.hang_up(connection);
}
void NotingPorts::forget(std::uint32_t connection) {
  words_.add("forgets its peer");
  ports_.peers.forget(connection);
}

void NotingPorts::open_thread(port::Address asker, const ThreadName& thread) {
  words_.add("opens a log");
  ports_.store.open_thread(asker, thread);
}
void NotingPorts::append(port::Address asker, port::Batch batch) {
  words_.add("appends");
  ports_.store.append(asker, std::move(batch));
}
void NotingPorts::read(port::Address asker, const ThreadName& thread, std::uint64_t after_seq, std::uint32_t limit) {
  words_.add("reads");
  ports_.store.read(asker, thread, after_seq, limit);
}

void NotingPorts::dial(port::Address asker, std::uint32_t generation, const port::RunSpec& spec) {
  words_.add("dials");
  ports_.upstream.dial(asker, generation, spec);
}
void NotingPorts::abort(port::Address asker) {
  words_.add("aborts");
  ports_.upstream.abort(asker);
}

void NotingPorts::open(ServiceId service) {
  words_.add("opens a service");
  ports_.services.open(service);
}
void NotingPorts::close(ServiceId service) {
  words_.add("closes a service");
  ports_.services.close(service);
}
void NotingPorts::probe(ServiceId service, port::Address asker) {
  words_.add("probes");
  ports_.services.probe(service, asker);
}
void NotingPorts::start(port::Address task, std::uint32_t generation) {
  words_.add("starts a body");
  ports_.tasks.start(task, generation);
}
void NotingPorts::cancel(port::Address task) {
  words_.add("cancels a body");
  ports_.tasks.cancel(task);
}
void NotingPorts::leave(bool failed) {
  words_.add(failed ? "leaves as failed" : "leaves");
  ports_.process.leave(failed);
}

}  // namespace interlock::sim
