#include "runtime/http/demo_script.hpp"

#include <boost/json.hpp>

namespace interlock::http {

namespace {

constexpr std::size_t most_pieces = 12;

std::string said_in(std::string_view input) {
  boost::system::error_code error;
  const boost::json::value value = boost::json::parse(input, error);
  if (error) return std::string(input);
  const boost::json::value* said = &value;
  if (const boost::json::object* const object = value.if_object())
    for (const char* const name : {"message", "text"})
      if (const boost::json::value* const member = object->if_contains(name); member != nullptr && member->is_string()) said = member;
  if (const boost::json::string* const text = said->if_string()) return std::string(text->begin(), text->end());
  return std::string(input);
}

/// At most `most_pieces` pieces that end at blanks; together they are the text.
std::vector<std::string> pieces_of(const std::string& text) {
  const std::size_t wanted = text.size() / most_pieces + 1;
  std::vector<std::string> pieces;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t blank = text.find(' ', begin + wanted - 1);
    const std::size_t end = blank == std::string::npos ? text.size() : blank + 1;
    pieces.push_back(text.substr(begin, end - begin));
    begin = end;
  }
  return pieces;
}

Text data(boost::json::object object) { return Text(boost::json::serialize(object)); }

}  // namespace

std::vector<lifecycles::upstream_event> demo_script(const RunRequest& request) {
  const std::string said = said_in(request.input.view());
  const std::string answer = "You said: " + said + " \xe2\x80\x94 and every word of this answer is in the log, numbered, before you see it.";
  std::vector<lifecycles::upstream_event> script{
      {EventType::agent_thinking, data({{"text", "I read what you said and look for a tool."}})},
      {EventType::tool_executing, data({{"tool", "count_characters"}, {"arguments", {{"text", said}}}})},
      {EventType::tool_completed, data({{"tool", "count_characters"}, {"result", said.size()}})}};
  for (const std::string& piece : pieces_of(answer)) script.push_back({EventType::agent_message, data({{"text", piece}})});
  script.push_back({EventType::agent_completed, data({{"text", answer}})});
  return script;
}

}  // namespace interlock::http
