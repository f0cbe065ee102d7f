# The parts that Debian 12 packages bring, each under the name that the rooms link.
find_package(Threads REQUIRED)
find_package(Boost 1.81 CONFIG REQUIRED COMPONENTS json)
find_package(OpenSSL 3.0 REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(simdjson 3 CONFIG REQUIRED)
find_package(spdlog CONFIG REQUIRED)
find_package(tl-expected CONFIG REQUIRED)
find_package(CLI11 CONFIG REQUIRED)
find_package(tomlplusplus CONFIG REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(prometheus REQUIRED IMPORTED_TARGET prometheus-cpp-core)
pkg_check_modules(jansson REQUIRED IMPORTED_TARGET GLOBAL jansson)

find_path(ASIO_INCLUDE_DIR asio.hpp REQUIRED)
add_library(interlock_asio_headers INTERFACE)
target_include_directories(interlock_asio_headers SYSTEM INTERFACE "${ASIO_INCLUDE_DIR}")
# Asio 1.22 finds std::aligned_alloc only in files that included a standard header before it, so that one file would free
# with `delete` what another allocated: it is told not to look.
target_compile_definitions(interlock_asio_headers INTERFACE
  ASIO_STANDALONE ASIO_SEPARATE_COMPILATION ASIO_NO_DEPRECATED ASIO_DISABLE_STD_ALIGNED_ALLOC)
target_link_libraries(interlock_asio_headers INTERFACE Threads::Threads)
