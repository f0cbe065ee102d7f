#include "runtime/http/agents.hpp"

namespace interlock::http {

tl::expected<std::unique_ptr<Agents>, std::string> Agents::make(asio_parts::Loop& loop, port::Scheduler<port::Event>& scheduler,
                                                                const Options& options) {
  Places places;
  for (const AgentSettings& agent : options.agents) {
    const auto refused = [&](const std::string& why) { return tl::unexpected("Agent " + agent.name + ": " + why); };
    const auto url = parse_url(agent.url);
    if (!url) return refused(url.error());
    AgentPlace place{.url = *url, .cancel_url = {}};
    if (!agent.cancel_url.empty()) {
      const auto cancel_url = parse_url(agent.cancel_url);
      if (!cancel_url) return refused(cancel_url.error());
      place.cancel_url = *cancel_url;
    }
    if (!places.emplace(agent.name, std::move(place)).second) return refused("two agents have this name.");
  }
  return std::unique_ptr<Agents>(new Agents(loop, scheduler, std::move(places), options));
}

Agents::Agents(asio_parts::Loop& loop, port::Scheduler<port::Event>& scheduler, Places places, const Options& options)
    : scheduler_(scheduler),
      places_(std::move(places)),
      has_demo_(options.has_demo),
      demo_(loop, scheduler, options.demo_pace),
      http_(loop, scheduler) {}

bool Agents::knows(std::string_view agent) const { return places_.contains(agent) || (has_demo_ && agent == demo); }

void Agents::dial(port::Address asker, std::uint32_t generation, const port::RunSpec& spec) {
  const std::string_view agent = spec.request.agent;
  if (const auto found = places_.find(agent); found != places_.end())
    http_.dial(asker, generation, spec, found->second);
  else if (knows(agent))
    demo_.dial(asker, generation, spec);
  else
    scheduler_.post({}, asker, lifecycles::task_failed<lifecycles::agent_stream>{generation, "no agent has this name"});
}

void Agents::abort(port::Address asker) {
  demo_.abort(asker);
  http_.abort(asker);
}

}  // namespace interlock::http
