#pragma once
/// A world that is composed of tables: actors, each a lifecycle with a small context, and one FIFO for each (sender, receiver).
///
///     using World = compose::Composition<compose::Group<4, Service>, compose::Group<1, Startup>, compose::Group<2, Client, Connection>>;
///     const auto found = search(World{}, {});
///
/// Nothing stands beside the tables. A row sends by `send<Message, Receiver>`; what an actor does by itself are the rows of events that
/// derive from `by_itself`, and its deadlines; who hears whom, and how much may wait between them, is computed from the rows.
/// A step takes the oldest message of one FIFO of one actor, or lets one actor do something by itself, to completion. A message of which
/// the receiver's table says nothing in this state is consumed.
///
/// A world is one value of a few dozen bytes without padding: copied by copying bytes, compared and hashed as bytes.
#include "sim/compose/ample.hpp"
#include "sim/compose/layout.hpp"
#include "sim/compose/steps.hpp"
#include "sim/mixer.hpp"

#include <string>
#include <vector>

namespace interlock::sim::compose {

/// What a guard and an action of an actor are given: the actor's context, and who else there is.
template <class World, class Kind>
class Turn : public ContextOf<Kind> {
 public:
  Turn(World& world, unsigned who) : ContextOf<Kind>(world.template context<Kind>(who)), world_(world), who_(who) {}

  /// How many actors of a kind there are.
  template <class Other>
  static constexpr unsigned count() { return World::layout::template count_of<Other>; }
  /// Of `send`.
  template <class Message, class Receiver>
  void post() {
    const char* const broken = world_.template post<Kind, Message, Receiver>(who_);
    if (*broken != 0) broken_ = broken;
  }
  /// Of the machine: a deadline may pass wherever its row stands, so there is nothing to remember.
  static constexpr void arm(std::uint16_t, auto) {}
  static constexpr void cancel(std::uint16_t) {}

  [[nodiscard]] const char* broken() const { return broken_; }

 private:
  World& world_;
  unsigned who_;
  const char* broken_ = "";
};

template <class... Groups>
class Composition {
 public:
  using layout = Layout<Groups...>;
  using steps = Steps<layout>;
  using Step = compose::Step;
  /// Every run of it ends, so that no step can be put off for ever.
  static constexpr bool always_ends = !layout::kinds::any_of([]<class Kind>() { return !FactsOf<Kind>::always_progresses; });

  Composition() {
    layout::kinds::for_each([&]<class Kind>() {
      static_assert(layout::template hears_only_what_is_sent<Kind>, "a table hears an event that nobody sends: derive it from by_itself if the actor does it by itself");
      static_assert(std::is_trivially_copyable_v<ContextOf<Kind>>, "a context is copied as bytes");
      static_assert(std::is_empty_v<ContextOf<Kind>> || std::has_unique_object_representations_v<ContextOf<Kind>>, "a context is compared as bytes: it has no padding");
      for (unsigned who = 0; who < layout::template count_of<Kind>; ++who) {
        put<Kind>(who, MachineOf<Kind>{}, ContextOf<Kind>{});
        MachineOf<Kind> machine;
        Turn<Composition, Kind> turn(*this, who);
        machine.start(turn);
        put<Kind>(who, machine, turn);
      }
    });
  }

  /// visit(Step) for each step that can be made, in the same order for equal worlds.
  void for_each_enabled(auto&& visit) const { steps::for_each_enabled(*this, visit); }
  /// Of those, some that stand for all of them: says whether they are fewer.
  bool for_each_ample(auto&& visit) const {
    if constexpr (Ample<Composition>::is_possible) return Ample<Composition>(*this).for_each(visit);
    for_each_enabled(visit);
    return false;
  }
  /// Makes a step that is enabled, and says what it broke; else "".
  const char* take(Step step) { return steps::take(*this, step); }
  [[nodiscard]] std::vector<Step> enabled() const {
    std::vector<Step> all;
    for_each_enabled([&](Step step) { all.push_back(step); });
    return all;
  }
  [[nodiscard]] static std::string describe(Step step) { return steps::describe(step); }
  /// What is broken if this is how it ends, or "".
  [[nodiscard]] const char* broken_at_end() const {
    const char* broken = "";
    layout::kinds::for_each([&]<class Kind>() {
      if constexpr (requires { Kind::broken_at_end(MachineOf<Kind>{}, ContextOf<Kind>{}); })
        for (unsigned who = 0; who < layout::template count_of<Kind>; ++who)
          if (const char* here = Kind::broken_at_end(machine<Kind>(who), context<Kind>(who)); *here != 0) broken = here;
    });
    return broken;
  }

  [[nodiscard]] Fingerprint fingerprint(std::uint64_t seed = 0) const {
    Mixer mixer(seed);
    for (std::size_t at = 0; at < layout::bytes; at += sizeof(std::uint64_t)) mixer.word(load<std::uint64_t>(at));
    return mixer.result();
  }
  /// The same world for all worlds that differ only in which of several equal actors is which.
  [[nodiscard]] Composition canonical() const {
    Composition sorted = *this;
    [&]<std::size_t... Group>(std::index_sequence<Group...>) { (sorted.sort_records<Group>(), ...); }(std::index_sequence_for<Groups...>{});
    return sorted;
  }
  friend bool operator==(const Composition&, const Composition&) = default;

