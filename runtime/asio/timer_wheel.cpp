#include "runtime/asio/timer_wheel.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>

// Six levels of 64 buckets; a bucket of level n is 64^n ticks wide. An entry stands in the level of the highest digit, base
// 64, in which its place differs from the present tick, so it sinks at most five times before it is due.
// Invariants:
//  - an entry's bucket is never later than its deadline. It may be earlier: moving a deadline to later only notes it, and
//    the entry is placed again when its bucket comes round. Most deadlines of a busy connection are moved, not reached.
//  - an entry is in a bucket, or collected (`level == outside`), or free.

namespace interlock::asio_parts {
namespace {

using Tick = TimerWheel::Tick;

constexpr unsigned digit_bits = 6;
constexpr unsigned bucket_count = 1U << digit_bits;
constexpr unsigned level_count = 6;
constexpr Tick farthest_place = Tick{1} << (digit_bits * level_count - 1);  // a year; what is later is placed again then
constexpr std::uint32_t none = ~std::uint32_t{0};
constexpr std::uint8_t outside = 0xff;

using Key = std::uint64_t;
constexpr Key key_of(port::Address owner, port::Slot slot) {
  static_assert(sizeof(owner.kind) + sizeof(owner.id) + sizeof(slot) <= sizeof(Key), "a key holds the owner and the slot");
  return Key{static_cast<std::uint8_t>(owner.kind)} << 48 | Key{owner.id} << 16 | slot;
}
constexpr port::Address owner_of(Key key) {
  return {static_cast<port::ActorKind>(key >> 48), static_cast<std::uint32_t>(key >> 16)};
}

struct Entry {
  Key key = 0;
  Tick deadline = 0;
  std::uint32_t next = none;
  std::uint32_t previous = none;
  std::uint32_t setting = 0;  // a collected deadline holds only for the setting that it was collected with
  std::uint8_t level = outside;
  std::uint8_t bucket = 0;
};

struct Level {
  std::uint64_t occupied = 0;
  std::array<std::uint32_t, bucket_count> heads;
  Level() { heads.fill(none); }
};

constexpr unsigned digit_of(Tick tick, unsigned level) { return (tick >> (digit_bits * level)) & (bucket_count - 1); }

}  // namespace

struct TimerWheel::Parts {
  Tick present = 0;
  std::array<Level, level_count> levels;
  std::vector<Entry> entries;
  std::vector<std::uint32_t> free;
  boost::unordered_flat_map<Key, std::uint32_t> by_key;

  void place(std::uint32_t number);
  void unlink(Entry& entry);
  void release(std::uint32_t number);
  void empty_bucket(std::size_t level, std::size_t bucket, std::vector<Due>& due);
  struct Visit { Tick at = never; unsigned level = 0; unsigned bucket = 0; };
  [[nodiscard]] Visit next_visit() const;
};

TimerWheel::TimerWheel() : parts_(std::make_unique<Parts>()) {}
TimerWheel::~TimerWheel() = default;

void TimerWheel::Parts::place(std::uint32_t number) {
  Entry& entry = entries[number];
  const Tick at = std::min(entry.deadline, present + farthest_place);
  const Tick differs = (at ^ present) | (bucket_count - 1);
  const auto level = std::min(static_cast<unsigned>(std::bit_width(differs) - 1) / digit_bits, level_count - 1);
  const unsigned bucket = digit_of(at, level);
  std::uint32_t& head = levels[level].heads[bucket];
  entry.level = static_cast<std::uint8_t>(level);
  entry.bucket = static_cast<std::uint8_t>(bucket);
  entry.previous = none;
  entry.next = head;
  if (head != none) entries[head].previous = number;
  head = number;
  levels[level].occupied |= std::uint64_t{1} << bucket;
}

void TimerWheel::Parts::unlink(Entry& entry) {
  if (entry.level == outside) return;
  Level& level = levels[entry.level];
  if (entry.next != none) entries[entry.next].previous = entry.previous;
  if (entry.previous != none) entries[entry.previous].next = entry.next;
  else level.heads[entry.bucket] = entry.next;
  if (level.heads[entry.bucket] == none) level.occupied &= ~(std::uint64_t{1} << entry.bucket);
  entry.level = outside;
}

void TimerWheel::Parts::release(std::uint32_t number) {
  by_key.erase(entries[number].key);
  ++entries[number].setting;
  free.push_back(number);
}

void TimerWheel::arm(port::Address owner, port::Slot slot, Tick deadline) {
  assert(deadline > parts_->present);
  Parts& all = *parts_;
  const auto [found, is_new] = all.by_key.try_emplace(key_of(owner, slot), none);
  if (is_new) {
    if (all.free.empty()) {
      all.free.push_back(static_cast<std::uint32_t>(all.entries.size()));
      all.entries.emplace_back();
    }
    found->second = all.free.back();
    all.free.pop_back();
    all.entries[found->second].key = found->first;
  }
  Entry& entry = all.entries[found->second];
  const bool only_later = entry.level != outside && deadline >= entry.deadline;
  entry.deadline = deadline;
  ++entry.setting;
  if (only_later) return;
  all.unlink(entry);
  all.place(found->second);
}

void TimerWheel::cancel(port::Address owner, port::Slot slot) {
  const auto found = parts_->by_key.find(key_of(owner, slot));
  if (found == parts_->by_key.end()) return;
  const std::uint32_t number = found->second;
  parts_->unlink(parts_->entries[number]);
  parts_->release(number);
}

TimerWheel::Parts::Visit TimerWheel::Parts::next_visit() const {
  for (unsigned level = 0; level < level_count; ++level) {
    const std::uint64_t occupied = levels[level].occupied;
    if (occupied == 0) continue;
    const unsigned here = digit_of(present, level);
    const unsigned ahead = static_cast<unsigned>(std::countr_zero(std::rotr(occupied, static_cast<int>(here))));
    const Tick width = Tick{1} << (digit_bits * level);
    return {.at = std::max(present, (present & ~(width - 1)) + ahead * width), .level = level, .bucket = (here + ahead) % bucket_count};
  }
  return {};
}

TimerWheel::Tick TimerWheel::next() const { return parts_->next_visit().at; }
std::size_t TimerWheel::armed() const { return parts_->by_key.size(); }

void TimerWheel::Parts::empty_bucket(std::size_t level, std::size_t bucket, std::vector<Due>& due) {
  std::uint32_t number = levels[level].heads[bucket];
  levels[level].heads[bucket] = none;
  levels[level].occupied &= ~(std::uint64_t{1} << bucket);
  while (number != none) {
    Entry& entry = entries[number];
    const std::uint32_t following = entry.next;
    entry.level = outside;
    if (entry.deadline <= present) due.push_back({owner_of(entry.key), static_cast<port::Slot>(entry.key), number, entry.setting});
    else place(number);
    number = following;
  }
}

void TimerWheel::collect(Tick now, std::vector<Due>& due) {
  assert(now < never && now >= parts_->present);
  Parts& all = *parts_;
  for (Parts::Visit visit = all.next_visit(); visit.at <= now; visit = all.next_visit()) {
    all.present = visit.at;
    all.empty_bucket(visit.level, visit.bucket, due);
  }
  all.present = std::max(all.present, now);
}

bool TimerWheel::take(const Due& due) {
  Entry& entry = parts_->entries[due.entry];
  if (entry.setting != due.setting || entry.level != outside) return false;
  parts_->release(due.entry);
  return true;
}

}  // namespace interlock::asio_parts
