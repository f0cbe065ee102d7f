/// Guards, actions and durations: the named pieces that a table is made of.
///
/// Each is a namespace-scope `inline constexpr` variable; a table keeps its address, and the compiler tells its name.
///
///     inline constexpr guard    process_ready{[](const auto& context) { return context.process_ready(); }};
///     inline constexpr action   establish{[](auto& context, const auto& event) { context.establish(event); }};
///     inline constexpr duration readiness_timeout{[](const auto& context) { return context.readiness_timeout(); }};
///
/// What is called may take (context, event), (context), (event) or nothing; the first that fits is used. Guards and
/// durations see the context as const. Only these types have `&&`, `||`, `!` and `,`, so that nothing decays to bool
/// and no action is dropped by the built-in comma.
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

template <class Callable, class Context, class Event>
constexpr decltype(auto) call(const Callable& callable, Context& context, const Event& event) {
  if constexpr (requires { callable(context, event); }) return callable(context, event);
  else if constexpr (requires { callable(context); }) return callable(context);
  else if constexpr (requires { callable(event); }) return callable(event);
  else if constexpr (requires { callable(); }) return callable();
  else static_assert(never<Callable>, "a guard, action or duration takes (context, event), (context), (event) or nothing");
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
template <class Earlier, class Effect>
struct sequence {
  static constexpr std::size_t size = Earlier::size + 1;
  Earlier earlier;
  const action<Effect>* last;
};

template <class T>
inline constexpr bool is_action_v = false;
template <class Effect>
inline constexpr bool is_action_v<action<Effect>> = true;
template <class Earlier, class Effect>
inline constexpr bool is_action_v<sequence<Earlier, Effect>> = true;

template <class T>
concept action_like = is_action_v<std::remove_cvref_t<T>>;

template <class Earlier, class Effect>
constexpr auto append(const Earlier& earlier, const action<Effect>& next) {
  return sequence<Earlier, Effect>{earlier, &next};
}
template <class Earlier, class Effect>
constexpr auto append(const Earlier& earlier, action<Effect>&&) {
  static_assert(never<Effect>, "this action has no name: write `inline constexpr action its_name{...};` and use the name");
  return sequence<Earlier, Effect>{earlier, nullptr};
}
template <class Earlier>
constexpr Earlier append(const Earlier& earlier, const no_actions&) { return earlier; }
template <class Earlier, class Before, class Effect>
constexpr auto append(const Earlier& earlier, const sequence<Before, Effect>& next) {
  return append(append(earlier, next.earlier), *next.last);
}

constexpr void run(const no_actions&, auto&, const auto&) {}
template <class Earlier, class Effect>
constexpr void run(const sequence<Earlier, Effect>& actions, auto& context, const auto& event) {
  run(actions.earlier, context, event);
  call(actions.last->effect, context, event);
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

/// (first, second, third): done in this order.
template <class First, class Second>
  requires(detail::action_like<First> || detail::action_like<Second>)
constexpr auto operator,(First&& first, Second&& second) {
  static_assert(detail::action_like<First> && detail::action_like<Second>, "only named actions may stand in a sequence of actions");
  return detail::append(detail::append(detail::no_actions{}, std::forward<First>(first)), std::forward<Second>(second));
}

}  // namespace interlock::statemachine
