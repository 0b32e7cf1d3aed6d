// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "sync/city/api/city_api.h"
#include "sync/city/http/compression.h"
#include "sync/city/http/negotiation.h"
#include "sync/city/http/problem.h"

namespace qp::city::api {

namespace {

constexpr std::size_t kPageBytes = 512 * 1024;  // of payloads; a single larger entity still fits
constexpr std::uint32_t kPageChanges = 500;
constexpr std::size_t kCompressFrom = 1024;

ops::Change as_sent(store::Change&& change) {
    return {static_cast<std::uint8_t>(change.kind),
            change.id,
            change.seq,
            std::move(change.scope),
            change.version,
            std::move(change.payload)};
}

struct Asked {
    std::vector<std::string> scopes;
    Bytes cursor;           // as it came; empty: from the beginning
    std::uint64_t seq = 0;  // what the cursor says
};

// Where a device stands, or why it must start anew.
Result<Asked> asked_of(const http::Request& request, std::vector<std::string> scopes,
                       const ops::ServerEpoch& epoch) {
    const auto text = request.parameter("cursor");
    if (!text || text->empty()) return Asked{std::move(scopes), {}, 0};
    const auto bytes = from_base64url(*text);
    const auto cursor = bytes ? ops::decode_cursor(*bytes) : fail(Code::malformed, "no base64url");
    // Whatever it was: the device keeps it, and only "start anew" gets it out of that.
    if (!cursor) return fail(Code::too_old, "not a cursor of ours: " + cursor.error().detail);
    if (cursor->server_epoch != epoch || cursor->scopes != ops::scopes_hash(scopes) ||
        cursor->schema != ops::Cursor{}.schema)
        return fail(Code::too_old, "the cursor is of another epoch, schema or list of scopes");
    return Asked{std::move(scopes), *bytes, cursor->seq};
}

Result<ops::Page> page_of(store::Content& content, const Asked& asked,
                          const ops::ServerEpoch& epoch) {
    // Read first: a change of another scope moves the cursor on, one that comes meanwhile does not.
    const auto last = content.last_seq();
    if (!last) return fail(last.error());
    if (asked.seq > *last) return fail(Code::too_old, "the cursor is ahead of the city");
    auto changes = content.changes_since(asked.seq, asked.scopes, kPageChanges, kPageBytes);
    if (!changes) return fail(changes.error());
    ops::Page page;
    page.server_epoch = epoch;
    page.scopes = asked.scopes;
    page.after = asked.cursor;
    std::uint64_t seq = asked.seq;
    if (!changes->empty()) {
        seq = changes->back().seq;
        const auto more = content.changes_since(seq, asked.scopes, 1, 1);
        if (!more) return fail(more.error());
        page.has_more = !more->empty();
    }
    if (!page.has_more) seq = std::max(seq, *last);
    page.cursor = encode(ops::Cursor{epoch, seq, ops::scopes_hash(asked.scopes)});
    for (store::Change& change : *changes) page.changes.push_back(as_sent(std::move(change)));
    return page;
}

}  // namespace

void CityApi::pull(const http::Request& request, const http::Reply& reply) {
    auto scopes = ops::parse_scopes(request.parameter("scope").value_or(""));
    if (!scopes) return reply(http::problem(scopes.error()));
    const ops::ServerEpoch epoch = parts_.storage.epoch();
    const auto asked = asked_of(request, std::move(*scopes), epoch);
    if (!asked) return reply(http::problem(asked.error()));
    const bool takes_gzip = http::accepts_encoding(request.header("accept-encoding"), "gzip");
    auto job = [reply, takes_gzip, epoch, asked = *asked,
                city = parts_.keys.current()->city().id](store::Content& content) {
        const auto page = page_of(content, asked, epoch);
        if (!page) return reply(http::problem(page.error()));
        const Bytes bytes = encode_page(city, *page);
        http::Response response;
        response.set("Content-Type", "application/cbor").set("Cache-Control", "no-store");
        response.set("Vary", "Accept-Encoding");
        if (takes_gzip && bytes.size() >= kCompressFrom) {
            response.set("Content-Encoding", "gzip");
            response.body = http::gzipped(as_text(bytes));
        } else {
            response.body = std::string{as_text(bytes)};
        }
        reply(std::move(response));
    };
    if (!parts_.reader.post(std::move(job)))
        reply(http::problem(503, "overloaded", "too many requests wait"));
}

}  // namespace qp::city::api
