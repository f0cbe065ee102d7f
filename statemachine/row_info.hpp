/// The texts of a table: the names of its states and events, and each row as it is written.
#pragma once
#include "statemachine/model.hpp"
#include "statemachine/row_names.hpp"

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace interlock::statemachine {

struct RowInfo : RowCode {
  std::string_view source;    ///< The state, the composite, the group, or "any".
  std::string_view event;     ///< The event type; "entry", "exit", "exception", "completion", "unexpected", "after(…)", "invoke(…)".
  std::string_view guard;     ///< As written: "wants_http_errors && !process_ready"; empty if none.
  NameList actions;           ///< In the order in which they are done.
  std::string_view target;    ///< Empty if the row has none.
  std::string_view deadline;  ///< The duration's name, or "5 s"; empty if this is no deadline.
};

/// What a model says as text.
template <const auto& Table>
struct texts {
  using Model = model<Table>;

 private:
  static constexpr std::array<std::string_view, Model::member_count> tables = []<class... Members>(detail::list<Members...>) {
    return std::array<std::string_view, Model::member_count>{variable_name<&Members::table>...};
  }(typename Model::family{});
  /// The composites around a table, and itself: "outer.inner".
  static constexpr Text place_of(std::size_t member) {
    Text text;
    for (std::size_t m = 1; m <= member; ++m)
      if (member < Model::last_of_member(m)) text << (text.size == 0 ? "" : ".") << tables[m];
    return text;
  }
  template <std::size_t Member>
  static constexpr Text placed_table = place_of(Member);
  template <std::size_t Member>
  static constexpr std::string_view table_name() {
    if constexpr (Model::depth_of_member(Member) < 2) return tables[Member];
    else return placed_table<Member>.view();
  }

 public:
  /// The name of each table: of the outermost, then of each composite, in its place.
  static constexpr std::array<std::string_view, Model::member_count> member_names = []<std::size_t... Members>(std::index_sequence<Members...>) {
    return std::array<std::string_view, Model::member_count>{table_name<Members>()...};
  }(std::make_index_sequence<Model::member_count>{});

 private:
  template <std::size_t State>
  static constexpr Text placed_name = [] {
    Text text = place_of(Model::member_of_state(State));
    text << "." << Model::state_key(State).name;
    return text;
  }();
  template <std::size_t State>
  static constexpr std::string_view state_name() {
    if constexpr (Model::member_of_state(State) == 0) return Model::state_key(State).name;
    else return placed_name<State>.view();
  }

 public:
  static constexpr std::array<std::string_view, Model::state_count> states = []<std::size_t... States>(std::index_sequence<States...>) {
    return std::array<std::string_view, Model::state_count>{state_name<States>()...};
  }(std::make_index_sequence<Model::state_count>{});
  static constexpr std::array<std::string_view, Model::event_count> events = [] {
    std::array<std::string_view, Model::event_count> names{};
    for (std::size_t i = 0; i < names.size(); ++i) names[i] = Model::event_key(i).name;
    return names;
  }();

 private:
  template <std::size_t Row>
  static constexpr Text when_text = [] {
    using when = typename Model::template row_type<Row>::when_type;
    Text text;
    if constexpr (requires { Model::template row<Row>().when.wait; }) text << "after(" << detail::wait_text<Model::template row<Row>().when.wait>.view() << ")";
    else if constexpr (requires { typename when::task_type; }) text << "invoke(" << type_name<typename when::task_type> << ")";
    else text << detail::when_name(static_cast<const when*>(nullptr));
    return text;
  }();
  template <std::size_t Row>
  static constexpr Text target_text = [] {
    using target = typename Model::template row_type<Row>::target_type;
    Text text;
    if constexpr (requires { target::history; }) text << (target::history == History::deep ? "deep_history(" : "shallow_history(") << member_names[Model::codes[Row].composite] << ")";
    else if constexpr (requires { target::states; }) text << states[Model::codes[Row].target_index];
    return text;
  }();

  template <std::size_t Row>
  static constexpr RowInfo describe() {
    using row = typename Model::template row_type<Row>;
    using source = typename row::source_type;
    using when = typename row::when_type;
    constexpr const auto& written = Model::template row<Row>();
    RowInfo info{Model::codes[Row], {}, {}, {}, {}, {}, {}};
    if constexpr (source::scope == Scope::state) info.source = states[Model::template state_of_source<Row>];
    if constexpr (source::scope == Scope::composite) info.source = member_names[Model::codes[Row].through.first];
    if constexpr (source::scope == Scope::group) info.source = variable_name<written.source.address>;
    if constexpr (source::scope == Scope::any) info.source = "any";
    if constexpr (requires { typename when::event_type; }) info.event = type_name<typename when::event_type>;
    else info.event = when_text<Row>.view();
    if constexpr (requires { written.when.wait; }) info.deadline = detail::wait_text<written.when.wait>.view();
    if constexpr (!std::is_same_v<typename row::guard_type, detail::unguarded>) info.guard = detail::guard_text<written.guard>.view();
    if constexpr (row::actions_type::size > 0) detail::add_actions<written.actions>(info.actions);
    if constexpr (std::is_same_v<typename row::actions_type, detail::deferring>) info.actions.add("defer");
    if constexpr (requires { row::target_type::states; }) {
      if constexpr (Model::member_count == 1) info.target = states[Model::codes[Row].target_index];
      else info.target = target_text<Row>.view();
    }
    return info;
  }

 public:
  static constexpr std::array<RowInfo, Model::row_count> rows = []<std::size_t... Rows>(std::index_sequence<Rows...>) {
    return std::array<RowInfo, Model::row_count>{describe<Rows>()...};
  }(std::make_index_sequence<Model::row_count>{});
};

}  // namespace interlock::statemachine
