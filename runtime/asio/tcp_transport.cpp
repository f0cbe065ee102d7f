#include "runtime/asio/tcp_transport.hpp"

#include "runtime/asio/loop_parts.hpp"
#include "runtime/asio/tcp_stream.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cassert>
#include <cerrno>

// Invariants:
//  - a place in `streams_` is given again only after `lost` was said and its descriptor was closed; its generation then
//    makes a new id. References to streams stay good: a deque that only grows at its end.
//  - the listener is called from `changed`, `settle` and `take_peer` only, which the loop alone calls. Any of its calls may
//    close the stream at hand, so nothing is assumed of the stream afterwards.
//  - readiness is told once (edge-triggered): who stops reading before the socket is empty remembers that (`readable`, `to_read_`).

namespace interlock::asio_parts {
namespace {

/// Reads of one stream before the others have their turn.
constexpr int reads_a_visit = 4;
/// More gathered bytes than this leave before the turn ends.
constexpr std::size_t gather_limit = 64 * 1024;
/// Buffers of streams whose bytes have left, kept for the next ones.
constexpr std::size_t spare_buffer_limit = 64;
constexpr std::size_t spare_capacity_limit = 256 * 1024;

}  // namespace

TcpTransport::TcpTransport(Loop& loop, TcpOptions options)
    : read_buffer_(loop.parts().read_buffer),
      options_(std::move(options)),
      tcp_listener_(std::make_unique<TcpListener>(loop, options_.address, options_.port)),
      local_port_(tcp_listener_->local_port()),
      settle_soon_(loop, [this] { settle(); }),
      linger_alarm_(loop),
      readiness_(loop, [this](const Readiness::Change& change) { changed(change); }, [this] { flush(); }) {}

TcpTransport::~TcpTransport() {
  for (const Stream& stream : streams_) {
    if (stream.descriptor >= 0) ::close(stream.descriptor);
  }
}

void TcpTransport::deliver_to(port::TransportListener& listener) {
  assert(listener_ == nullptr && tcp_listener_);
  listener_ = &listener;
  tcp_listener_->accept_each([this](int descriptor) { take_peer(descriptor); });
}

TcpTransport::Stream* TcpTransport::find(port::StreamId id) {
  const auto place = static_cast<std::uint32_t>(static_cast<std::uint64_t>(id));
  if (place >= streams_.size()) return nullptr;
  Stream& stream = streams_[place];
  return stream.id == id && stream.state != Stream::State::free ? &stream : nullptr;
}

TcpTransport::Stream* TcpTransport::find_open(port::StreamId id) {
  Stream* stream = find(id);
  return stream != nullptr && stream->state == Stream::State::open ? stream : nullptr;
}

void TcpTransport::take_peer(int descriptor) {
  if (streams_.size() - free_.size() >= options_.stream_limit) {
    ::close(descriptor);
    return;
  }
  if (free_.empty()) {
    free_.push_back(static_cast<std::uint32_t>(streams_.size()));
    streams_.emplace_back().id = port::StreamId{free_.back()};
  }
  Stream& stream = streams_[free_.back()];
  const port::StreamId id = next_generation(stream.id);
  if (!readiness_.add(descriptor, static_cast<std::uint64_t>(id))) {
    ::close(descriptor);
    return;
  }
  free_.pop_back();
  stream = Stream{};
  stream.id = id;
  stream.descriptor = descriptor;
  stream.state = Stream::State::open;
  ++open_streams_;
  listener_->accepted(id);
}

// ---- reading -----------------------------------------------------------------------------------------------------

void TcpTransport::changed(const Readiness::Change& change) {
  Stream* stream = find(port::StreamId{change.tag});
  if (stream == nullptr || stream->descriptor < 0) return;
  if (change.writable && stream->blocked) write_on(*stream);
  if (!change.readable || stream->descriptor < 0) return;
  if (change.broken && stream->reading_paused()) return end(*stream);  // what was not read is of no use any more
  read(*stream, change.peer_ended);
}

void TcpTransport::read(Stream& stream, bool until_empty) {
  for (int left = reads_a_visit; left > 0; --left) {
    stream.readable = stream.reading_paused();
    if (stream.readable) return;
    const ssize_t count = ::recv(stream.descriptor, read_buffer_.data(), read_buffer_.size(), 0);
    if (count == 0) return peer_ended(stream);
    if (count < 0) {
      if (errno == EINTR) continue;
      if (errno != EAGAIN) end(stream);
      return;
    }
    if (!took(stream, static_cast<std::size_t>(count))) return;
    if (!until_empty && static_cast<std::size_t>(count) < read_buffer_.size()) return;
  }
  read_again_later(stream);
}

/// Hands the bytes over, or drops them if the stream is closed. False if its descriptor is gone.
bool TcpTransport::took(Stream& stream, std::size_t count) {
  if (stream.state == Stream::State::open) listener_->received(stream.id, std::span(read_buffer_).first(count));
  return stream.descriptor >= 0;
}

void TcpTransport::read_again_later(Stream& stream) {
  to_read_.push_back(stream.id);
  settle_soon_.soon();
}

void TcpTransport::pause_reading(port::StreamId id, bool paused) {
  Stream* stream = find_open(id);
  if (stream == nullptr) return;
  stream->paused = paused;
  if (!paused && stream->readable) read_again_later(*stream);
}

// ---- writing -----------------------------------------------------------------------------------------------------

std::size_t TcpTransport::send(port::StreamId id, std::span<const std::byte> bytes) {
  Stream* stream = find_open(id);
  if (stream == nullptr) return 0;
  gather(*stream, bytes);
  if (!stream->blocked && stream->unsent.size() >= gather_limit) write(*stream);
  if (!stream->blocked) return 0;
  stream->was_refused = true;
  return stream->unsent_size();
}

void TcpTransport::gather(Stream& stream, std::span<const std::byte> bytes) {
  if (stream.unsent.capacity() == 0 && !spare_buffers_.empty()) {
    stream.unsent = std::move(spare_buffers_.back());
    spare_buffers_.pop_back();
  }
  stream.unsent.insert(stream.unsent.end(), bytes.begin(), bytes.end());
  if (stream.blocked || stream.listed_to_write) return;
  stream.listed_to_write = true;
  to_write_.push_back(stream.id);
  settle_soon_.soon();
}

void TcpTransport::flush() {
  for (const port::StreamId id : to_write_) {
    Stream* stream = find(id);
    if (stream == nullptr || stream->descriptor < 0) continue;
    stream->listed_to_write = false;
    if (!stream->blocked) write(*stream);
    if (stream->state == Stream::State::closing && stream->unsent_size() == 0) finish_closing(*stream);
  }
  to_write_.clear();
}

/// Calls no listener.
void TcpTransport::write(Stream& stream) {
  stream.blocked = false;
  while (stream.unsent_size() > 0) {
    const ssize_t count = ::send(stream.descriptor, stream.unsent.data() + stream.sent, stream.unsent_size(), MSG_NOSIGNAL);
    if (count >= 0) {
      stream.sent += static_cast<std::size_t>(count);
    } else if (errno == EAGAIN) {
      stream.blocked = true;
      return stream.forget_sent();
    } else if (errno != EINTR) {
      return end(stream);
    }
  }
  release_buffer(stream);
}

/// The kernel takes bytes again.
void TcpTransport::write_on(Stream& stream) {
  write(stream);
  if (stream.descriptor < 0 || stream.blocked) return;
  if (stream.state == Stream::State::closing) return finish_closing(stream);
  if (std::exchange(stream.was_refused, false)) listener_->drained(stream.id);
}

void TcpTransport::release_buffer(Stream& stream) {
  Bytes buffer = std::exchange(stream.unsent, {});
  stream.sent = 0;
  if (buffer.capacity() == 0 || buffer.capacity() > spare_capacity_limit || spare_buffers_.size() >= spare_buffer_limit) return;
  buffer.clear();
  spare_buffers_.push_back(std::move(buffer));
}

// ---- ending ------------------------------------------------------------------------------------------------------

void TcpTransport::close(port::StreamId id) {
  Stream* stream = find_open(id);
  if (stream == nullptr) return;
  stream->state = Stream::State::closing;
  gather(*stream, {});  // so that the next flush finishes it
  if (stream->readable) read_again_later(*stream);
  lingering_.push_back({std::chrono::steady_clock::now() + options_.linger, id});
  if (lingering_.size() == 1) set_linger_alarm();
}

/// All has left: our end is said, and bytes of the peer are dropped until its own end comes, lest the kernel answer
/// them with a reset that destroys what is still on its way.
void TcpTransport::finish_closing(Stream& stream) {
  ::shutdown(stream.descriptor, SHUT_WR);
  stream.state = Stream::State::lingering;
  say_lost_later(stream);
  if (stream.peer_has_ended) end(stream);
}

void TcpTransport::peer_ended(Stream& stream) {
  stream.peer_has_ended = true;
  if (stream.state == Stream::State::closing) return;  // it may still read what we send
  if (stream.state == Stream::State::open && !stream.blocked) write(stream);
  if (stream.descriptor >= 0) end(stream);
}

void TcpTransport::end(Stream& stream) {
  ::close(std::exchange(stream.descriptor, -1));
  stream.blocked = false;
  release_buffer(stream);
  if (stream.state == Stream::State::lingering && stream.lost_said) {
    stream.state = Stream::State::free;
    free_.push_back(static_cast<std::uint32_t>(static_cast<std::uint64_t>(stream.id)));
    return;
  }
  if (stream.state != Stream::State::lingering) say_lost_later(stream);
  stream.state = Stream::State::over;
}

void TcpTransport::say_lost_later(Stream& stream) {
  lost_.push_back(stream.id);
  settle_soon_.soon();
}

void TcpTransport::say_lost() {
  for (std::size_t place = 0; place < lost_.size(); ++place) {
    Stream& stream = *find(lost_[place]);
    assert(!stream.lost_said);
    stream.lost_said = true;
    --open_streams_;
    if (stream.state == Stream::State::over) {
      stream.state = Stream::State::free;
      free_.push_back(static_cast<std::uint32_t>(static_cast<std::uint64_t>(stream.id)));
    }
    listener_->lost(lost_[place]);
  }
  lost_.clear();
}

/// What waited until the loop was free, outside of all calls.
void TcpTransport::settle() {
  flush();
  for (const port::StreamId id : std::exchange(to_read_, {})) {
    Stream* stream = find(id);
    if (stream != nullptr && stream->descriptor >= 0) read(*stream, true);
  }
  say_lost();
  flush();
}

void TcpTransport::set_linger_alarm() {
  linger_alarm_.set_at(lingering_.front().until, [this] { stop_lingering(); });
}

void TcpTransport::stop_lingering() {
  const auto now = std::chrono::steady_clock::now();
  for (; !lingering_.empty() && lingering_.front().until <= now; lingering_.pop_front()) {
    Stream* stream = find(lingering_.front().stream);
    if (stream != nullptr && stream->descriptor >= 0) end(*stream);
  }
  if (!lingering_.empty()) set_linger_alarm();
}

}  // namespace interlock::asio_parts
