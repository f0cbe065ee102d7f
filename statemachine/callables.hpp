/// Guards, actions and durations: the named pieces that a table is made of.
///
/// Each is a namespace-scope `inline constexpr` variable; a table keeps its address, and the compiler tells its name.
///
///     inline constexpr guard    process_ready{[](const auto& context) { return context.process_ready(); }};
///     inline constexpr action   establish{[](auto& context, const auto& event) { context.establish(event); }};
///     inline constexpr duration readiness_timeout{[](const auto& context) { return context.readiness_timeout(); }};
///
/// What is called may take (context, event), (context), (event) or nothing; the first that fits is used. Where process() is given
/// more than one context, the first is `context`, and what is called may also name any of them, and the event, by their types, in any
/// order: `[](Sink& sink, const opened& event) { ... }`. Guards and durations see contexts as const. Only these types have `&&`, `||`,
/// `!` and `,`, so that nothing decays to bool and no action is dropped by the built-in comma.
#pragma once
#include <type_traits>
#include <utility>

namespace interlock::statemachine {

/// A clause about the context and the event. It must not change anything.
template <class Test>
struct guard {
  Test test;
};
template <class Test>
guard(Test) -> guard<Test>;

/// Something that is done.
template <class Effect>
struct action {
  Effect effect;
};
template <class Effect>
action(Effect) -> action<Effect>;

/// A std::chrono duration that is asked for whenever a deadline is armed.
template <class Measure>
struct duration {
  Measure measure;
};
template <class Measure>
duration(Measure) -> duration<Measure>;

namespace detail {

template <class...>
inline constexpr bool never = false;

template <class... Types>
inline constexpr bool are_all_different = true;
template <class First, class... Others>
inline constexpr bool are_all_different<First, Others...> = !(std::is_same_v<First, Others> || ...) && are_all_different<Others...>;

/// Several contexts as one, each found by its type. Borrowed for one call of process().
template <class Supplied>
struct supply { Supplied& one; };
template <class First, class... Others>
struct contexts : supply<First>, supply<Others>... {
  static_assert(are_all_different<std::remove_const_t<First>, std::remove_const_t<Others>...>, "each context that process() is given is of another type");
  constexpr contexts(First& first, Others&... others) : supply<First>{first}, supply<Others>{others}... {}
};
template <class Context>
inline constexpr bool is_many = false;
template <class... Supplied>
inline constexpr bool is_many<contexts<Supplied...>> = true;

/// For machines whose guards and actions need nothing.
struct no_context {};

constexpr auto& first_of_all(auto& context) { return context; }
template <class First, class... Others>
constexpr First& first_of_all(contexts<First, Others...>& all) { return static_cast<supply<First>&>(all).one; }
template <class First, class... Others>
constexpr const First& first_of_all(const contexts<First, Others...>& all) { return static_cast<const supply<First>&>(all).one; }

/// body(context), for what process() was given: nothing, one context, or several as one.
constexpr decltype(auto) with_contexts(auto body) {
  no_context none;
  return body(none);
}
constexpr decltype(auto) with_contexts(auto body, auto& context) { return body(context); }
template <class First, class Second, class... Others>
constexpr decltype(auto) with_contexts(auto body, First& first, Second& second, Others&... others) {
  contexts<First, Second, Others...> all{first, second, others...};
  return body(all);
}

template <class Parameter, class Event, class All>
inline constexpr bool is_supplied = false;
template <class Parameter, class Event, class... Supplied>
inline constexpr bool is_supplied<Parameter, Event, contexts<Supplied...>> =
    std::is_same_v<std::remove_cvref_t<Parameter>, Event> || (std::is_same_v<std::remove_cvref_t<Parameter>, std::remove_const_t<Supplied>> || ...);

/// What a parameter of this type is given.
template <class Parameter, class All, class Event>
constexpr decltype(auto) argument(All& all, const Event& event) {
  using Wanted = std::remove_cvref_t<Parameter>;
  if constexpr (std::is_same_v<Wanted, Event>) return (event);
  else if constexpr (std::is_base_of_v<supply<const Wanted>, All>) return (static_cast<const supply<const Wanted>&>(all).one);
  else if constexpr (std::is_const_v<All>) return std::as_const(static_cast<const supply<Wanted>&>(all).one);
  else return (static_cast<supply<Wanted>&>(all).one);
}

template <class Method>
struct method_of {
  template <class All, class Event>
  static constexpr bool is_supplied = false;
};
template <class Owner, class Result, class... Parameters>
struct method_of<Result (Owner::*)(Parameters...) const> {
  template <class All, class Event>
  static constexpr bool is_supplied = (detail::is_supplied<Parameters, Event, std::remove_const_t<All>> && ...);
  template <class All, class Event>
  static constexpr decltype(auto) call(const Owner& callable, All& all, const Event& event) {
    return callable(argument<Parameters>(all, event)...);
  }
};

template <class Owner, class Result, class... Parameters>
struct method_of<Result (Owner::*)(Parameters...) const noexcept> : method_of<Result (Owner::*)(Parameters...) const> {};

template <class Callable, class Context, class Event>
constexpr bool takes_by_type() {
  if constexpr (is_many<std::remove_const_t<Context>> && requires { &Callable::operator(); })
    return method_of<decltype(&Callable::operator())>::template is_supplied<Context, Event>;
  else return false;
}

template <class Callable, class Context, class Event>
constexpr decltype(auto) call(const Callable& callable, Context& all, const Event& event) {
  auto& context = first_of_all(all);
  if constexpr (requires { callable(context, event); }) return callable(context, event);
  else if constexpr (requires { callable(context); }) return callable(context);
  else if constexpr (requires { callable(event); }) return callable(event);
  else if constexpr (requires { callable(); }) return callable();
  else if constexpr (takes_by_type<Callable, Context, Event>()) return method_of<decltype(&Callable::operator())>::call(callable, all, event);
  else
    static_assert(never<Callable>, "nobody supplies an argument of this guard, action or duration: it takes (context, event), (context), "
                                   "(event), nothing, or by its type what process() is given");
}

// ---- Guards -------------------------------------------------------------------------------------------------------

struct unguarded {};
template <class Test>
struct named_guard { const guard<Test>* address; };
template <class Inner>
struct negation { Inner inner; };
template <class Left, class Right>
struct conjunction { Left left; Right right; };
template <class Left, class Right>
struct disjunction { Left left; Right right; };

template <class T>
inline constexpr bool is_guard_v = false;
template <class Test>
inline constexpr bool is_guard_v<guard<Test>> = true;
template <class Test>
inline constexpr bool is_guard_v<named_guard<Test>> = true;
template <class Inner>
inline constexpr bool is_guard_v<negation<Inner>> = true;
template <class Left, class Right>
inline constexpr bool is_guard_v<conjunction<Left, Right>> = true;
template <class Left, class Right>
inline constexpr bool is_guard_v<disjunction<Left, Right>> = true;

template <class T>
concept guard_like = is_guard_v<std::remove_cvref_t<T>>;

template <class Expression>
constexpr Expression as_guard(const Expression& expression) { return expression; }
template <class Test>
constexpr named_guard<Test> as_guard(const guard<Test>& named) { return {&named}; }
template <class Test>
constexpr named_guard<Test> as_guard(guard<Test>&&) {
  static_assert(never<Test>, "this guard has no name: write `inline constexpr guard its_name{...};` and use the name");
  return {nullptr};
}
template <class T>
using guard_of = decltype(as_guard(std::declval<T>()));

constexpr bool holds(const unguarded&, const auto&, const auto&) { return true; }
template <class Test>
constexpr bool holds(const named_guard<Test>& named, const auto& context, const auto& event) {
  return call(named.address->test, context, event);
}
template <class Inner>
constexpr bool holds(const negation<Inner>& not_, const auto& context, const auto& event) {
  return !holds(not_.inner, context, event);
}
template <class Left, class Right>
constexpr bool holds(const conjunction<Left, Right>& both, const auto& context, const auto& event) {
  return holds(both.left, context, event) && holds(both.right, context, event);
}
template <class Left, class Right>
constexpr bool holds(const disjunction<Left, Right>& either, const auto& context, const auto& event) {
  return holds(either.left, context, event) || holds(either.right, context, event);
}

// ---- Actions ------------------------------------------------------------------------------------------------------

struct no_actions { static constexpr std::size_t size = 0; };
template <class Effect>
struct named_action { const action<Effect>* address; };
/// `process<Event>`: the event is processed after this row, before any other.
template <class Event, class Maker>
struct posting {
  using event_type = Event;
  Maker maker;
};
struct default_maker {};
template <class Earlier, class Node>
struct sequence {
  static constexpr std::size_t size = Earlier::size + 1;
  Earlier earlier;
  Node last;
};
/// `defer`: the event is kept until the state changes.
struct deferring { static constexpr std::size_t size = 0; };

template <class T>
inline constexpr bool is_action_v = false;
template <class Effect>
inline constexpr bool is_action_v<action<Effect>> = true;
template <class Event, class Maker>
inline constexpr bool is_action_v<posting<Event, Maker>> = true;
template <class Earlier, class Node>
inline constexpr bool is_action_v<sequence<Earlier, Node>> = true;

template <class T>
concept action_like = is_action_v<std::remove_cvref_t<T>>;

template <class Earlier, class Effect>
constexpr auto append(const Earlier& earlier, const action<Effect>& next) {
  return sequence<Earlier, named_action<Effect>>{earlier, {&next}};
}
template <class Earlier, class Effect>
constexpr auto append(const Earlier& earlier, action<Effect>&&) {
  static_assert(never<Effect>, "this action has no name: write `inline constexpr action its_name{...};` and use the name");
  return sequence<Earlier, named_action<Effect>>{earlier, {nullptr}};
}
template <class Earlier, class Event, class Maker>
constexpr auto append(const Earlier& earlier, const posting<Event, Maker>& next) {
  return sequence<Earlier, posting<Event, Maker>>{earlier, next};
}
template <class Earlier>
constexpr Earlier append(const Earlier& earlier, const no_actions&) { return earlier; }
template <class Earlier, class Before, class Node>
constexpr auto append(const Earlier& earlier, const sequence<Before, Node>& next) {
  const auto longer = append(earlier, next.earlier);
  return sequence<std::remove_const_t<decltype(longer)>, Node>{longer, next.last};
}

template <class Actions>
inline constexpr bool posts = false;
template <class Earlier, class Node>
inline constexpr bool posts<sequence<Earlier, Node>> = posts<Earlier>;
template <class Earlier, class Event, class Maker>
inline constexpr bool posts<sequence<Earlier, posting<Event, Maker>>> = true;

constexpr void run(const no_actions&, auto&, const auto&, auto&) {}
/// `posted` is the queue that takes what a row processes.
template <class Earlier, class Node>
constexpr void run(const sequence<Earlier, Node>& actions, auto& context, const auto& event, auto& posted) {
  if constexpr (Earlier::size > 0) run(actions.earlier, context, event, posted);
  if constexpr (!posts<sequence<no_actions, Node>>) call(actions.last.address->effect, context, event);
  else if constexpr (std::is_same_v<decltype(Node::maker), default_maker>) posted.push(typename Node::event_type{});
  else posted.push(static_cast<typename Node::event_type>(call(actions.last.maker.address->effect, context, event)));
}

// ---- Durations ----------------------------------------------------------------------------------------------------

template <class Measure>
struct named_wait { const duration<Measure>* address; };
template <class Length>
struct constant_wait { typename Length::rep count; };

template <class Measure>
constexpr auto length_of(const named_wait<Measure>& wait, const auto& context, const auto& event) {
  return call(wait.address->measure, context, event);
}
template <class Length>
constexpr Length length_of(const constant_wait<Length>& wait, const auto&, const auto&) { return Length{wait.count}; }

}  // namespace detail

template <detail::guard_like Guard>
constexpr auto operator!(Guard&& inner) {
  return detail::negation<detail::guard_of<Guard>>{detail::as_guard(std::forward<Guard>(inner))};
}

template <detail::guard_like Left, detail::guard_like Right>
constexpr auto operator&&(Left&& left, Right&& right) {
  return detail::conjunction<detail::guard_of<Left>, detail::guard_of<Right>>{
      detail::as_guard(std::forward<Left>(left)), detail::as_guard(std::forward<Right>(right))};
}

template <detail::guard_like Left, detail::guard_like Right>
constexpr auto operator||(Left&& left, Right&& right) {
  return detail::disjunction<detail::guard_of<Left>, detail::guard_of<Right>>{
      detail::as_guard(std::forward<Left>(left)), detail::as_guard(std::forward<Right>(right))};
}

/// `process<opened>`, or `process<opened>(make_opened)`: an event for this very machine, default-made or made by a named action that
/// returns it. It is processed when the row is done and has settled, before process() returns, in the order of the rows that asked.
template <class Event>
struct processing : detail::posting<Event, detail::default_maker> {
  template <class Effect>
  constexpr auto operator()(const action<Effect>& made_by) const {
    return detail::posting<Event, detail::named_action<Effect>>{{&made_by}};
  }
};
template <class Event>
inline constexpr processing<Event> process{};
template <class Event>
inline constexpr bool detail::is_action_v<processing<Event>> = true;

/// The event waits until the state changes, and is then processed, before anything newer.
inline constexpr detail::deferring defer{};

/// (first, second, third): done in this order.
template <class First, class Second>
  requires(detail::action_like<First> || detail::action_like<Second>)
constexpr auto operator,(First&& first, Second&& second) {
  static_assert(detail::action_like<First> && detail::action_like<Second>, "only named actions may stand in a sequence of actions");
  return detail::append(detail::append(detail::no_actions{}, std::forward<First>(first)), std::forward<Second>(second));
}

}  // namespace interlock::statemachine
