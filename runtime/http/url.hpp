#pragma once
/// Where a request goes: `http://host[:port][/path][?query]`, or https.
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace interlock::http {

struct Url {
  std::string host;     ///< An IPv6 address without its brackets.
  std::string port;     ///< 80, or 443 of https, where the text names none.
  std::string target;   ///< Path and query; "/" at least.
  bool tls = false;     ///< It is https.
  friend bool operator==(const Url&, const Url&) = default;
};

/// The error is a sentence that names the text. No user name, no fragment.
[[nodiscard]] tl::expected<Url, std::string> parse_url(std::string_view text);

/// The value of the header `Host`.
[[nodiscard]] std::string authority(const Url& url);

}  // namespace interlock::http
