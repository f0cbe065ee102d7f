#pragma once
/// The fingerprints of the states that a search has seen: an open-addressing set that knows what it costs.
///
/// 64 shards, each an array with linear probing that is at most 6/7 full and grows by a sixth: some 19 to 23 bytes for a state, however
/// many there are, and while one shard grows, the others stay where they are. A shard is sorted: where probing for a fingerprint begins
/// grows with it, and what is greater is moved aside for it. So what was added last is found as soon as the rest, a search for what is not
/// there ends early, and a shard that grows is copied in one sweep.
#include "sim/mixer.hpp"
#include "sim/search/memory_budget.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>

namespace interlock::sim {

class VisitedSet {
 public:
  enum class Insertion : std::uint8_t { added, known, refused };

  /// The budget outlives the set.
  explicit VisitedSet(MemoryBudget& budget) : budget_(&budget) { budget_->take(sizeof shards_); }

  /// Refused where the budget has no room for what the set would need: then the set is as it was.
  [[nodiscard]] Insertion insert(Fingerprint fingerprint) {
    if (fingerprint == nothing) fingerprint.low = 0;
    Shard& shard = shards_[fingerprint.low % shard_count];
    if (shard.size == 0 && !grow(shard)) return Insertion::refused;
    Fingerprint* place = shard.place_of(fingerprint);
    if (*place == fingerprint) return Insertion::known;
    if (shard.is_full() && !grow(shard)) return Insertion::refused;
    while (!shard.add(fingerprint))
      if (!grow(shard)) return Insertion::refused;
    ++size_;
    return Insertion::added;
  }

  /// Fetches the memory that insert() will look at, while something else is done.
  void prefetch(const Fingerprint& fingerprint) const {
    const Shard& shard = shards_[fingerprint.low % shard_count];
    const Fingerprint* const first = shard.slots.get() + shard.home(fingerprint);
    __builtin_prefetch(first);
    __builtin_prefetch(first + 64 / sizeof(Fingerprint));  // What it looks for is rarely behind the second cache line.
  }

  [[nodiscard]] std::uint64_t size() const { return size_; }
  /// All that it occupies now.
  [[nodiscard]] std::uint64_t bytes() const {
    std::uint64_t bytes = sizeof shards_;
    for (const Shard& shard : shards_) bytes += shard.bytes();
    return bytes;
  }
  /// Each fingerprint, in no order that means anything.
  void for_each(auto&& visit) const {
    for (const Shard& shard : shards_)
      for (std::uint32_t i = 0; i < shard.slot_count(); ++i)
        if (shard.slots[i] != nothing) visit(shard.slots[i]);
  }

 private:
  static constexpr std::size_t shard_count = 64;
  static constexpr std::uint64_t highest = std::numeric_limits<std::uint64_t>::max();
  /// An empty slot: greater than every fingerprint, so that probing ends at it.
  static constexpr Fingerprint nothing{highest, highest};

  struct Shard {
    std::unique_ptr<Fingerprint[]> slots;
    std::uint32_t capacity = 0;  ///< Slots in which probing may begin.
    std::uint32_t size = 0;

    /// For what is moved aside at the end, and one that is always empty.
    [[nodiscard]] std::uint32_t slack() const { return std::clamp(capacity / 16, 3U, 32U) + 1; }
    [[nodiscard]] std::uint32_t slot_count() const { return capacity == 0 ? 0 : capacity + slack(); }
    [[nodiscard]] std::uint64_t bytes() const { return slot_count() * sizeof(Fingerprint); }
    [[nodiscard]] bool is_full() const { return (size + std::uint64_t{1}) * 7 > std::uint64_t{capacity} * 6; }
    /// Where probing begins: the same fraction of the array as the fingerprint is of all fingerprints.
    [[nodiscard]] std::uint32_t home(const Fingerprint& fingerprint) const {
      __extension__ typedef unsigned __int128 Wide;
      return static_cast<std::uint32_t>(Wide{fingerprint.high} * capacity >> 64);
    }
    /// Where it is, or would be.
    [[nodiscard]] Fingerprint* place_of(const Fingerprint& fingerprint) const {
      Fingerprint* place = slots.get() + home(fingerprint);
      while (place->high < fingerprint.high || (place->high == fingerprint.high && place->low < fingerprint.low)) ++place;
      return place;
    }
    /// False where there is no slot left behind it.
    [[nodiscard]] bool add(const Fingerprint& fingerprint) {
      Fingerprint* const place = place_of(fingerprint);
      Fingerprint* free = place;
      while (*free != nothing) ++free;
      if (free + 1 == slots.get() + slot_count()) return false;
      std::copy_backward(place, free, free + 1);
      *place = fingerprint;
      ++size;
      return true;
    }
  };

  [[nodiscard]] bool grow(Shard& shard) {
    Shard grown{nullptr, shard.capacity, 0};
    do {
      grown.capacity = std::max(grown.capacity + 2, static_cast<std::uint32_t>(std::uint64_t{grown.capacity} * 7 / 6));
      if (!budget_->take(grown.bytes())) return false;
      grown.slots = std::make_unique_for_overwrite<Fingerprint[]>(grown.slot_count());
      std::fill_n(grown.slots.get(), grown.slot_count(), nothing);
      grown.size = 0;
    } while (!copy(shard, grown));
    budget_->give_back(shard.bytes());
    shard = std::move(grown);
    return true;
  }
  /// All in their order, so each comes behind the one before it. Where they don't fit, what was taken is given back.
  [[nodiscard]] bool copy(const Shard& from, Shard& to) {
    Fingerprint* next = to.slots.get();
    for (std::uint32_t i = 0; i < from.slot_count(); ++i) {
      if (from.slots[i] == nothing) continue;
      next = std::max(next, to.slots.get() + to.home(from.slots[i]));
      if (next + 1 == to.slots.get() + to.slot_count()) {
        budget_->give_back(to.bytes());
        return false;
      }
      *next++ = from.slots[i];
    }
    to.size = from.size;
    return true;
  }

  std::array<Shard, shard_count> shards_;
  std::uint64_t size_ = 0;
  MemoryBudget* budget_;
};

}  // namespace interlock::sim
