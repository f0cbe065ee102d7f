#include "runtime/protocol/http_response.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/fields.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <optional>

namespace interlock::protocol {

namespace {

namespace http = boost::beast::http;
using boost::beast::error_code;

constexpr std::size_t head_limit = 16 * 1024;
/// A chunk's line with its extensions, or the trailers.
constexpr std::size_t unparsed_limit = head_limit;

/// A Beast body that hands each piece to whoever listens, and keeps nothing.
struct PassedOnBody {
  struct value_type {
    ResponseListener* listener = nullptr;
  };

  class reader {
   public:
    template <bool is_request, class Fields>
    reader(http::header<is_request, Fields>&, value_type& target) : target_(target) {}

    void init(const boost::optional<std::uint64_t>&, error_code& error) { error = {}; }

    template <class Buffers>
    std::size_t put(const Buffers& buffers, error_code& error) {
      error = {};
      std::size_t taken = 0;
      const auto end = boost::asio::buffer_sequence_end(buffers);
      for (auto piece = boost::asio::buffer_sequence_begin(buffers); piece != end; ++piece) {
        const boost::asio::const_buffer bytes = *piece;
        if (bytes.size() > 0) target_.listener->on_body({static_cast<const char*>(bytes.data()), bytes.size()});
        taken += bytes.size();
      }
      return taken;
    }

    void finish(error_code& error) { error = {}; }

   private:
    value_type& target_;
  };
};

using Parser = http::response_parser<PassedOnBody>;

}  // namespace

struct ResponseDecoder::State {
  State() { begin(); }

  void begin() {
    parser.emplace();
    parser->header_limit(head_limit);
    parser->body_limit(boost::none);
    parser->eager(true);
  }

  /// Parses what it can of `text` and returns how much that was.
  tl::expected<std::size_t, ResponseFault> parse(std::string_view text, ResponseListener& listener);
  tl::expected<void, ResponseFault> failed(std::string what);
  bool is_interim() const { return parser->get().result_int() / 100 == 1; }
  void announce_head(ResponseListener& listener);

  std::optional<Parser> parser;
  std::string unparsed;  // the beginning of a line or of the head
  bool head_announced = false;
  bool ended = false;
  bool excess = false;
  std::optional<ResponseFault> fault;
};

ResponseDecoder::ResponseDecoder() : state_(std::make_unique<State>()) {}
ResponseDecoder::~ResponseDecoder() = default;
ResponseDecoder::ResponseDecoder(ResponseDecoder&&) noexcept = default;
ResponseDecoder& ResponseDecoder::operator=(ResponseDecoder&&) noexcept = default;

bool ResponseDecoder::ended() const { return state_->ended; }

bool ResponseDecoder::can_be_reused() const {
  return state_->ended && !state_->excess && !state_->fault && state_->parser->keep_alive();
}

tl::expected<void, ResponseFault> ResponseDecoder::State::failed(std::string what) {
  fault = ResponseFault{std::move(what)};
  return tl::unexpected(*fault);
}

void ResponseDecoder::State::announce_head(ResponseListener& listener) {
  const auto& message = parser->get();
  head_announced = true;
  listener.on_head({.status = static_cast<int>(message.result_int()),
                    .content_type = std::string_view(message[http::field::content_type]),
                    .retry_after = std::string_view(message[http::field::retry_after]),
                    .keep_alive = parser->keep_alive()});
}

tl::expected<std::size_t, ResponseFault> ResponseDecoder::State::parse(std::string_view text,
                                                                       ResponseListener& listener) {
  std::size_t parsed = 0;
  while (parsed < text.size() && !ended) {
    error_code error;
    // The head is parsed by itself, so that it is announced before the first piece of the body.
    parser->eager(parser->is_header_done());
    parser->get().body().listener = &listener;
    const std::size_t taken = parser->put(boost::asio::buffer(text.substr(parsed)), error);
    parsed += taken;
    if (error == http::error::need_more) break;
    if (error) return tl::unexpected(ResponseFault{error.message()});
    if (parser->is_header_done() && !head_announced) {
      if (is_interim()) {
        if (parser->get().result_int() == 101) return tl::unexpected(ResponseFault{"an upgrade that nobody asked for"});
        begin();
        continue;
      }
      announce_head(listener);
    }
    if (parser->is_done()) {
      ended = true;
      listener.on_end();
    } else if (taken == 0) {
      break;
    }
  }
  return parsed;
}

tl::expected<void, ResponseFault> ResponseDecoder::receive_data(std::span<const std::byte> bytes,
                                                                ResponseListener& listener) {
  if (state_->fault) return tl::unexpected(*state_->fault);
  std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  std::string joined;
  if (!state_->unparsed.empty()) {
    joined.swap(state_->unparsed);
    joined.append(text);
    text = joined;
  }
  const auto parsed = state_->parse(text, listener);
  if (!parsed) return state_->failed(parsed.error().what);
  text.remove_prefix(*parsed);
  if (state_->ended) {
    state_->excess = state_->excess || !text.empty();
    return {};
  }
  if (text.size() > unparsed_limit) return state_->failed("a line of the response is too long");
  state_->unparsed = text;
  return {};
}

tl::expected<void, ResponseFault> ResponseDecoder::receive_end(ResponseListener& listener) {
  State& state = *state_;
  if (state.fault) return tl::unexpected(*state.fault);
  if (state.ended) return {};
  if (!state.head_announced || !state.unparsed.empty()) return state.failed("the response broke off");
  error_code error;
  state.parser->get().body().listener = &listener;
  state.parser->put_eof(error);
  if (error) return state.failed("the response broke off");
  state.ended = true;
  listener.on_end();
  return {};
}

}  // namespace interlock::protocol
