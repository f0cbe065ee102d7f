#include "runtime/protocol/websocket_unmask.hpp"

#include <bit>
#include <cstdint>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

// The last, unaligned word is computed from the masked bytes before the loop and stored after it. It overlaps what the
// loop has written with the same values, so that no byte outside of the span is read or written, and there is no
// byte-wise tail.
namespace interlock::protocol {

namespace {

constexpr std::uint64_t high_bits = 0x8080'8080'8080'8080U;

template <class Word>
Word load(const std::byte* from) {
  Word word;
  std::memcpy(&word, from, sizeof word);
  return word;
}

template <class Word>
void store(std::byte* to, Word word) {
  std::memcpy(to, &word, sizeof word);
}

constexpr std::uint64_t repeated(MaskKey key) {
  const auto word = std::bit_cast<std::uint32_t>(key);
  return std::uint64_t{word} << 32 | word;
}

/// `size` is a multiple of eight.
std::uint64_t unmask_words(std::byte* bytes, std::size_t size, std::uint64_t key) {
  std::uint64_t seen = 0;
  std::uint64_t seen_too = 0;
  std::size_t i = 0;
  for (; i + 16 <= size; i += 16) {
    const std::uint64_t first = load<std::uint64_t>(bytes + i) ^ key;
    const std::uint64_t second = load<std::uint64_t>(bytes + i + 8) ^ key;
    store(bytes + i, first);
    store(bytes + i + 8, second);
    seen |= first;
    seen_too |= second;
  }
  if (i < size) {
    const std::uint64_t last = load<std::uint64_t>(bytes + i) ^ key;
    store(bytes + i, last);
    seen |= last;
  }
  return seen | seen_too;
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) std::uint64_t unmask_wide(std::byte* bytes, std::size_t size, std::uint64_t key) {
  const __m256i keys = _mm256_set1_epi64x(static_cast<long long>(key));
  __m256i seen = _mm256_setzero_si256();
  __m256i seen_too = seen;
  std::size_t i = 0;
  for (; i + 64 <= size; i += 64) {
    auto* first_place = reinterpret_cast<__m256i*>(bytes + i);
    auto* second_place = reinterpret_cast<__m256i*>(bytes + i + 32);
    const __m256i first = _mm256_xor_si256(_mm256_loadu_si256(first_place), keys);
    const __m256i second = _mm256_xor_si256(_mm256_loadu_si256(second_place), keys);
    _mm256_storeu_si256(first_place, first);
    _mm256_storeu_si256(second_place, second);
    seen = _mm256_or_si256(seen, first);
    seen_too = _mm256_or_si256(seen_too, second);
  }
  const int any_high_bit = _mm256_movemask_epi8(_mm256_or_si256(seen, seen_too));
  return (any_high_bit != 0 ? high_bits : 0) | unmask_words(bytes + i, size - i, key);
}

using Unmask = std::uint64_t (*)(std::byte*, std::size_t, std::uint64_t);

/// Chosen at the first call, so that it also serves whoever runs before `main`.
std::uint64_t unmask_many(std::byte* bytes, std::size_t size, std::uint64_t key) {
  static const Unmask chosen = __builtin_cpu_supports("avx2") != 0 ? unmask_wide : unmask_words;
  return chosen(bytes, size, key);
}
#else
constexpr auto unmask_many = unmask_words;
#endif

constexpr std::size_t worth_wide_registers = 64;

std::uint64_t unmask_few(std::byte* bytes, std::size_t size, MaskKey key) {
  std::uint64_t seen = 0;
  for (std::size_t i = 0; i < size; ++i) {
    bytes[i] ^= key[i % key.size()];
    seen |= static_cast<std::uint64_t>(bytes[i]);
  }
  return seen;
}

}  // namespace

MaskKey rotated(MaskKey key, std::size_t offset) {
  const auto word = std::bit_cast<std::uint32_t>(key);
  const int bits = static_cast<int>(offset % key.size() * 8);
  const bool first_byte_is_lowest = std::endian::native == std::endian::little;
  return std::bit_cast<MaskKey>(first_byte_is_lowest ? std::rotr(word, bits) : std::rotl(word, bits));
}

bool unmask(std::span<std::byte> bytes, MaskKey key) {
  const std::size_t size = bytes.size();
  std::byte* const begin = bytes.data();
  if (size < sizeof(std::uint64_t)) return (unmask_few(begin, size, key) & high_bits) == 0;
  const std::uint64_t word = repeated(key);
  std::byte* const last_place = begin + (size - 8);
  const std::uint64_t last = load<std::uint64_t>(last_place) ^ repeated(rotated(key, size));
  const std::size_t whole = size & ~std::size_t{7};
  const std::uint64_t seen =
      whole < worth_wide_registers ? unmask_words(begin, whole, word) : unmask_many(begin, whole, word);
  store(last_place, last);
  return ((seen | last) & high_bits) == 0;
}

}  // namespace interlock::protocol
