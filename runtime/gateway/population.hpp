#pragma once
/// The living actors of one kind, by id. An id is a place and a generation: a late event for an actor that ended finds
/// nobody, also when its place is taken again.
#include <cstdint>
#include <optional>
#include <vector>

namespace interlock::gateway {

template <class Actor>
class Population {
 public:
  /// Takes an id that nobody has. The actor comes with `settle`.
  [[nodiscard]] std::uint32_t reserve() {
    if (free_.empty()) {
      places_.emplace_back();
      return static_cast<std::uint32_t>(places_.size() - 1);
    }
    const std::uint32_t place = free_.back();
    free_.pop_back();
    return places_[place].generation << place_bits | place;
  }
  Actor& settle(std::uint32_t id, Actor actor) { return places_[id & place_mask].actor.emplace(std::move(actor)); }
  [[nodiscard]] Actor* find(std::uint32_t id) {
    const std::uint32_t place = id & place_mask;
    if (place >= places_.size() || places_[place].generation != id >> place_bits || !places_[place].actor) return nullptr;
    return &*places_[place].actor;
  }
  [[nodiscard]] const Actor* find(std::uint32_t id) const { return const_cast<Population*>(this)->find(id); }
  void remove(std::uint32_t id) {
    Place& place = places_[id & place_mask];
    place.actor.reset();
    place.generation = (place.generation + 1) & generation_mask;
    free_.push_back(id & place_mask);
  }
  /// In the order of their places: the same on every machine.
  void for_each(auto&& visit) {
    for (std::uint32_t i = 0; i < places_.size(); ++i)
      if (places_[i].actor) visit(places_[i].generation << place_bits | i, *places_[i].actor);
  }
  void for_each(auto&& visit) const {
    for (std::uint32_t i = 0; i < places_.size(); ++i)
      if (places_[i].actor) visit(places_[i].generation << place_bits | i, *places_[i].actor);
  }
  [[nodiscard]] std::size_t size() const { return places_.size() - free_.size(); }

  static constexpr std::uint32_t place_of(std::uint32_t id) { return id & place_mask; }
  friend bool operator==(const Population&, const Population&) = default;

 private:
  static constexpr std::uint32_t place_bits = 20;
  static constexpr std::uint32_t place_mask = (1U << place_bits) - 1;
  static constexpr std::uint32_t generation_mask = (1U << (32 - place_bits)) - 1;
  struct Place {
    std::uint32_t generation = 0;
    std::optional<Actor> actor;
    friend bool operator==(const Place&, const Place&) = default;
  };
  std::vector<Place> places_;
  std::vector<std::uint32_t> free_;
};

}  // namespace interlock::gateway
