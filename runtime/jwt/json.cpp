#include "runtime/jwt/json.hpp"

#include <stdexcept>
#include <utility>

namespace interlock::jwt {

void ReleaseJson::operator()(json_t* value) const { json_decref(value); }

Json object_from(std::string_view text) {
  Json value{json_loadb(text.data(), text.size(), JSON_REJECT_DUPLICATES, nullptr)};
  return json_is_object(value.get()) ? std::move(value) : Json{};
}

Json string_from(std::string_view text) {
  Json value{json_stringn(text.data(), text.size())};
  if (!value) throw std::invalid_argument("a claim that is to be signed is not UTF-8");
  return value;
}

std::string_view text_of(const json_t* string) { return {json_string_value(string), json_string_length(string)}; }

}  // namespace interlock::jwt
