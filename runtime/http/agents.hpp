#pragma once
/// The agents by name: the built-in `demo`, and those that the operator names.
#include "runtime/http/demo_agent.hpp"
#include "runtime/http/http_agent.hpp"

namespace interlock::http {

struct AgentSettings {
  std::string name;
  std::string url;         ///< Where runs are posted to.
  std::string cancel_url;  ///< Where cancellations are posted to; may be empty.
};

/// Used on the loop's thread only. The loop and the scheduler outlive it.
class Agents final : public port::Upstream {
 public:
  static constexpr std::string_view demo = "demo";
  struct Options {
    std::vector<AgentSettings> agents;  ///< One named `demo` takes the place of the built-in one.
    Duration demo_pace{400};
    bool has_demo = true;
  };

  /// The error is a sentence that names the agent.
  [[nodiscard]] static tl::expected<std::unique_ptr<Agents>, std::string> make(asio_parts::Loop& loop,
                                                                               port::Scheduler<port::Event>& scheduler,
                                                                               const Options& options);

  [[nodiscard]] bool knows(std::string_view agent) const override;
  /// An agent that is not known fails as one that cannot be reached.
  void dial(port::Address asker, std::uint32_t generation, const port::RunSpec& spec) override;
  void abort(port::Address asker) override;

 private:
  using Places = std::map<std::string, AgentPlace, std::less<>>;
  Agents(asio_parts::Loop& loop, port::Scheduler<port::Event>& scheduler, Places places, const Options& options);

  port::Scheduler<port::Event>& scheduler_;
  Places places_;
  bool has_demo_;
  DemoAgent demo_;
  HttpAgent http_;
};

}  // namespace interlock::http
