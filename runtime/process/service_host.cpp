#include "runtime/process/service_host.hpp"

namespace interlock::process {

namespace {
constexpr port::Address address_of(ServiceId service) { return {port::ActorKind::service, static_cast<std::uint32_t>(service)}; }
}  // namespace

void ServiceHost::open(ServiceId service) {
  const Part& part = parts_.at(static_cast<std::size_t>(service));
  if (std::holds_alternative<LogPart>(part)) {
    auto opened = log_.open();
    if (opened) return tell(service, lifecycles::service_opened{std::move(*opened)});
    observer_.noted({port::Note::Level::error, address_of(service), "log_open_failed", opened.error()});
    return tell(service, lifecycles::service_open_failed{false});
  }
  if (const auto* named = std::get_if<NamedPart>(&part)) {
    return probe_.probe(named->url, [this, service](bool well) {
      if (well) tell(service, lifecycles::service_opened{});
      else tell(service, lifecycles::service_open_failed{false});
    });
  }
  tell(service, lifecycles::service_opened{});
}

void ServiceHost::close(ServiceId service) {
  if (std::holds_alternative<LogPart>(parts_.at(static_cast<std::size_t>(service)))) log_.close();
  tell(service, lifecycles::service_closed{});
}

void ServiceHost::probe(ServiceId service, port::Address asker) {
  const Part& part = parts_.at(static_cast<std::size_t>(service));
  if (std::holds_alternative<LogPart>(part)) return log_.probe(service, asker);
  const auto answer = [this, service, asker](bool well) { scheduler_.post(port::world, asker, lifecycles::probe_answered{service, well}); };
  if (const auto* named = std::get_if<NamedPart>(&part)) return probe_.probe(named->url, answer);
  answer(true);
}

void ServiceHost::start(port::Address task, std::uint32_t generation) {
  bodies_.insert_or_assign(task, generation);
  scheduler_.post(port::world, task, lifecycles::task_started{});
}
void ServiceHost::cancel(port::Address task) {
  const auto found = bodies_.find(task);
  if (found == bodies_.end()) return;
  scheduler_.post(port::world, task, lifecycles::task_cancelled<lifecycles::body>{found->second});
  bodies_.erase(found);
}

void ServiceHost::tell(ServiceId service, port::Event event) { scheduler_.post(port::world, address_of(service), std::move(event)); }

}  // namespace interlock::process
