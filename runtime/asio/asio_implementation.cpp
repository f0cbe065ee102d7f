// Asio is compiled once, here (ASIO_SEPARATE_COMPILATION); every other file of the room compiles its declarations only.
#include <asio/impl/src.hpp>
#include <asio/ssl/impl/src.hpp>
