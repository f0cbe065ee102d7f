#pragma once
/// One request and its response at a time over a connection of its own.
#include "runtime/asio/outbound.hpp"
#include "runtime/http/url.hpp"
#include "runtime/protocol/http_response.hpp"

#include <map>
#include <memory>

namespace interlock::http {

/// What a response is, on the loop, never inside a call of `HttpClient`. `abandon` may be called from within.
class ExchangeListener {
 public:
  using Id = std::uint64_t;
  virtual void answered(Id exchange, const protocol::ResponseHead& head) = 0;
  /// Of any size but 0; borrowed for the call.
  virtual void body_received(Id exchange, std::string_view piece) = 0;
  /// Said exactly once for each exchange; nothing follows it. `fault` says what went wrong, and is empty after a whole
  /// response and after `abandon`.
  virtual void ended(Id exchange, const std::string& fault) = 0;

 protected:
  ~ExchangeListener() = default;
};

struct HttpRequest {
  std::string method = "GET";
  Url url;
  std::string accept;
  std::string content_type;  ///< Empty: no body.
  std::string body;
};

/// Waits have no limit here but `abandon`. Used on the loop's thread only. Destroying it drops all exchanges and silences the listener.
class HttpClient final : private asio_parts::OutboundListener {
 public:
  using Id = ExchangeListener::Id;

  HttpClient(asio_parts::Loop& loop, ExchangeListener& listener);
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  /// Ids are never used twice.
  Id begin(const HttpRequest& request);
  /// Ends the exchange early: of it only `ended` is still told. Unknown ids are fine.
  void abandon(Id exchange);

 private:
  struct Exchange;
  void connected(Id) override {}
  void received(Id connection, std::span<std::byte> bytes) override;
  void ended(Id connection, const std::string& error) override;

  ExchangeListener& listener_;
  std::map<Id, std::unique_ptr<Exchange>> exchanges_;
  asio_parts::Outbound outbound_;
};

}  // namespace interlock::http
