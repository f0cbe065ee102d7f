#include "runtime/http/http_client.hpp"

namespace interlock::http {

namespace {

std::string bytes_of(const HttpRequest& request) {
  std::string bytes = request.method + " " + request.url.target + " HTTP/1.1\r\nHost: " + authority(request.url) +
                      "\r\nUser-Agent: interlock\r\nConnection: close\r\n";
  if (!request.accept.empty()) bytes += "Accept: " + request.accept + "\r\n";
  if (!request.content_type.empty())
    bytes += "Content-Type: " + request.content_type + "\r\nContent-Length: " + std::to_string(request.body.size()) + "\r\n";
  return bytes + "\r\n" + request.body;
}

}  // namespace

/// The decoder's listener; passes on what is still wanted.
struct HttpClient::Exchange final : protocol::ResponseListener {
  Exchange(Id id_, ExchangeListener& listener_) : id(id_), listener(listener_) {}

  void on_head(const protocol::ResponseHead& head) override {
    if (!abandoned) listener.answered(id, head);
  }
  void on_body(std::string_view piece) override {
    if (!abandoned) listener.body_received(id, piece);
  }
  void on_end() override {}

  const Id id;
  ExchangeListener& listener;
  protocol::ResponseDecoder decoder;
  bool abandoned = false;
  std::string fault;
};

HttpClient::HttpClient(asio_parts::Loop& loop, ExchangeListener& listener) : listener_(listener), outbound_(loop, *this) {}

HttpClient::~HttpClient() = default;

HttpClient::Id HttpClient::begin(const HttpRequest& request) {
  const Id id = outbound_.connect({.host = request.url.host, .port = request.url.port, .tls = request.url.tls});
  exchanges_.emplace(id, std::make_unique<Exchange>(id, listener_));
  outbound_.send(id, bytes_of(request));
  return id;
}

void HttpClient::abandon(Id exchange) {
  const auto found = exchanges_.find(exchange);
  if (found == exchanges_.end() || found->second->abandoned) return;
  found->second->abandoned = true;
  outbound_.close(exchange);
}

void HttpClient::received(Id connection, std::span<std::byte> bytes) {
  const auto found = exchanges_.find(connection);
  if (found == exchanges_.end() || found->second->abandoned) return;
  Exchange& exchange = *found->second;
  if (const auto fed = exchange.decoder.receive_data(bytes, exchange); !fed) {
    exchange.fault = fed.error().what;
    outbound_.close(connection);
  } else if (exchange.decoder.ended()) {
    outbound_.close(connection);
  }
}

void HttpClient::ended(Id connection, const std::string& error) {
  const auto found = exchanges_.find(connection);
  if (found == exchanges_.end()) return;
  const std::unique_ptr<Exchange> exchange = std::move(found->second);
  exchanges_.erase(found);
  if (!exchange->abandoned && !exchange->decoder.ended() && exchange->fault.empty()) {
    exchange->fault = error;
    if (error.empty())
      if (const auto fed = exchange->decoder.receive_end(*exchange); !fed) exchange->fault = fed.error().what;
  }
  listener_.ended(connection, exchange->abandoned ? std::string() : exchange->fault);
}

}  // namespace interlock::http
