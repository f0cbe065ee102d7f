#pragma once

/// All that the server's end of an HTTP connection needs; the client's is in `http_response.hpp` and `event_stream.hpp`.
#include "runtime/protocol/http_credential.hpp"
#include "runtime/protocol/http_request.hpp"
#include "runtime/protocol/http_writer.hpp"
