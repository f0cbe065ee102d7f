#include "runtime/http/run_request.hpp"

#include "runtime/protocol/wire_names.hpp"

#include <boost/json.hpp>

namespace interlock::http {

namespace {

std::string quoted(std::string_view text) { return boost::json::serialize(boost::json::string_view(text.data(), text.size())); }

}  // namespace

std::string run_request(const port::RunSpec& spec) {
  const std::string_view input = spec.request.input.view();
  std::string body = "{\"run\":" + quoted(protocol::format_run(spec.run));
  body += ",\"thread\":" + quoted(spec.thread.thread) + ",\"tenant\":" + quoted(spec.thread.tenant);
  body += ",\"owner\":" + quoted(spec.thread.owner) + ",\"agent\":" + quoted(spec.request.agent);
  body += ",\"idempotency_key\":" + quoted(spec.request.idempotency_key);
  return body.append(",\"input\":").append(input.empty() ? "null" : input).append("}");
}

std::string cancel_request(RunId run) { return "{\"run\":" + quoted(protocol::format_run(run)) + "}"; }

}  // namespace interlock::http
