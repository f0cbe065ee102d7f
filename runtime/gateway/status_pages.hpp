#pragma once
/// The health pages, made from the core as it is at this moment.
#include "runtime/gateway/gateway.hpp"
#include "runtime/port/pages.hpp"
#include "runtime/port/world.hpp"

namespace interlock::gateway {

/// The parts of the core that the health pages show.
struct Status {
  const Settings& settings;
  const Facts& facts;
  std::string_view startup;     ///< States, by name.
  std::string_view supervisor;
  std::string_view task;        ///< Empty while no task lives.
  std::int64_t unix_milliseconds;
};

/// Of the process alone: its tasks, and what it is doing.
[[nodiscard]] std::string liveness_json(const Status& status);
/// Whether the process is ready, and if not, what is missing.
[[nodiscard]] std::string readiness_json(const Status& status);

/// Says what the numbers are, for the page of metrics.
class MetricsSource {
 public:
  [[nodiscard]] virtual std::string metrics_text() const = 0;

 protected:
  ~MetricsSource() = default;
};

template <class L>
class StatusPages final : public port::PageSource {
 public:
  StatusPages(const Gateway<L>& gateway, const port::WallClock& clock, const MetricsSource& metrics)
      : gateway_(gateway), clock_(clock), metrics_(metrics) {}

  [[nodiscard]] port::PageText text(lifecycles::Page page) const override {
    switch (page) {
      case lifecycles::Page::liveness: return {"application/json", liveness_json(status())};
      case lifecycles::Page::readiness: return {"application/json", readiness_json(status())};
      case lifecycles::Page::metrics: return {"text/plain; version=0.0.4; charset=utf-8", metrics_.metrics_text()};
    }
    broken_invariant("a page that nobody makes");
  }

 private:
  [[nodiscard]] Status status() const {
    std::string_view task;
    gateway_.tasks().for_each([&](std::uint32_t, const auto& actor) { task = actor.machine.name(); });
    return {gateway_.settings(), gateway_.facts(), gateway_.startup().machine.name(), gateway_.supervisor().machine.name(), task, clock_.unix_milliseconds()};
  }

  const Gateway<L>& gateway_;
  const port::WallClock& clock_;
  const MetricsSource& metrics_;
};

}  // namespace interlock::gateway
