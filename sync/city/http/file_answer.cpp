// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/http/file_answer.h"

#include "sync/city/http/negotiation.h"

namespace qp::city::http {

void send_file(Response& response, FileBody file, const std::string& etag, std::string_view range,
               std::string_view if_range) {
    const std::uint64_t size = file.size;
    response.set("Accept-Ranges", "bytes").set("ETag", etag);
    RangeWanted wanted;
    if (if_range.empty() || if_range == etag) wanted = range_wanted(range, size);
    if (wanted.kind == RangeKind::unsatisfiable) {
        response.status = 416;
        response.set("Content-Range", "bytes */" + std::to_string(size));
        response.body = std::string{};
        return;
    }
    if (wanted.kind == RangeKind::satisfiable) {
        response.status = 206;
        response.set("Content-Range", "bytes " + std::to_string(wanted.range.first) + "-" +
                                          std::to_string(wanted.range.last) + "/" +
                                          std::to_string(size));
        file.offset += wanted.range.first;
        file.size = wanted.range.last - wanted.range.first + 1;
    }
    response.body = std::move(file);
}

}  // namespace qp::city::http
