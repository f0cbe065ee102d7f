#include "runtime/config/kinds.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <limits>
#include <span>

namespace interlock::config {
namespace {

struct Unit {
  std::string_view suffix;
  std::uint64_t factor;
};
/// From small to large; printing takes the largest one that leaves no remainder.
constexpr std::array duration_units{Unit{"ms", 1}, Unit{"s", 1000}, Unit{"m", 60'000}, Unit{"h", 3'600'000}};
constexpr std::array byte_units{Unit{"", 1}, Unit{"KiB", 1 << 10}, Unit{"MiB", 1 << 20}, Unit{"GiB", 1 << 30}};
constexpr std::uint64_t quantity_limit = std::numeric_limits<std::int64_t>::max();

/// Digits only: no sign, no space, no fraction.
std::optional<std::uint64_t> read_quantity(std::string_view text, std::span<const Unit> units) {
  std::uint64_t number = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{}) return std::nullopt;
  const std::string_view suffix = text.substr(static_cast<std::size_t>(rest - text.data()));
  const auto unit = std::ranges::find(units, suffix, &Unit::suffix);
  if (unit == units.end() || number > quantity_limit / unit->factor) return std::nullopt;
  return number * unit->factor;
}

std::string print_quantity(std::uint64_t number, std::span<const Unit> units) {
  const Unit* best = &units.front();
  for (const Unit& unit : units) {
    if (number != 0 && number % unit.factor == 0) best = &unit;
  }
  return std::to_string(number / best->factor).append(best->suffix);
}

template <class Enum>
std::optional<Enum> read_word(std::string_view text, std::span<const std::string_view> words) {
  const auto found = std::ranges::find(words, text);
  if (found == words.end()) return std::nullopt;
  return static_cast<Enum>(found - words.begin());
}

constexpr std::array<std::string_view, 3> profiles{"development", "staging", "production"};
constexpr std::array<std::string_view, 6> log_levels{"trace", "debug", "info", "warn", "error", "critical"};

bool is_graphic(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7f'; });
}

/// A host and port without credentials, or empty.
std::string_view authority_of(std::string_view url) {
  if (!is_graphic(url)) return {};
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!url.starts_with(scheme)) continue;
    const std::string_view rest = url.substr(scheme.size());
    const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
    const bool has_a_host = !authority.starts_with(':') && authority.find_first_of("@\\") == std::string_view::npos;
    return has_a_host ? authority : std::string_view{};
  }
  return {};
}

}  // namespace

std::optional<bool> Kind<bool>::read(std::string_view text) {
  if (text == "true") return true;
  if (text == "false") return false;
  return std::nullopt;
}

std::optional<milliseconds> Kind<milliseconds>::read(std::string_view text) {
  const auto number = read_quantity(text, duration_units);
  if (!number) return std::nullopt;
  return milliseconds{static_cast<std::int64_t>(*number)};
}
std::string Kind<milliseconds>::print(milliseconds value) {
  return print_quantity(static_cast<std::uint64_t>(value.count()), duration_units);
}

std::optional<std::size_t> Kind<std::size_t>::read(std::string_view text) {
  return read_quantity(text, std::span{byte_units}.first<1>());
}

std::optional<Bytes> Kind<Bytes>::read(std::string_view text) {
  const auto number = read_quantity(text, byte_units);
  if (!number) return std::nullopt;
  return Bytes{*number};
}
std::string Kind<Bytes>::print(Bytes value) { return print_quantity(value.count, byte_units); }

std::optional<Endpoint> Kind<Endpoint>::read(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || !is_graphic(text)) return std::nullopt;
  std::string_view host = text.substr(0, colon);
  const bool bracketed = host.starts_with('[') && host.ends_with(']') && host.size() > 2;
  if (bracketed) host = host.substr(1, host.size() - 2);
  if (host.empty() || host.find_first_of("[]/@") != std::string_view::npos) return std::nullopt;
  if (bracketed != (host.find(':') != std::string_view::npos)) return std::nullopt;
  const std::string_view digits = text.substr(colon + 1);
  std::uint16_t port = 0;
  const auto [rest, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (error != std::errc{} || rest != digits.data() + digits.size()) return std::nullopt;
  return Endpoint{std::string{host}, port};
}
std::string Kind<Endpoint>::print(const Endpoint& value) {
  const bool brackets = value.host.find(':') != std::string::npos;
  return (brackets ? '[' + value.host + ']' : value.host) + ':' + std::to_string(value.port);
}

std::optional<std::filesystem::path> Kind<std::filesystem::path>::read(std::string_view text) {
  if (text.empty() || text.find('\0') != std::string_view::npos) return std::nullopt;
  return std::filesystem::path{text};
}

std::optional<Url> Kind<Url>::read(std::string_view text) {
  if (authority_of(text).empty()) return std::nullopt;
  return Url{std::string{text}};
}

std::optional<std::vector<WebOrigin>> Kind<std::vector<WebOrigin>>::read(std::string_view text) {
  std::vector<WebOrigin> origins;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    const std::string_view one = text.substr(0, comma);
    const std::string_view authority = authority_of(one);
    if (authority.empty() || !one.ends_with(authority)) return std::nullopt;
    origins.push_back({std::string{one}});
    if (comma + 1 == text.size()) return std::nullopt;
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return origins;
}
std::string Kind<std::vector<WebOrigin>>::print(const std::vector<WebOrigin>& value) {
  std::string text;
  for (const WebOrigin& origin : value) text.append(text.empty() ? "" : ",").append(origin.text);
  return text;
}

std::optional<Profile> Kind<Profile>::read(std::string_view text) { return read_word<Profile>(text, profiles); }
std::string Kind<Profile>::print(Profile value) { return std::string{profiles.at(static_cast<std::size_t>(value))}; }

std::optional<LogLevel> Kind<LogLevel>::read(std::string_view text) { return read_word<LogLevel>(text, log_levels); }
std::string Kind<LogLevel>::print(LogLevel value) {
  return std::string{log_levels.at(static_cast<std::size_t>(value))};
}

}  // namespace interlock::config