  // ---- For the steps.

  template <class Kind>
  [[nodiscard]] MachineOf<Kind> machine(unsigned who) const { return std::bit_cast<MachineOf<Kind>>(bytes_[machine_at<Kind>(who)]); }
  template <class Kind>
  [[nodiscard]] std::size_t state(unsigned who) const { return std::to_integer<std::size_t>(bytes_[machine_at<Kind>(who)]); }
  template <class Kind>
  [[nodiscard]] ContextOf<Kind> context(unsigned who) const {
    if constexpr (std::is_empty_v<ContextOf<Kind>>) return {};
    else return load<ContextOf<Kind>>(machine_at<Kind>(who) + 1);
  }
  template <class Queue>
  [[nodiscard]] typename Queue::Word fifo(unsigned who) const { return load<typename Queue::Word>(fifo_at<Queue>(who)); }
  template <class Queue>
  void set_fifo(unsigned who, typename Queue::Word word) { store(fifo_at<Queue>(who), word); }

  /// One actor, one event, to completion.
  template <class Kind>
  const char* process(unsigned who, const auto& event) {
    MachineOf<Kind> machine = this->machine<Kind>(who);
    Turn<Composition, Kind> turn(*this, who);
    machine.process(event, turn);
    put<Kind>(who, machine, turn);
    if constexpr (requires { Kind::broken(machine, turn); })
      if (*turn.broken() == 0) return Kind::broken(machine, turn);
    return turn.broken();
  }
  template <class From, class Message, class To>
  const char* post(unsigned who) {
    using Queue = Fifo<From, To>;
    constexpr bool to_several = !layout::template are_partners<From, To> && layout::template count_of<To> > 1;
    const char* broken = "";
    for (unsigned place = to_several ? 0 : who, end = to_several ? layout::template count_of<To> : who + 1; place < end; ++place) {
      const auto word = fifo<Queue>(place);
      if (FactsOf<From>::template most_sent_to<To> == FactsOf<From>::unbounded && Queue::length(word) == Queue::room) broken = "a FIFO has no room for what is sent";
      else set_fifo<Queue>(place, Queue::appended(word, Queue::messages::template index_of<Message>));
    }
    return broken;
  }

 private:
  template <class Kind>
  static constexpr std::size_t machine_at(unsigned who) {
    constexpr std::size_t group = layout::template group_of<Kind>;
    return layout::bases[group] + who * layout::record_sizes[group] + layout::template machine_place<Kind>;
  }
  template <class Queue>
  static constexpr std::size_t fifo_at(unsigned who) {
    constexpr std::size_t group = layout::template home_of<Queue>;
    return layout::bases[group] + who * layout::record_sizes[group] + layout::template fifo_place<Queue>;
  }
  template <class T>
  [[nodiscard]] T load(std::size_t at) const {
    T value;
    std::memcpy(&value, bytes_.data() + at, sizeof value);
    return value;
  }
  /// As a change of the word around it, where it lies in one: a processor that is to read a word waits for bytes of it that were written alone.
  template <class T>
  void store(std::size_t at, const T& value) {
    constexpr std::size_t word_size = sizeof(std::uint64_t);
    if constexpr (sizeof value <= word_size && std::endian::native == std::endian::little) {
      if (const std::size_t within = at % word_size; within + sizeof value <= word_size) {
        std::uint64_t bits = 0;
        std::memcpy(&bits, &value, sizeof value);
        constexpr std::uint64_t mask = ~std::uint64_t{0} >> 8 * (word_size - sizeof value);
        const std::uint64_t word = (load<std::uint64_t>(at - within) & ~(mask << 8 * within)) | bits << 8 * within;
        std::memcpy(bytes_.data() + (at - within), &word, word_size);
        return;
      }
    }
    std::memcpy(bytes_.data() + at, &value, sizeof value);
  }
  template <class Kind>
  void put(unsigned who, const MachineOf<Kind>& machine, const ContextOf<Kind>& context) {
    store(machine_at<Kind>(who), std::bit_cast<std::byte>(machine));
    if constexpr (!std::is_empty_v<ContextOf<Kind>>) store(machine_at<Kind>(who) + 1, context);
  }
  template <std::size_t Group>
  void sort_records() {
    if constexpr (layout::counts[Group] > 1) {
      using Record = std::array<std::byte, layout::record_sizes[Group]>;
      auto records = load<std::array<Record, layout::counts[Group]>>(layout::bases[Group]);
      for (std::size_t i = 1; i < records.size(); ++i)
        for (std::size_t j = i; j > 0 && records[j] < records[j - 1]; --j) std::swap(records[j], records[j - 1]);
      store(layout::bases[Group], records);
    }
  }

  alignas(std::uint64_t) std::array<std::byte, layout::bytes> bytes_{};
};

}  // namespace interlock::sim::compose
