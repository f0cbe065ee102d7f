#include "runtime/process/system_world.hpp"

#include <openssl/rand.h>

#include <stdexcept>

namespace interlock::process {

std::uint64_t SystemEntropy::draw() {
  if (left_ == 0) {
    if (RAND_bytes(reinterpret_cast<unsigned char*>(block_), sizeof block_) != 1) throw std::runtime_error("the system gives no random bytes");
    left_ = std::size(block_);
  }
  return block_[--left_];
}

}  // namespace interlock::process
