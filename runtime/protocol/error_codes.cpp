#include "runtime/protocol/error_codes.hpp"

namespace interlock::protocol {

std::string error_code_reference() {
  std::string out =
      "| code | meaning | retry | when | HTTP |\n"
      "| --- | --- | --- | --- | --- |\n";
  for (const auto& each : error_codes) {
    out.append("| `").append(each.code).append("` | ").append(each.meaning);
    out.append(each.retryable ? " | yes | " : " | no | ").append(each.when);
    out.append(" | ").append(std::to_string(each.http_status)).append(" |\n");
  }
  return out;
}

}  // namespace interlock::protocol
