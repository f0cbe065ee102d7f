#pragma once
/// What the guards and actions of every lifecycle see: the actor's own state, what they may read, and where effects go.
#include "runtime/gateway/effects.hpp"
#include "runtime/gateway/settings.hpp"

namespace interlock::gateway {

/// Hands out addresses for actors that a step is about to spawn.
class Registrar {
 public:
  virtual Address reserve(port::ActorKind kind) = 0;

 protected:
  ~Registrar() = default;
};

/// What a step may read of the world. `chance` was drawn for this step alone.
struct Reads {
  const Settings& settings;
  const Facts& facts;
  std::int64_t unix_milliseconds;
  std::uint64_t chance;
};

/// The services that are required and not up, by name.
[[nodiscard]] inline std::vector<std::string> missing_services(const Settings& settings, const Facts& facts) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < settings.services.size(); ++i)
    if (settings.services[i].required && !facts.is_up(ServiceId(i))) names.push_back(settings.services[i].name);
  return names;
}

/// The base of every lifecycle's context. Lives for one step.
class Context {
 public:
  Context(Address self, Address from, const Reads& reads, Registrar& registrar, Effects& effects)
      : self_(self), from_(from), reads_(reads), registrar_(registrar), effects_(effects) {}

  void arm(port::Slot slot, Duration after) { want(effect::Arm{slot, after}); }
  void cancel(port::Slot slot) { want(effect::Cancel{slot}); }
  [[nodiscard]] const Settings& settings() const { return reads_.settings; }

 protected:
  void want(Effect effect) { effects_.push_back({self_, std::move(effect)}); }
  void post(Address to, Event event) { want(effect::Post{to, std::move(event)}); }
  void note(port::Note::Level level, std::string what, std::string detail) {
    want(effect::Note{{level, self_, std::move(what), std::move(detail)}});
  }
  [[nodiscard]] const Facts& facts() const { return reads_.facts; }
  [[nodiscard]] Address reserve(port::ActorKind kind) { return registrar_.reserve(kind); }
  [[nodiscard]] Address self() const { return self_; }
  [[nodiscard]] Address from() const { return from_; }
  [[nodiscard]] std::int64_t unix_milliseconds() const { return reads_.unix_milliseconds; }
  /// Another value each time within a step, none of them guessable where the entropy port is not.
  [[nodiscard]] std::uint64_t draw() {
    std::uint64_t x = reads_.chance + ++draws_ * 0x9e3779b97f4a7c15U + (static_cast<std::uint64_t>(self_.kind) << 32 | self_.id);
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9U;
    x = (x ^ x >> 27) * 0x94d049bb133111ebU;
    return x ^ x >> 31;
  }
  /// Spread evenly, so that those who are told to come back do not come as a herd.
  [[nodiscard]] Duration between(Duration least, Duration most) {
    const auto span = static_cast<std::uint64_t>((most - least).count()) + 1;
    return least + Duration(static_cast<Duration::rep>(draw() % span));
  }
  [[nodiscard]] std::vector<std::string> missing_services() const { return gateway::missing_services(settings(), facts()); }

 private:
  Address self_;
  Address from_;
  const Reads& reads_;
  Registrar& registrar_;
  Effects& effects_;
  std::uint64_t draws_ = 0;
};

inline constexpr Address startup_address{port::ActorKind::startup, 0};
inline constexpr Address supervisor_address{port::ActorKind::supervisor, 0};
/// The monitor stands in startup's books as one more service, an optional one.
inline constexpr ServiceId monitor_service{31};

}  // namespace interlock::gateway
