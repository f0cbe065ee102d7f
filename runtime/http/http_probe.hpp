#pragma once
/// Asks whether a service that the operator names is well: a GET of its URL answers 2xx in time.
#include "runtime/asio/alarm.hpp"
#include "runtime/http/http_client.hpp"

#include <functional>

namespace interlock::http {

/// Used on the loop's thread only. Destroying it drops what is asked, unanswered.
class HttpProbe final : private ExchangeListener {
 public:
  using Answer = std::function<void(bool well)>;

  HttpProbe(asio_parts::Loop& loop, Duration limit) : loop_(loop), limit_(limit), client_(loop, *this) {}

  /// Answers exactly once, never inside this call. The answer must not destroy the probe.
  void probe(const Url& url, Answer answer);

 private:
  struct Question {
    Question(asio_parts::Loop& loop, Answer to) : answer(std::move(to)), limit(loop) {}
    Answer answer;  ///< Empty once it was called.
    asio_parts::Alarm limit;
  };
  void answered(Id exchange, const protocol::ResponseHead& head) override;
  void body_received(Id, std::string_view) override {}
  void ended(Id exchange, const std::string& fault) override;
  void answer(Id exchange, bool well);

  asio_parts::Loop& loop_;
  Duration limit_;
  std::map<Id, Question> questions_;
  HttpClient client_;
};

}  // namespace interlock::http
