#include "runtime/http/url.hpp"

#include <algorithm>
#include <charconv>

namespace interlock::http {

namespace {

tl::unexpected<std::string> refused(std::string_view text, std::string_view why) {
  return tl::unexpected("The address \"" + std::string(text) + "\" " + std::string(why) + ".");
}

bool is_port(std::string_view text) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() && value >= 1 && value <= 65535;
}

/// A blank or a control character in a target would let the text write headers of its own.
bool is_visible(char unit) { return unit > ' ' && unit < '\x7f'; }

std::string_view default_port(bool tls) { return tls ? "443" : "80"; }

}  // namespace

tl::expected<Url, std::string> parse_url(std::string_view text) {
  const bool tls = text.starts_with("https://");
  const std::string_view scheme = tls ? "https://" : "http://";
  if (!text.starts_with(scheme)) return refused(text, "does not begin with http:// or https://");
  if (!std::all_of(text.begin(), text.end(), is_visible)) return refused(text, "has blanks or characters beyond ASCII");
  if (text.find('#') != std::string_view::npos) return refused(text, "has a fragment");
  const std::string_view rest = text.substr(scheme.size());
  const std::size_t slash = std::min(rest.find_first_of("/?"), rest.size());
  std::string_view place = rest.substr(0, slash);
  const std::string_view target = rest.substr(slash);
  if (place.find('@') != std::string_view::npos) return refused(text, "has a user name");

  Url url{.host = {}, .port = std::string(default_port(tls)), .target = std::string(target), .tls = tls};
  if (!target.starts_with('/')) url.target.insert(0, 1, '/');
  if (place.starts_with('[')) {
    const std::size_t end = place.find(']');
    if (end == std::string_view::npos) return refused(text, "has a bracket without its other half");
    url.host = place.substr(1, end - 1);
    place.remove_prefix(end + 1);
    if (!place.empty() && !place.starts_with(':')) return refused(text, "has no host");
  } else {
    url.host = place.substr(0, place.find(':'));
    place.remove_prefix(url.host.size());
  }
  if (url.host.empty()) return refused(text, "has no host");
  if (!place.empty()) url.port = place.substr(1);
  if (!is_port(url.port)) return refused(text, "has no valid port");
  return url;
}

std::string authority(const Url& url) {
  const bool is_version_6 = url.host.find(':') != std::string::npos;
  return (is_version_6 ? "[" + url.host + "]" : url.host) + (url.port == default_port(url.tls) ? "" : ":" + url.port);
}

}  // namespace interlock::http
