/// What one message costs in user space: its frame, its JSON, and the JSON of an event.
#include "runtime/protocol/messages.hpp"
#include "runtime/protocol/websocket.hpp"

#include <benchmark/benchmark.h>

#include <vector>

namespace {

using namespace interlock;

constexpr std::string_view start =
    R"({"id":4,"op":"start","thread":"t1","agent":"demo","idempotency_key":"k1","input":{"text":"What is a railway interlocking, and why was it made?"}})";

void a_start_is_decoded(benchmark::State& state) {
  protocol::MessageDecoder decoder;
  for ([[maybe_unused]] auto round : state) benchmark::DoNotOptimize(decoder.decode(start));
}
BENCHMARK(a_start_is_decoded);

void an_event_is_encoded(benchmark::State& state) {
  const port::Message message = port::message::ThreadEvent{
      .thread = "t1",
      .epoch = 1,
      .event = {.seq = 1051, .run = RunId{9}, .type = EventType::agent_message, .time = 1790000000123, .data = Text(R"({"text":"word "})")}};
  std::string out;
  for ([[maybe_unused]] auto round : state) {
    out.clear();
    protocol::append_message(out, message);
    benchmark::DoNotOptimize(out.data());
  }
}
BENCHMARK(an_event_is_encoded);

/// Unmasks in place: the same frame can come again and again only because its mask is zero.
void a_frame_is_decoded(benchmark::State& state) {
  const auto size = static_cast<std::size_t>(state.range(0));
  std::vector<std::byte> frame{std::byte{0x81}, std::byte{0xfe}, static_cast<std::byte>(size >> 8U), static_cast<std::byte>(size & 0xffU)};
  frame.insert(frame.end(), 4, std::byte{0});
  frame.insert(frame.end(), size, std::byte{'a'});
  struct Sink {
    void on_text(std::string_view text) { benchmark::DoNotOptimize(text.data()); }
    void on_binary(std::string_view) {}
    void on_ping(std::string_view) {}
    void on_pong(std::string_view) {}
    void on_close(std::optional<protocol::PeerCloseCode>, std::string_view) {}
  } sink;
  protocol::FrameDecoder decoder;
  for ([[maybe_unused]] auto round : state) {
    const auto result = decoder.receive_data(frame, sink);
    if (!result) return state.SkipWithError(result.error().what);
  }
  state.SetBytesProcessed(state.iterations() * state.range(0));
}
BENCHMARK(a_frame_is_decoded)->Arg(200)->Arg(1024)->Arg(16384);

}  // namespace

BENCHMARK_MAIN();
