#pragma once

#include <cstddef>
#include <span>

#include "runtime/protocol/websocket_frame.hpp"

namespace interlock::protocol {

/// XORs `bytes` with the repeated key, in place, touching nothing beyond them. Returns whether every resulting byte is
/// ASCII, which the same pass finds out for free. Masking and unmasking are one operation.
bool unmask(std::span<std::byte> bytes, MaskKey key);

/// The key for what follows after `offset` bytes of the payload.
MaskKey rotated(MaskKey key, std::size_t offset);

}  // namespace interlock::protocol
