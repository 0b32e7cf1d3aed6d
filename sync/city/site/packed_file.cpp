// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/site/packed_file.h"

#include "core/ops/crypto.h"
#include "sync/city/http/negotiation.h"

namespace qp::city::site {

PackedFile packed_file(http::SharedBytes plain) {
    PackedFile file;
    file.etag = "\"" + to_hex(BytesView{ops::sha256(as_bytes(*plain))}.first(12)) + "\"";
    file.plain = std::move(plain);
    return file;
}

void answer(http::Response& response, const http::Request& request, const PackedFile& file) {
    const std::string_view accepted = request.header("accept-encoding");
    std::string etag = file.etag;
    response.set("Vary", "Accept-Encoding");
    response.body = file.plain;
    if (file.brotli && http::accepts_encoding(accepted, "br")) {
        response.set("Content-Encoding", "br");
        response.body = file.brotli;
        etag.insert(etag.size() - 1, "-br");
    } else if (file.gzip && http::accepts_encoding(accepted, "gzip")) {
        response.set("Content-Encoding", "gzip");
        response.body = file.gzip;
        etag.insert(etag.size() - 1, "-gz");
    }
    response.set("ETag", etag);
    if (request.header("if-none-match").find(etag) == std::string_view::npos) return;
    response.status = 304;
    response.body = std::string{};
}

}  // namespace qp::city::site
