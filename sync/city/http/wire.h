// SPDX-License-Identifier: EUPL-1.2
// The bytes of an answer's head and chunks, and what a request's target says.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sync/city/http/message.h"

namespace qp::city::http {

struct Target {
    std::string path;
    std::string query;
};
// Of "/a%20b?c=d". Nothing for another form, broken escapes, or a path with a "." or ".." part.
std::optional<Target> parsed_target(std::string_view target);

bool may_have_body(int status);

// Status line and fields, with Content-Length (or chunked), Date and Connection. Line breaks in
// values become blanks.
std::string head_bytes(const Response& response, bool keeps_alive, bool is_chunked);
std::string chunk_bytes(std::string_view piece);

}  // namespace qp::city::http
