// SPDX-License-Identifier: EUPL-1.2
// A file as an answer: whole, the range that was asked for, or 416.
#pragma once

#include <string>
#include <string_view>

#include "sync/city/http/message.h"

namespace qp::city::http {

// Sets status, body and the fields for ranges. `if_range` that is not `etag`: the whole file, since
// a part of another one would not fit to what the client has.
void send_file(Response& response, FileBody file, const std::string& etag, std::string_view range,
               std::string_view if_range);

}  // namespace qp::city::http
