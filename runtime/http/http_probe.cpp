#include "runtime/http/http_probe.hpp"

#include <utility>

namespace interlock::http {

void HttpProbe::probe(const Url& url, Answer answer_to) {
  const Id exchange = client_.begin({.method = "GET", .url = url, .accept = "*/*", .content_type = {}, .body = {}});
  Question& question = questions_.try_emplace(exchange, loop_, std::move(answer_to)).first->second;
  question.limit.set(limit_, [this, exchange] { answer(exchange, false); });
}

void HttpProbe::answered(Id exchange, const protocol::ResponseHead& head) {
  answer(exchange, head.status >= 200 && head.status <= 299);
}

void HttpProbe::ended(Id exchange, const std::string&) {
  answer(exchange, false);  // Where nothing was answered before.
  questions_.erase(exchange);
}

void HttpProbe::answer(Id exchange, bool well) {
  const auto found = questions_.find(exchange);
  if (found == questions_.end() || !found->second.answer) return;
  found->second.limit.cancel();
  const Answer answer_to = std::exchange(found->second.answer, {});
  client_.abandon(exchange);
  answer_to(well);
}

}  // namespace interlock::http
