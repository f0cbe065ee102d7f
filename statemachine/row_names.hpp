/// What the guard, the actions and the deadline of a row are called.
#pragma once
#include "statemachine/callables.hpp"
#include "statemachine/names.hpp"
#include "statemachine/notation.hpp"

#include <cstddef>
#include <ratio>
#include <string_view>
#include <type_traits>

namespace interlock::statemachine::detail {

enum class Binding { disjunction, conjunction, negation };  // from loose to tight

template <auto Expression>
struct guard_writer;
template <auto Expression>
constexpr void write_guard(Text& text, Binding around) { guard_writer<Expression>::write(text, around); }

template <unguarded Expression>
struct guard_writer<Expression> {
  static constexpr void write(Text&, Binding) {}
};
template <class Test, named_guard<Test> Expression>
struct guard_writer<Expression> {
  static constexpr void write(Text& text, Binding) { text << variable_name<Expression.address>; }
};
template <class Inner, negation<Inner> Expression>
struct guard_writer<Expression> {
  static constexpr void write(Text& text, Binding) {
    text << "!";
    write_guard<Expression.inner>(text, Binding::negation);
  }
};
template <class Left, class Right, conjunction<Left, Right> Expression>
struct guard_writer<Expression> {
  static constexpr void write(Text& text, Binding around) {
    const bool parentheses = around > Binding::conjunction;
    text << (parentheses ? "(" : "");
    write_guard<Expression.left>(text, Binding::conjunction);
    text << " && ";
    write_guard<Expression.right>(text, Binding::conjunction);
    text << (parentheses ? ")" : "");
  }
};
template <class Left, class Right, disjunction<Left, Right> Expression>
struct guard_writer<Expression> {
  static constexpr void write(Text& text, Binding around) {
    const bool parentheses = around > Binding::disjunction;
    text << (parentheses ? "(" : "");
    write_guard<Expression.left>(text, Binding::disjunction);
    text << " || ";
    write_guard<Expression.right>(text, Binding::disjunction);
    text << (parentheses ? ")" : "");
  }
};

template <auto Expression>
inline constexpr Text guard_text = [] {
  Text text;
  write_guard<Expression>(text, Binding::disjunction);
  return text;
}();

template <class Node>
struct node_name;
template <class Event, class Maker>
struct node_name<posting<Event, Maker>> {
  static constexpr Text text = [] {
    Text text;
    text << "process(" << type_name<Event> << ")";
    return text;
  }();
};
template <auto Actions>
constexpr void add_actions(NameList& names) {
  if constexpr (Actions.size > 0) {
    add_actions<Actions.earlier>(names);
    if constexpr (requires { Actions.last.address; }) names.add(variable_name<Actions.last.address>);
    else names.add(node_name<std::remove_cvref_t<decltype(Actions.last)>>::text.view());
  }
}

constexpr std::string_view when_name(const entering*) { return "entry"; }
constexpr std::string_view when_name(const leaving*) { return "exit"; }
constexpr std::string_view when_name(const completing*) { return "completion"; }
template <class Error>
constexpr Text exception_text = [] {
  Text text;
  text << "exception";
  if constexpr (!std::is_void_v<Error>) text << "(" << type_name<Error> << ")";
  return text;
}();
template <class Error>
constexpr std::string_view when_name(const throwing<Error>*) { return exception_text<Error>.view(); }
template <class Event>
constexpr Text unexpected_text = [] {
  Text text;
  text << "unexpected";
  if constexpr (!std::is_void_v<Event>) text << "(" << type_name<Event> << ")";
  return text;
}();
template <class Event>
constexpr std::string_view when_name(const unexpected<Event>*) { return unexpected_text<Event>.view(); }

template <class Period>
constexpr std::string_view unit_of() {
  if constexpr (std::ratio_equal_v<Period, std::nano>) return "ns";
  else if constexpr (std::ratio_equal_v<Period, std::micro>) return "us";
  else if constexpr (std::ratio_equal_v<Period, std::milli>) return "ms";
  else if constexpr (std::ratio_equal_v<Period, std::ratio<1>>) return "s";
  else if constexpr (std::ratio_equal_v<Period, std::ratio<60>>) return "min";
  else if constexpr (std::ratio_equal_v<Period, std::ratio<3600>>) return "h";
  else if constexpr (std::ratio_equal_v<Period, std::ratio<86400>>) return "d";
  else return "ticks";
}

template <auto Wait>
struct wait_writer;
template <class Measure, named_wait<Measure> Wait>
struct wait_writer<Wait> {
  static constexpr void write(Text& text) { text << variable_name<Wait.address>; }
};
template <class Length, constant_wait<Length> Wait>
struct wait_writer<Wait> {
  static constexpr void write(Text& text) {
    auto rest = static_cast<unsigned long long>(Wait.count);
    Text reversed;
    do {
      const char digit = static_cast<char>('0' + rest % 10);
      reversed << std::string_view{&digit, 1};
      rest /= 10;
    } while (rest != 0);
    for (std::size_t i = reversed.size; i > 0; --i) text << std::string_view{&reversed.characters[i - 1], 1};
    text << " " << unit_of<typename Length::period>();
  }
};

template <auto Wait>
inline constexpr Text wait_text = [] {
  Text text;
  wait_writer<Wait>::write(text);
  return text;
}();

}  // namespace interlock::statemachine::detail
