#pragma once
/// What an operator or a platform reads over HTTP: made when it is asked for, by whoever knows the core.
#include "statemachine/lifecycles/events.hpp"

#include <string>
#include <string_view>

namespace interlock::port {

struct PageText {
  std::string_view content_type;  ///< Lives as long as the program.
  std::string body;
};

class PageSource {
 public:
  [[nodiscard]] virtual PageText text(lifecycles::Page page) const = 0;

 protected:
  ~PageSource() = default;
};

/// Where a peer that came is given its connection.
class Door {
 public:
  /// Returns the id of the new connection actor.
  virtual std::uint32_t open_connection() = 0;

 protected:
  ~Door() = default;
};

}  // namespace interlock::port
