// SPDX-License-Identifier: EUPL-1.2
// A file that is kept in memory and given out as the client can read it: packed where that is
// possible, and not again where the client has it (RFC 9110, 12.5.3 and 13.1.2).
#pragma once

#include <string>

#include "sync/city/http/message.h"

namespace qp::city::site {

struct PackedFile {
    http::SharedBytes plain;
    http::SharedBytes brotli;  // null where there is none
    http::SharedBytes gzip;    // the same
    std::string etag;          // of the plain one
};

// With its tag, and without a packed form yet.
PackedFile packed_file(http::SharedBytes plain);

// Sets body, coding and tag of `response`, or 304 without a body.
void answer(http::Response& response, const http::Request& request, const PackedFile& file);

}  // namespace qp::city::site
