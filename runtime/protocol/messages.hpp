#pragma once
/// The gateway's own protocol, `interlock.v1.json`: one JSON object a text frame. Text in, typed messages out, and back.
#include "runtime/port/message.hpp"
#include "statemachine/lifecycles/events.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <variant>

namespace interlock::protocol {

/// What a client can say, and what it says that nobody understands.
using ClientMessage =
    std::variant<lifecycles::hello_received, lifecycles::attach_received, lifecycles::detach_received,
                 lifecycles::start_received, lifecycles::cancel_received, lifecycles::refresh_received,
                 lifecycles::ack_received, lifecycles::pong_received, lifecycles::faulty_message_received>;

/// Bounds of what a client may say, beyond the frame's.
inline constexpr std::size_t idempotency_key_limit = 128;
inline constexpr std::size_t token_limit = 16 * 1024;
inline constexpr std::size_t cursor_text_limit = 64;
inline constexpr std::size_t places_limit = 64;   ///< Threads in one `attach` or `resume.threads` of a hello.
inline constexpr std::size_t nesting_limit = 64;  ///< Objects and arrays inside each other.

/// Reads clients' messages. One for each loop; not for two threads at once. Its buffers grow to the largest message seen and
/// are used again, so at rest it allocates nothing of its own.
///
/// Never throws for what a client wrote. Whatever is wrong becomes `faulty_message_received` with one of the codes
/// `malformed_json`, `unknown_op`, `missing_field`, `wrong_field` and `too_many_attachments`, the name of the field (dotted where
/// it lies deeper: `resume.token`) and the id, where one was read before. Fields that it does not know are ignored, though
/// they too must be JSON. The text of `after` and of cursors is passed on as it is; whether it names a place is the thread's to say.
/// A known field given twice is refused; inside `input` that is the agent's matter.
class MessageDecoder {
 public:
  MessageDecoder();
  ~MessageDecoder();
  MessageDecoder(MessageDecoder&&) noexcept;
  MessageDecoder& operator=(MessageDecoder&&) noexcept;

  [[nodiscard]] ClientMessage decode(std::string_view json);

 private:
  struct Buffers;
  std::unique_ptr<Buffers> buffers_;
};

/// The same, with a decoder that the calling thread keeps.
[[nodiscard]] ClientMessage decode_client_message(std::string_view json);

/// Appends one JSON object. `data` of a thread's event must be JSON already and is inserted as it is (`null` where it is empty);
/// every other text is escaped, and what is no UTF-8 in it is replaced.
void append_message(std::string& out, const port::Message& message);

}  // namespace interlock::protocol
